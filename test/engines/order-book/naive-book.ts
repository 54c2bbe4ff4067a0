import {
  CANCELLED,
  type Cause,
  EXPIRED_ORDER,
  FILLED,
  QUOTE,
  REDUCE_ONLY_RESIZED,
  REPLACED,
  SELF_TRADE_PREVENTED,
  UNDERCOLLATERALISED,
} from '../../../src/market/clearing.ts'
import * as flag from '../../../src/market/order-flags.ts'
import * as refusal from '../../../src/market/refusal.ts'
import { BUY, type Side } from '../../../src/market/side.ts'
import type { LedgerClearing } from './ledger-clearing.ts'

/** One resting order of the naive book. */
export interface NaiveOrder {
  readonly id: number
  readonly owner: number
  readonly side: Side
  lots: number
  readonly price: number
  readonly flags: number
  readonly expiry: number
}

/** The rules of the order book in obvious code: one array of orders in time order, searched from its start each time. */
export class NaiveBook {
  orders: NaiveOrder[] = []
  now = 0
  #ids = 1
  readonly #clearing: LedgerClearing
  readonly #tick: number
  readonly #ownerOf: (account: number) => number
  readonly #purges: boolean

  constructor(clearing: LedgerClearing, tick: number, ownerOf: (account: number) => number, purges: boolean) {
    this.#clearing = clearing
    this.#tick = tick
    this.#ownerOf = ownerOf
    this.#purges = purges
  }

  /** Orders of a side as they would trade. */
  queue(side: Side): NaiveOrder[] {
    const better = (a: NaiveOrder, b: NaiveOrder): number => (side === BUY ? b.price - a.price : a.price - b.price)
    return this.orders.filter((order) => order.side === side).sort(better)
  }

