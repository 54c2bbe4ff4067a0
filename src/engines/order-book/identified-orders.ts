import { type Cause, type Clearing, FILLED, REPLACED } from '../../market/clearing.ts'
import { slotOf } from '../../market/handle.ts'
import {
  BY_QUOTE,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../../market/order-flags.ts'
import { ALREADY_FILLED, BELOW_LOT, INVALID_REPLACEMENT, UNKNOWN_ORDER, WOULD_INCREASE } from '../../market/refusal.ts'
import type { Side } from '../../market/side.ts'
import type { StateArray, Stateful } from '../../market/stateful.ts'
import { type OrderBook, orderBook } from './order-book.ts'
import type { OrderBookOptions } from './order-book-options.ts'
import {
  OrderIds,
  ROW_CANCELLED_TIL,
  ROW_EXPIRY,
  ROW_FILLED,
  ROW_HANDLE,
  ROW_LEFT,
  ROW_TERMS,
  ROW_TRADED_EXPIRY,
  ROW_TRADED_TERMS,
} from './order-ids.ts'

/** How a book with clients' order ids is built. */
export interface IdentifiedOrdersOptions extends OrderBookOptions {
  /** Least lots that an order must have left when it is placed, what its id has traded before deducted. @defaultValue 1 */
  readonly minimumLots?: number
}

/**
 * An order book whose orders carry an id that their sender chose, with dYdX v4's rules for placing under an id again
 * (`x/clob/memclob`, mechanics note 1.1):
 * - the new order must outlive the former one (later good-til time) and keep side, time in force and reduce-only;
 * - what the id has traded counts: the order's size includes it, and less than `minimumLots` left is refused `below-lot`;
 * - an immediate order is never placed under an id that has traded;
 * - the former order leaves with cause `REPLACED` before the new one is matched, which therefore loses its place;
 * - a cancel reaches up to a good-til time, and placements up to that time are refused `unknown-order`.
 */
export interface IdentifiedOrders extends Stateful {
  /** The book beneath; orders placed there directly (liquidations) have no id. */
  readonly book: OrderBook
  /** Places an order under an id, or replaces the one that rests. `expiry` 0 outlives all. @returns as `Engine.submit` does */
  place(owner: number, id: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number
  /** Cancels the id up to a good-til time. @returns lots that the resting order had left, 0 when none rested */
  cancel(owner: number, id: number, expiry: number): number
  /** Lots that the id has traded. */
  filled(owner: number, id: number): number
  /** Handle of the id's resting order, 0 without one. */
  handleOf(owner: number, id: number): number
  /** Opens the block in the book, then forgets ids whose time is over. */
  openBlock(block: number, milliseconds: number): void
  save(): void
  revert(): void
}

const TIME_IN_FORCE = IMMEDIATE_OR_CANCEL | FILL_OR_KILL | POST_ONLY | SLIDE | MARKET | BY_QUOTE
const IMMEDIATE = IMMEDIATE_OR_CANCEL | FILL_OR_KILL | MARKET | BY_QUOTE
const SELLS = 1 << 16

class Identified implements IdentifiedOrders {
  readonly book: OrderBook
  readonly #clearing: Clearing
  readonly #minimum: number
  readonly #ids: OrderIds = new OrderIds()
  /** Row of the order being placed, -1 outside `place`. */
  #placing = -1
  #mark: (() => void) | undefined
  /** The mark that the book sets while it matches a fill-or-kill order. */
  #matchMark: (() => void) | undefined

  constructor(options: IdentifiedOrdersOptions) {
    this.#clearing = options.clearing
    this.#minimum = options.minimumLots ?? 1
    this.book = orderBook({ ...options, clearing: this.#listening() })
  }

  place(owner: number, id: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number {
    const ids = this.#ids
    const until = expiry === 0 ? Number.POSITIVE_INFINITY : expiry
    const terms = (flags & (TIME_IN_FORCE | REDUCE_ONLY)) | (side * SELLS)
    const known = ids.find(owner, id)
    let filled = 0
    if (known >= 0) {
      if (ids.time(known, ROW_CANCELLED_TIL) >= until) return UNKNOWN_ORDER
      const rests = ids.get(known, ROW_HANDLE) !== 0
      if (rests && (ids.time(known, ROW_EXPIRY) >= until || ids.get(known, ROW_TERMS) !== terms)) {
        return INVALID_REPLACEMENT
      }
      const traded = ids.get(known, ROW_TRADED_TERMS)
      if (traded !== -1 && (ids.time(known, ROW_TRADED_EXPIRY) >= until || traded !== terms)) return INVALID_REPLACEMENT
      filled = ids.time(known, ROW_FILLED)
    }
    if (flags & REDUCE_ONLY && this.#clearing.reducible(owner, side) <= 0) return WOULD_INCREASE
    if (lots - filled < this.#minimum) return BELOW_LOT
    if (flags & IMMEDIATE && filled > 0) {
      return ids.get(known, ROW_HANDLE) === 0 ? ALREADY_FILLED : INVALID_REPLACEMENT
    }
    const row = ids.row(owner, id)
    if (ids.get(row, ROW_HANDLE) !== 0) this.book.remove(ids.get(row, ROW_HANDLE), REPLACED)
    ids.set(row, ROW_TERMS, terms)
    ids.setTime(row, ROW_EXPIRY, until)
    this.#placing = row
    const answer = this.book.submit(owner, side, lots - filled, limit, flags, expiry)
    this.#placing = -1
    return answer
  }

  cancel(owner: number, id: number, expiry: number): number {
    const ids = this.#ids
    const row = ids.row(owner, id)
    ids.setTime(row, ROW_CANCELLED_TIL, Math.max(expiry, ids.time(row, ROW_CANCELLED_TIL)))
    const handle = ids.get(row, ROW_HANDLE)
    return handle !== 0 && ids.time(row, ROW_EXPIRY) <= expiry ? this.book.cancel(handle) : 0
  }

  filled(owner: number, id: number): number {
    const row = this.#ids.find(owner, id)
    return row < 0 ? 0 : this.#ids.time(row, ROW_FILLED)
  }

  handleOf(owner: number, id: number): number {
    const row = this.#ids.find(owner, id)
    return row < 0 ? 0 : this.#ids.get(row, ROW_HANDLE)
  }

  openBlock(block: number, milliseconds: number): void {
    this.book.openBlock(block, milliseconds)
    this.#ids.forget(milliseconds, slotOf)
  }

  #trade(row: number, lots: number): void {
    const ids = this.#ids
    ids.setTime(row, ROW_FILLED, ids.time(row, ROW_FILLED) + lots)
    ids.set(row, ROW_TRADED_TERMS, ids.get(row, ROW_TERMS))
    ids.setTime(row, ROW_TRADED_EXPIRY, ids.time(row, ROW_EXPIRY))
  }

  /** The clearing as the book sees it: everything passes, and what concerns an id is noted on its way. */
  #listening(): Clearing {
    const clearing = this.#clearing
    return {
      cell: clearing.cell,
      canTrade: (maker, taker, side, lots, flags) => clearing.canTrade(maker, taker, side, lots, flags),
      reducible: (account, side) => clearing.reducible(account, side),
      fill: (maker, taker, side, lots, flags) => {
        if (this.#placing >= 0) this.#trade(this.#placing, lots)
        clearing.fill(maker, taker, side, lots, flags)
      },
      rested: (owner, handle, side, lots, price, flags) => {
        this.#ids.link(slotOf(handle), this.#placing)
        if (this.#placing >= 0) {
          this.#ids.set(this.#placing, ROW_HANDLE, handle)
          this.#ids.set(this.#placing, ROW_LEFT, lots)
        }
        clearing.rested(owner, handle, side, lots, price, flags)
      },
      removed: (handle, lots, cause) => {
        this.#removed(this.#ids.rowAt(slotOf(handle)), lots, cause)
        clearing.removed(handle, lots, cause)
      },
      save: () => {
        this.#matchMark = this.#ids.snapshot()
        clearing.save()
      },
      revert: () => {
        this.#matchMark?.()
        clearing.revert()
      },
    }
  }

  #removed(row: number, lots: number, cause: Cause): void {
    if (row < 0) return
    const ids = this.#ids
    if (cause === FILLED) this.#trade(row, lots)
    ids.set(row, ROW_LEFT, ids.get(row, ROW_LEFT) - lots)
    if (ids.get(row, ROW_LEFT) === 0) ids.set(row, ROW_HANDLE, 0)
  }

  save(): void {
    this.#mark = this.#ids.snapshot()
    this.book.save()
  }

  revert(): void {
    this.#mark?.()
    this.book.revert()
  }

  state(): Readonly<Record<string, StateArray>> {
    return { ...this.book.state(), ...this.#ids.state() }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.book.reserve?.(lengths)
    this.#ids.reserve(lengths)
  }

  restored(): void {
    this.#ids.restored()
  }
}

/**
 * An order book whose orders carry ids that their senders chose.
 * @throws RangeError naming every option that is out of range
 */
export const identifiedOrders = (options: IdentifiedOrdersOptions): IdentifiedOrders => {
  const minimum = options.minimumLots ?? 1
  if (!(Number.isInteger(minimum) && minimum >= 1)) {
    throw new RangeError(`order book: minimumLots: ${minimum} must be a whole number from 1 lots`)
  }
  return new Identified(options)
}
