// Hot: nothing here allocates.
import {
  BOTH_MAY_TRADE,
  type Clearing,
  FILLED,
  MAKER_REFUSED,
  QUOTE,
  REDUCE_ONLY_RESIZED,
  SELF_TRADE_PREVENTED,
  TAKER_REFUSED,
  UNDERCOLLATERALISED,
} from '../../market/clearing.ts'
import { CANCEL_INCOMING, DECREMENT_BOTH, POST_ONLY, REDUCE_ONLY, SELF_TRADE_MASK } from '../../market/order-flags.ts'
import { INSUFFICIENT_MARGIN, SELF_TRADE, WOULD_CROSS, WOULD_INCREASE } from '../../market/refusal.ts'
import { BUY, type Side } from '../../market/side.ts'
import { FLAGS, IS_SELL_SHIFT, LOTS, NEXT, OWNER, STRIDE } from './order-records.ts'
import { NO_ASK, NO_BID } from './price-ladder.ts'
import type { RestingOrders } from './resting-orders.ts'

/** Account to owner: whose orders must not trade with each other. */
export type OwnerOf = (account: number) => number

/** What a matcher is made of. */
export interface MatcherParts {
  readonly orders: RestingOrders
  readonly clearing: Clearing
  readonly tickUnits: number
  readonly ownerOf: OwnerOf | undefined
  /** Do an account's reduce-only orders go as soon as a fill leaves them nothing to reduce, or when they are met? */
  readonly purgeReducing: boolean
}

/** Takes the best orders of the other side, oldest first, until the taker, the prices or the margin come to an end. */
export class Matcher {
  /** Why the last run stopped before its lots and prices came to an end: a refusal, 0 without one. Read right after `run`. */
  stop = 0
  readonly #orders: RestingOrders
  readonly #clearing: Clearing
  readonly #tickUnits: number
  readonly #ownerOf: OwnerOf | undefined
  readonly #purgeReducing: boolean

  constructor(parts: MatcherParts) {
    this.#orders = parts.orders
    this.#clearing = parts.clearing
    this.#tickUnits = parts.tickUnits
    this.#ownerOf = parts.ownerOf
    this.#purgeReducing = parts.purgeReducing
  }

  /** Are the two accounts one trader to self-trade prevention? */
  sameOwner(a: number, b: number): boolean {
    const ownerOf = this.#ownerOf
    return a === b || (ownerOf !== undefined && ownerOf(a) === ownerOf(b))
  }

  /**
   * Trades up to `lots` at no worse than `limitTick`. A maker that may not trade is removed and matching goes on;
   * a taker that may not stops. A post-only taker purges such makers too, and stops at the first that could trade.
   * @returns the lots left; `stop` says why, where it was not for want of crossing orders
   */
  run(taker: number, side: Side, lots: number, limitTick: number, flags: number): number {
    const orders = this.#orders
    const ladder = orders.ladder
    const clearing = this.#clearing
    const buys = side === BUY
    this.stop = 0
    let left = lots
    while (left > 0) {
      const tick = buys ? ladder.bestAsk : ladder.bestBid
      if (buys ? tick > limitTick || tick === NO_ASK : tick < limitTick || tick === NO_BID) break
      const slot = ladder.headOf(tick)
      const records = orders.records.records
      const record = slot * STRIDE
      const maker = records[record + OWNER]
      const rests = records[record + LOTS]
      let match = Math.min(left, rests)
      if (this.sameOwner(maker, taker)) {
        const rule = flags & SELF_TRADE_MASK
        if (rule === CANCEL_INCOMING) {
          this.stop = SELF_TRADE
          break
        }
        if (rule === DECREMENT_BOTH) {
          if (flags & POST_ONLY) {
            this.stop = WOULD_CROSS
            break
          }
          left -= match
          orders.shrink(slot, match, SELF_TRADE_PREVENTED)
        } else orders.remove(slot, SELF_TRADE_PREVENTED)
        continue
      }
      const makerFlags = records[record + FLAGS]
      if (makerFlags & REDUCE_ONLY) {
        match = Math.min(match, clearing.reducible(maker, (side ^ 1) as Side))
        if (match <= 0) {
          orders.remove(slot, REDUCE_ONLY_RESIZED)
          continue
        }
      }
      if (flags & REDUCE_ONLY) {
        match = Math.min(match, clearing.reducible(taker, side))
        if (match <= 0) {
          this.stop = WOULD_INCREASE
          break
        }
      }
      clearing.cell[QUOTE] = match * (tick * this.#tickUnits)
      const verdict = clearing.canTrade(maker, taker, side, match, flags)
      if (verdict !== BOTH_MAY_TRADE) {
        if (verdict & MAKER_REFUSED) orders.remove(slot, UNDERCOLLATERALISED)
        if (verdict & TAKER_REFUSED) {
          this.stop = INSUFFICIENT_MARGIN
          break
        }
        continue
      }
      if (flags & POST_ONLY) {
        this.stop = WOULD_CROSS
        break
      }
      clearing.fill(maker, taker, side, match, flags)
      left -= match
      orders.shrink(slot, match, FILLED)
      if (this.#purgeReducing) this.#purge(maker, taker, side)
      if (flags & REDUCE_ONLY && left > 0 && clearing.reducible(taker, side) <= 0) {
        this.stop = WOULD_INCREASE
        break
      }
    }
    return left
  }

  /** How many lots a fill-or-kill taker would meet before `lots`, the limit or self-trade prevention ends it. */
  reach(taker: number, side: Side, lots: number, limitTick: number, flags: number): number {
    const { ladder, records: store } = this.#orders
    const records = store.records
    const other = (side ^ 1) as Side
    const rule = flags & SELF_TRADE_MASK
    let found = 0
    let tick = side === BUY ? ladder.bestAsk : ladder.bestBid
    while (side === BUY ? tick <= limitTick && tick !== NO_ASK : tick >= limitTick && tick !== NO_BID) {
      for (let slot = ladder.headOf(tick); slot !== 0; slot = records[slot * STRIDE + NEXT]) {
        if (this.sameOwner(records[slot * STRIDE + OWNER], taker)) {
          if (rule === CANCEL_INCOMING || rule === DECREMENT_BOTH) return found
          continue
        }
        found += records[slot * STRIDE + LOTS]
        if (found >= lots) return lots
      }
      tick = ladder.worseThan(other, tick)
    }
    return found
  }

  #purge(maker: number, taker: number, side: Side): void {
    const reducing = this.#orders.reducing
    if (reducing.first(maker) !== 0) this.#purgeOf(maker, (side ^ 1) as Side)
    if (reducing.first(taker) !== 0) this.#purgeOf(taker, side)
  }

  /** Removes the account's reduce-only orders on `side` when there is nothing left for them to reduce. */
  #purgeOf(account: number, side: Side): void {
    if (this.#clearing.reducible(account, side) > 0) return
    const { reducing, records } = this.#orders
    let slot = reducing.first(account)
    while (slot !== 0) {
      const next = reducing.after(slot)
      if (((records.records[slot * STRIDE + FLAGS] >> IS_SELL_SHIFT) & 1) === side) {
        this.#orders.remove(slot, REDUCE_ONLY_RESIZED)
      }
      slot = next
    }
  }
}
