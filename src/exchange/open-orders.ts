// Hot: called for every order that rests, shrinks or goes. Allocates only when the slots grow.

import { slotOf } from '../market/handle.ts'
import { REDUCE_ONLY } from '../market/order-flags.ts'
import { BUY, SELL, type Side } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import type { Ledger } from './ledger.ts'
import { BUY_LOTS, BUY_VALUE, FIRST_ORDER, ORDERS, SELL_LOTS, SELL_VALUE } from './position-row.ts'

/** An order's record: eight int32, half a cache line. */
const RECORD = 8
const HANDLE = 0
const OWNER = 1
/** The order's flags; its side stands in bit 30. */
const FLAGS = 2
const LOTS = 3
const PRICE = 4
const TAG = 5
/** Slot + 1 of the account's next older and next newer order; 0 none. */
const NEXT = 6
const PREVIOUS = 7
const SELLS = 1 << 30

/**
 * The resting orders of one market as margin sees them, whatever engine holds them: per account a linked list of its
 * handles, and in its position's row the lots and the value (lots * price) that would be traded if all filled.
 * Reduce-only orders add nothing to exposure: they cannot increase a size.
 */
export class OpenOrders implements Stateful {
  #records: Int32Array = new Int32Array(0)
  /** Tag that the next order to rest carries: set by the exchange before it submits. */
  readonly pendingTag: Int32Array = new Int32Array(1)
  readonly #ledger: Ledger
  readonly #market: number

  constructor(ledger: Ledger, market: number) {
    this.#ledger = ledger
    this.#market = market
  }

  /** An order of `owner` now rests. */
  add(owner: number, handle: number, side: Side, lots: number, price: number, flags: number): void {
    const record = slotOf(handle) * RECORD
    if (record >= this.#records.length) this.#grow(record + RECORD)
    const records = this.#records
    const { position, undo } = this.#ledger
    const row = this.#ledger.row(this.#market, owner)
    const first = position[row + FIRST_ORDER]
    if (undo.active) this.#note(record, row, first)
    records[record + HANDLE] = handle
    records[record + OWNER] = owner
    records[record + FLAGS] = side === BUY ? flags : flags | SELLS
    records[record + LOTS] = lots
    records[record + PRICE] = price
    records[record + TAG] = this.pendingTag[0]
    records[record + NEXT] = first
    records[record + PREVIOUS] = 0
    if (first !== 0) records[(first - 1) * RECORD + PREVIOUS] = slotOf(handle) + 1
    position[row + FIRST_ORDER] = slotOf(handle) + 1
    position[row + ORDERS] += 1
    if ((flags & REDUCE_ONLY) === 0) this.#expose(row, side, lots, price)
  }

  /** `lots` of the order are gone; the last of them takes the order off the list. @returns the owner */
  shrink(handle: number, lots: number): number {
    const record = slotOf(handle) * RECORD
    const records = this.#records
    const { position, undo } = this.#ledger
    const owner = records[record + OWNER]
    const flags = records[record + FLAGS]
    const row = this.#ledger.row(this.#market, owner)
    const next = records[record + NEXT]
    if (undo.active) this.#note(record, row, next)
    const left = records[record + LOTS] - lots
    records[record + LOTS] = left
    if ((flags & REDUCE_ONLY) === 0)
      this.#expose(row, (flags & SELLS) === 0 ? BUY : SELL, 0 - lots, records[record + PRICE])
    if (left > 0) return owner
    const previous = records[record + PREVIOUS]
    if (previous === 0) position[row + FIRST_ORDER] = next
    else {
      if (undo.active) undo.note(records, (previous - 1) * RECORD + NEXT)
      records[(previous - 1) * RECORD + NEXT] = next
    }
    if (next !== 0) records[(next - 1) * RECORD + PREVIOUS] = previous
    position[row + ORDERS] -= 1
    records[record + HANDLE] = 0
    return owner
  }

  /** Takes the order out of its account's exposure, as if it were gone, until `restore`. */
  withhold(handle: number): void {
    this.#exposeOrder(handle, -1)
  }

  /** Counts a withheld order again. */
  restore(handle: number): void {
    this.#exposeOrder(handle, 1)
  }

  /** How many orders of the account rest. */
  countOf(account: number): number {
    return this.#ledger.position[this.#ledger.row(this.#market, account) + ORDERS]
  }

  /** Lots of the account that rest on a side, reduce-only orders left out. */
  restingLots(account: number, side: Side): number {
    return this.#ledger.position[this.#ledger.row(this.#market, account) + (side === BUY ? BUY_LOTS : SELL_LOTS)]
  }

  /** The newest of the account's resting handles, 0 when it has none. */
  first(account: number): number {
    return this.#handleAt(this.#ledger.position[this.#ledger.row(this.#market, account) + FIRST_ORDER])
  }

  /** The account's next older handle after this one, 0 at the end. */
  after(handle: number): number {
    return this.#handleAt(this.#records[slotOf(handle) * RECORD + NEXT])
  }

  /** The account's resting order that carries the tag, 0 when none does. */
  find(account: number, tag: number): number {
    for (let handle = this.first(account); handle !== 0; handle = this.after(handle))
      if (this.tagOf(handle) === tag) return handle
    return 0
  }

  lotsOf(handle: number): number {
    return this.#records[slotOf(handle) * RECORD + LOTS]
  }

  priceOf(handle: number): number {
    return this.#records[slotOf(handle) * RECORD + PRICE]
  }

  sideOf(handle: number): Side {
    return (this.#records[slotOf(handle) * RECORD + FLAGS] & SELLS) === 0 ? BUY : SELL
  }

  flagsOf(handle: number): number {
    return this.#records[slotOf(handle) * RECORD + FLAGS] & ~SELLS
  }

  tagOf(handle: number): number {
    return this.#records[slotOf(handle) * RECORD + TAG]
  }

  state(): Readonly<Record<string, StateArray>> {
    return { records: this.#records, pendingTag: this.pendingTag }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths['records'] > this.#records.length) this.#resize(lengths['records'])
  }

  #handleAt(slotAndOne: number): number {
    return slotAndOne === 0 ? 0 : this.#records[(slotAndOne - 1) * RECORD + HANDLE]
  }

  #exposeOrder(handle: number, sign: 1 | -1): void {
    if ((this.flagsOf(handle) & REDUCE_ONLY) !== 0) return
    const row = this.#ledger.row(this.#market, this.#records[slotOf(handle) * RECORD + OWNER])
    this.#expose(row, this.sideOf(handle), sign * this.lotsOf(handle), this.priceOf(handle))
  }

  #expose(row: number, side: Side, lots: number, price: number): void {
    const { position } = this.#ledger
    position[row + (side === BUY ? BUY_LOTS : SELL_LOTS)] += lots
    position[row + (side === BUY ? BUY_VALUE : SELL_VALUE)] += lots * price
  }

  #note(record: number, row: number, neighbour: number): void {
    const { position, undo } = this.#ledger
    for (let field = 0; field < RECORD; field++) undo.note(this.#records, record + field)
    if (neighbour !== 0) undo.note(this.#records, (neighbour - 1) * RECORD + PREVIOUS)
    for (let field = BUY_LOTS; field <= ORDERS; field++) undo.note(position, row + field)
  }

  #grow(length: number): void {
    let room = Math.max(64 * RECORD, this.#records.length)
    while (room < length) room *= 2
    this.#resize(room)
  }

  #resize(length: number): void {
    const records = new Int32Array(length)
    records.set(this.#records)
    this.#records = records
  }
}