  #drop(order: NaiveOrder, lots: number, cause: Cause): void {
    order.lots -= lots
    if (order.lots === 0) this.orders = this.orders.filter((other) => other !== order)
    this.#clearing.removed(order.id, lots, cause)
  }

  #rest(owner: number, side: Side, lots: number, price: number, flags: number, expiry: number): number {
    const id = this.#ids++
    this.orders.push({ id, owner, side, lots, price, flags, expiry })
    this.#clearing.rested(owner, id, side, lots, price, flags)
    return id
  }

  #crosses(side: Side, limit: number, price: number): boolean {
    return side === BUY ? price <= limit : price >= limit
  }

  #form(owner: number, side: Side, lots: number, flags: number, expiry: number): number {
    if (lots < 1) return refusal.BELOW_LOT
    if (expiry !== 0 && expiry <= this.now) return refusal.EXPIRED
    if (flags & flag.REDUCE_ONLY && this.#clearing.reducible(owner, side) === 0) return refusal.WOULD_INCREASE
    return 0
  }

  submit(owner: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number {
    const market = (flags & flag.MARKET) !== 0
    if (!market && (limit <= 0 || limit % this.#tick !== 0)) return refusal.OFF_TICK
    const worst = market ? (side === BUY ? Number.POSITIVE_INFINITY : 0) : limit
    let wanted = lots
    if (flags & flag.BY_QUOTE) {
      wanted = this.lotsFor(side, worst)
      const best = this.queue((side ^ 1) as Side)[0]
      if (wanted === 0) {
        if (best === undefined) return refusal.NO_LIQUIDITY
        return this.#crosses(side, worst, best.price) ? refusal.BELOW_LOT : refusal.BEYOND_LIMIT
      }
    }
    const bad = this.#form(owner, side, wanted, flags, expiry)
    return bad === 0 ? this.#place(owner, side, wanted, worst, flags, expiry) : bad
  }

  #place(owner: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number {
    const other = (side ^ 1) as Side
    const immediate = (flags & (flag.IMMEDIATE_OR_CANCEL | flag.FILL_OR_KILL | flag.MARKET | flag.BY_QUOTE)) !== 0
    const touch = this.queue(other)[0]
    const crossing = touch !== undefined && this.#crosses(side, limit, touch.price)
    if (crossing && flags & flag.POST_ONLY && flags & flag.SLIDE) {
      const inside = touch.price + (side === BUY ? -this.#tick : this.#tick)
      return inside <= 0 ? refusal.WOULD_CROSS : this.#rest(owner, side, lots, inside, flags, expiry)
    }
    if (flags & flag.FILL_OR_KILL) {
      const before = this.orders.map((order) => ({ ...order }))
      const ids = this.#ids
      if (!crossing) return refusal.NOT_ALL_FILLED
      if (flags & flag.REDUCE_ONLY && this.#clearing.reducible(owner, side) < lots) return refusal.NOT_ALL_FILLED
      // Against friends the count stops before the trade does; a plain shortage is found first.
      let reach = 0
      for (const maker of this.queue(other)) {
        if (!this.#crosses(side, limit, maker.price)) break
        if (this.#ownerOf(maker.owner) === this.#ownerOf(owner)) {
          if (flags & flag.SELF_TRADE_MASK) break
          continue
        }
        reach += maker.lots
      }
      if (reach < lots) return refusal.NOT_ALL_FILLED
      this.#clearing.save()
      const [left, stop] = this.#match(owner, side, lots, limit, flags)
      if (left === 0) return 0
      this.orders = before
      this.#ids = ids
      this.#clearing.revert()
      return stop === 0 ? refusal.NOT_ALL_FILLED : stop
    }
    const [left, stop] = this.#match(owner, side, lots, limit, flags)
    if (left === 0) return 0
    if (stop !== 0) return stop
    if (immediate) return this.queue(other).length === 0 ? refusal.NO_LIQUIDITY : refusal.BEYOND_LIMIT
    return this.#rest(owner, side, left, limit, flags, expiry)
  }

  #match(owner: number, side: Side, lots: number, limit: number, flags: number): [number, number] {
    const other = (side ^ 1) as Side
    const clearing = this.#clearing
    let left = lots
    while (left > 0) {
      const maker = this.queue(other)[0]
      if (maker === undefined || !this.#crosses(side, limit, maker.price)) break
      let lotsOfMatch = Math.min(left, maker.lots)
      if (this.#ownerOf(maker.owner) === this.#ownerOf(owner)) {
        const rule = flags & flag.SELF_TRADE_MASK
        if (rule === flag.CANCEL_INCOMING) return [left, refusal.SELF_TRADE]
        if (rule === flag.DECREMENT_BOTH) {
          if (flags & flag.POST_ONLY) return [left, refusal.WOULD_CROSS]
          left -= lotsOfMatch
          this.#drop(maker, lotsOfMatch, SELF_TRADE_PREVENTED)
        } else this.#drop(maker, maker.lots, SELF_TRADE_PREVENTED)
        continue
      }
      if (maker.flags & flag.REDUCE_ONLY) {
        lotsOfMatch = Math.min(lotsOfMatch, clearing.reducible(maker.owner, other))
        if (lotsOfMatch === 0) {
          this.#drop(maker, maker.lots, REDUCE_ONLY_RESIZED)
          continue
        }
      }
      if (flags & flag.REDUCE_ONLY) {
        lotsOfMatch = Math.min(lotsOfMatch, clearing.reducible(owner, side))
        if (lotsOfMatch === 0) return [left, refusal.WOULD_INCREASE]
      }
      clearing.cell[QUOTE] = lotsOfMatch * maker.price
      const verdict = clearing.canTrade(maker.owner, owner, side, lotsOfMatch, flags)
      if (verdict & 1) this.#drop(maker, maker.lots, UNDERCOLLATERALISED)
      if (verdict & 2) return [left, refusal.INSUFFICIENT_MARGIN]
      if (verdict !== 0) continue
      if (flags & flag.POST_ONLY) return [left, refusal.WOULD_CROSS]
      clearing.fill(maker.owner, owner, side, lotsOfMatch, flags)
      left -= lotsOfMatch
      this.#drop(maker, lotsOfMatch, FILLED)
      if (this.#purges) {
        this.#purge(maker.owner, other)
        this.#purge(owner, side)
      }
      if (flags & flag.REDUCE_ONLY && left > 0 && clearing.reducible(owner, side) === 0) {
        return [left, refusal.WOULD_INCREASE]
      }
    }
    return [left, 0]
  }

  #purge(account: number, side: Side): void {
    if (this.#clearing.reducible(account, side) > 0) return
    for (const order of [...this.orders].reverse()) {
      if (order.owner === account && order.side === side && order.flags & flag.REDUCE_ONLY) {
        this.#drop(order, order.lots, REDUCE_ONLY_RESIZED)
      }
    }
  }

  cancel(id: number): number {
    const order = this.orders.find((each) => each.id === id)
    if (order === undefined) return refusal.UNKNOWN_ORDER
    const lots = order.lots
    this.#drop(order, lots, CANCELLED)
    return lots
  }

  replace(id: number, lots: number, price: number): number {
    const order = this.orders.find((each) => each.id === id)
    if (order === undefined) return refusal.UNKNOWN_ORDER
    if (price <= 0 || price % this.#tick !== 0) return refusal.OFF_TICK
    const bad = this.#form(order.owner, order.side, lots, order.flags, 0)
    if (bad !== 0) return bad
    if (price === order.price && lots <= order.lots) {
      if (lots < order.lots) this.#drop(order, order.lots - lots, REPLACED)
      return id
    }
    this.#drop(order, order.lots, REPLACED)
    return this.#place(order.owner, order.side, lots, price, order.flags, order.expiry)
  }

  openBlock(now: number): void {
    this.now = now
    for (const order of [...this.orders]) {
      if (order.expiry !== 0 && order.expiry <= now) this.#drop(order, order.lots, EXPIRED_ORDER)
    }
  }

  /** Lots one by one, as a person with a purse would buy or sell them. */
  lotsFor(side: Side, limit: number): number {
    let purse = this.#clearing.cell[3]
    let lots = 0
    for (const order of this.queue((side ^ 1) as Side)) {
      if (!this.#crosses(side, limit, order.price)) return lots
      for (let i = 0; i < order.lots; i++) {
        if (side === BUY ? purse < order.price : purse <= 0) return lots
        purse -= order.price
        lots++
      }
    }
    return lots
  }
}
