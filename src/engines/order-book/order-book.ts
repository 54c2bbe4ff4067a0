// Hot: `submit`, `cancel` and `replace` allocate nothing, but when an array grows.
import { CANCELLED, type Cause, type Clearing, EXPIRED_ORDER, REPLACED } from '../../market/clearing.ts'
import type { Engine } from '../../market/engine.ts'
import {
  BY_QUOTE,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../../market/order-flags.ts'
import {
  BELOW_LOT,
  BEYOND_LIMIT,
  BEYOND_TRADE_LIMIT,
  EXPIRED,
  NO_LIQUIDITY,
  NOT_ALL_FILLED,
  OFF_TICK,
  UNKNOWN_ORDER,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../market/refusal.ts'
import { BUY, type Side } from '../../market/side.ts'
import type { StateArray } from '../../market/stateful.ts'
import { BookDepth } from './book-depth.ts'
import { Matcher } from './matching.ts'
import { checkOrderBookOptions, type OrderBookOptions } from './order-book-options.ts'
import {
  EXPIRES,
  FLAGS,
  IS_SELL_SHIFT,
  LOTS,
  MOST_ORDERS,
  ORDER_FLAGS_MASK,
  OWNER,
  STRIDE,
  TICK,
} from './order-records.ts'
import { NO_ASK, NO_BID, type PriceLadder } from './price-ladder.ts'
import { RestingOrders } from './resting-orders.ts'

/** An order book: an engine whose orders can also be looked at and taken away by the exchange. */
export interface OrderBook extends Engine {
  readonly kind: 'order-book'
  /** Takes the order away for another cause than its owner's wish. @returns the lots it had left, or `UNKNOWN_ORDER` */
  remove(handle: number, cause: Cause): number
  /** Lots left of a live order; 0 for a dead handle. */
  lotsOf(handle: number): number
  /** Account of a live order; -1 for a dead handle. */
  ownerOf(handle: number): number
  /** Price units of a live order; 0 for a dead handle. */
  priceOf(handle: number): number
  /** How many orders rest. */
  readonly resting: number
  /** Writes the handles of that side in the order in which they would trade, as many as fit. @returns how many */
  handles(side: Side, out: Int32Array): number
}

const IMMEDIATE = IMMEDIATE_OR_CANCEL | FILL_OR_KILL | MARKET | BY_QUOTE
const LARGEST_LOTS = 0x7fffffff

class Book implements OrderBook {
  readonly kind = 'order-book'
  readonly #clearing: Clearing
  readonly #tickUnits: number
  readonly #ticksPerUnit: number
  readonly #orders: RestingOrders
  readonly #ladder: PriceLadder
  readonly #matcher: Matcher
  readonly #depth: BookDepth

  constructor(options: OrderBookOptions) {
    const { clearing, tickUnits, ownerOf } = options
    this.#clearing = clearing
    this.#tickUnits = tickUnits
    this.#ticksPerUnit = 1 / tickUnits
    this.#orders = new RestingOrders(clearing, tickUnits, {
      orders: options.orders ?? 1024,
      mostOrders: options.mostOrders ?? MOST_ORDERS,
      levels: options.levels ?? 4096,
      mostLevels: options.mostLevels ?? 1 << 22,
    })
    this.#ladder = this.#orders.ladder
    const purgeReducing = options.purgeReduceOnly !== 'when-met'
    this.#matcher = new Matcher({ orders: this.#orders, clearing, tickUnits, ownerOf, purgeReducing })
    this.#depth = new BookDepth(this.#ladder, tickUnits)
  }

  submit(owner: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number {
    let tick = side === BUY ? NO_ASK - 1 : NO_BID + 1
    if ((flags & MARKET) === 0) {
      tick = this.#tickOf(limit)
      if (tick <= 0) return OFF_TICK
    }
    let wanted = lots
    if (flags & BY_QUOTE) {
      wanted = this.#depth.lotsFor(side, tick, this.#clearing.cell)
      if (wanted === 0) return this.#nothingWithin(side, tick) ? this.#whyNoMore(side) : BELOW_LOT
    }
    const refusal = this.#refusal(owner, side, wanted, flags, expiry)
    if (refusal !== 0) return refusal
    return this.#place(owner, side, wanted, tick, flags, expiry)
  }

  /** Ticks of a limit price; 0 when it is no positive whole number of them. */
  #tickOf(limit: number): number {
    // The reciprocal errs by less than 2^-21 of a tick: rounding finds the whole number where there is one.
    const tick = (limit * this.#ticksPerUnit + 0.5) | 0
    return tick * this.#tickUnits === limit ? tick : 0
  }

  #refusal(owner: number, side: Side, lots: number, flags: number, expiry: number): number {
    if (lots < 1) return BELOW_LOT
    if (lots > LARGEST_LOTS) return BEYOND_TRADE_LIMIT
    if (expiry !== 0 && expiry <= this.#orders.wheel.now) return EXPIRED
    if (flags & REDUCE_ONLY && this.#clearing.reducible(owner, side) <= 0) return WOULD_INCREASE
    return 0
  }

  /** An order in good form: trades what it can and rests where it may. */
  #place(owner: number, side: Side, lots: number, tick: number, flags: number, expiry: number): number {
    const ladder = this.#ladder
    if (side === BUY ? tick >= ladder.bestAsk : tick <= ladder.bestBid) {
      if ((flags & (POST_ONLY | SLIDE)) === (POST_ONLY | SLIDE)) {
        const inside = side === BUY ? ladder.bestAsk - 1 : ladder.bestBid + 1
        if (inside <= NO_BID || inside >= NO_ASK) return WOULD_CROSS
        return this.#orders.add(owner, side, lots, inside, flags, expiry)
      }
      if (flags & FILL_OR_KILL) return this.#fillOrKill(owner, side, lots, tick, flags)
      const left = this.#matcher.run(owner, side, lots, tick, flags)
      if (left === 0) return 0
      if (this.#matcher.stop !== 0) return this.#matcher.stop
      if (flags & IMMEDIATE) return this.#whyNoMore(side)
      return this.#orders.add(owner, side, left, tick, flags, expiry)
    }
    if (flags & IMMEDIATE) return flags & FILL_OR_KILL ? NOT_ALL_FILLED : this.#whyNoMore(side)
    return this.#orders.add(owner, side, lots, tick, flags, expiry)
  }

  #nothingWithin(side: Side, tick: number): boolean {
    return side === BUY ? this.#ladder.bestAsk > tick : this.#ladder.bestBid < tick
  }

  /** Why an immediate order found no more: an empty side, or prices beyond its limit. */
  #whyNoMore(side: Side): number {
    const isEmpty = side === BUY ? this.#ladder.bestAsk === NO_ASK : this.#ladder.bestBid === NO_BID
    return isEmpty ? NO_LIQUIDITY : BEYOND_LIMIT
  }

  /** Counts first; then trades under a mark, since makers may still fail their checks. The clearing's one mark is used for it. */
  #fillOrKill(owner: number, side: Side, lots: number, tick: number, flags: number): number {
    if (flags & REDUCE_ONLY && this.#clearing.reducible(owner, side) < lots) return NOT_ALL_FILLED
    if (this.#matcher.reach(owner, side, lots, tick, flags) < lots) return NOT_ALL_FILLED
    const undo = this.#orders.undo
    const nested = undo.marked
    if (!nested) undo.mark()
    const position = undo.position
    this.#clearing.save()
    const left = this.#matcher.run(owner, side, lots, tick, flags)
    if (left > 0) {
      this.#clearing.revert()
      undo.revertTo(position)
    }
    if (!nested) undo.release()
    if (left === 0) return 0
    return this.#matcher.stop === 0 ? NOT_ALL_FILLED : this.#matcher.stop
  }

  cancel(handle: number): number {
    return this.remove(handle, CANCELLED)
  }

  remove(handle: number, cause: Cause): number {
    const { records } = this.#orders
    const slot = records.slotOf(handle)
    if (slot === 0) return UNKNOWN_ORDER
    const lots = records.records[slot * STRIDE + LOTS]
    this.#orders.remove(slot, cause)
    return lots
  }

  replace(handle: number, lots: number, price: number): number {
    const { records, wheel } = this.#orders
    const slot = records.slotOf(handle)
    if (slot === 0) return UNKNOWN_ORDER
    const tick = this.#tickOf(price)
    if (tick <= 0) return OFF_TICK
    const record = slot * STRIDE
    const owner = records.records[record + OWNER]
    const rests = records.records[record + LOTS]
    const bits = records.records[record + FLAGS]
    const flags = bits & ORDER_FLAGS_MASK
    const side = ((bits >> IS_SELL_SHIFT) & 1) as Side
    const refusal = this.#refusal(owner, side, lots, flags, 0)
    if (refusal !== 0) return refusal
    if (tick === records.records[record + TICK] && lots <= rests) {
      if (lots < rests) this.#orders.shrink(slot, rests - lots, REPLACED)
      return handle
    }
    const expiry = bits & EXPIRES ? wheel.expiryOf(slot) : 0
    this.#orders.remove(slot, REPLACED)
    return this.#place(owner, side, lots, tick, flags, expiry)
  }

  quote(side: Side, lots: number, limit: number): number {
    return this.#depth.quote(side, lots, this.#worstTick(side, limit), this.#clearing.cell)
  }

  lotsFor(side: Side, limit: number): number {
    return this.#depth.lotsFor(side, this.#worstTick(side, limit), this.#clearing.cell)
  }

  /** Ticks of a limit that may lie between two: the last one within it. 0 is no limit. */
  #worstTick(side: Side, limit: number): number {
    if (limit === 0) return side === BUY ? NO_ASK - 1 : NO_BID + 1
    return side === BUY ? Math.floor(limit / this.#tickUnits) : Math.ceil(limit / this.#tickUnits)
  }

  best(side: Side): number {
    return this.#depth.best(side)
  }

  mid(): number {
    return this.#depth.mid()
  }

  depth(side: Side, levels: number, out: Float64Array): number {
    return this.#depth.depth(side, levels, out)
  }

  openBlock(_block: number, milliseconds: number): void {
    this.#orders.wheel.advance(milliseconds, this.#expire)
  }

  readonly #expire = (slot: number): void => this.#orders.remove(slot, EXPIRED_ORDER)

  /** Lifts the mark: it does not outlive its block. */
  closeBlock(): void {
    this.#orders.undo.release()
  }

  /** A book does not follow the index. */
  onIndex(_indexPrice: number): void {}

  save(): void {
    this.#orders.undo.mark()
  }

  revert(): void {
    this.#orders.undo.revertTo(0)
    this.#orders.undo.release()
  }

  lotsOf(handle: number): number {
    const slot = this.#orders.records.slotOf(handle)
    return slot === 0 ? 0 : this.#orders.records.records[slot * STRIDE + LOTS]
  }

  ownerOf(handle: number): number {
    const slot = this.#orders.records.slotOf(handle)
    return slot === 0 ? -1 : this.#orders.records.records[slot * STRIDE + OWNER]
  }

  priceOf(handle: number): number {
    const slot = this.#orders.records.slotOf(handle)
    return slot === 0 ? 0 : this.#orders.records.records[slot * STRIDE + TICK] * this.#tickUnits
  }

  get resting(): number {
    return this.#orders.records.resting
  }

  handles(side: Side, out: Int32Array): number {
    return this.#orders.handles(side, out)
  }

  state(): Readonly<Record<string, StateArray>> {
    return this.#orders.state()
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.#orders.reserve(lengths)
  }
}

/**
 * A central-limit order book with price-time priority: fills happen at the maker's price, oldest first at each price.
 * It asks the clearing at every match whether both sides may trade, and holds no money.
 *
 * @throws RangeError naming every option that is out of range
 * @example
 * const book = orderBook({ clearing, tickUnits: 100 })
 * const handle = book.submit(alice, BUY, 10, 1_000_000, POST_ONLY, 0)
 */
export const orderBook = (options: OrderBookOptions): OrderBook => {
  checkOrderBookOptions(options)
  return new Book(options)
}
