// Hot: called for every order that rests, shrinks or goes. Allocates only when the slots grow.

import { slotOf } from '../market/handle.ts'
import { REDUCE_ONLY } from '../market/order-flags.ts'
import { BUY, type Side } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import type { UndoLog } from './undo-log.ts'

const NONE = -1

/**
 * The resting orders of one market as margin sees them, whatever engine holds them: per account a linked list
 * of its handles, and per side the lots and the value (lots * price, atoms) that would be traded if all filled.
 * Reduce-only orders add nothing to exposure: they cannot increase a size.
 */
export class OpenOrders implements Stateful {
  /** Lots of exposure resting to buy and to sell, by account. */
  readonly buyLots: Float64Array
  readonly sellLots: Float64Array
  /** Atoms that those lots would cost and yield. */
  readonly buyValue: Float64Array
  readonly sellValue: Float64Array
  /** How many orders rest, by account. */
  readonly count: Int32Array
  readonly #head: Int32Array
  #handle: Int32Array
  #owner: Int32Array
  #side: Int32Array
  #lots: Int32Array
  #price: Int32Array
  #flags: Int32Array
  #tag: Int32Array
  #next: Int32Array
  #previous: Int32Array
  /** Tag that the next order to rest carries: set by the exchange before it submits. */
  readonly pendingTag: Int32Array = new Int32Array(1)
  readonly #undo: UndoLog

  constructor(accounts: number, undo: UndoLog) {
    this.#undo = undo
    this.buyLots = new Float64Array(accounts)
    this.sellLots = new Float64Array(accounts)
    this.buyValue = new Float64Array(accounts)
    this.sellValue = new Float64Array(accounts)
    this.count = new Int32Array(accounts)
    this.#head = new Int32Array(accounts).fill(NONE)
    this.#handle = new Int32Array(0)
    this.#owner = new Int32Array(0)
    this.#side = new Int32Array(0)
    this.#lots = new Int32Array(0)
    this.#price = new Int32Array(0)
    this.#flags = new Int32Array(0)
    this.#tag = new Int32Array(0)
    this.#next = new Int32Array(0)
    this.#previous = new Int32Array(0)
  }

  /** An order of `owner` now rests. */
  add(owner: number, handle: number, side: Side, lots: number, price: number, flags: number): void {
    const slot = slotOf(handle)
    if (slot >= this.#handle.length) this.#grow(slot + 1)
    const first = this.#head[owner]
    if (this.#undo.active) this.#noteSlot(owner, slot, first)
    this.#handle[slot] = handle
    this.#owner[slot] = owner
    this.#side[slot] = side
    this.#lots[slot] = lots
    this.#price[slot] = price
    this.#flags[slot] = flags
    this.#tag[slot] = this.pendingTag[0]
    this.#next[slot] = first
    this.#previous[slot] = NONE
    if (first !== NONE) this.#previous[first] = slot
    this.#head[owner] = slot
    this.count[owner] += 1
    if ((flags & REDUCE_ONLY) === 0) this.#expose(owner, side, lots, lots * price)
  }

  /** `lots` of the order are gone; the last of them takes the order off the list. @returns the owner */
  shrink(handle: number, lots: number): number {
    const slot = slotOf(handle)
    const owner = this.#owner[slot]
    const next = this.#next[slot]
    if (this.#undo.active) this.#noteSlot(owner, slot, next)
    const left = this.#lots[slot] - lots
    this.#lots[slot] = left
    if ((this.#flags[slot] & REDUCE_ONLY) === 0)
      this.#expose(owner, this.#side[slot] as Side, 0 - lots, 0 - lots * this.#price[slot])
    if (left > 0) return owner
    const previous = this.#previous[slot]
    if (this.#undo.active && previous !== NONE) this.#undo.note(this.#next, previous)
    if (previous === NONE) this.#head[owner] = next
    else this.#next[previous] = next
    if (next !== NONE) this.#previous[next] = previous
    this.count[owner] -= 1
    this.#handle[slot] = 0
    return owner
  }

  /** The newest of the account's resting handles, 0 when it has none. */
  first(account: number): number {
    const slot = this.#head[account]
    return slot === NONE ? 0 : this.#handle[slot]
  }

  /** The account's next older handle after this one, 0 at the end. */
  after(handle: number): number {
    const slot = this.#next[slotOf(handle)]
    return slot === NONE ? 0 : this.#handle[slot]
  }

  /** The account's resting order that carries the tag, 0 when none does. */
  find(account: number, tag: number): number {
    for (let slot = this.#head[account]; slot !== NONE; slot = this.#next[slot])
      if (this.#tag[slot] === tag) return this.#handle[slot]
    return 0
  }

  lotsOf(handle: number): number {
    return this.#lots[slotOf(handle)]
  }

  priceOf(handle: number): number {
    return this.#price[slotOf(handle)]
  }

  sideOf(handle: number): Side {
    return this.#side[slotOf(handle)] as Side
  }

  flagsOf(handle: number): number {
    return this.#flags[slotOf(handle)]
  }

  tagOf(handle: number): number {
    return this.#tag[slotOf(handle)]
  }

  state(): Readonly<Record<string, StateArray>> {
    return {
      buyLots: this.buyLots,
      sellLots: this.sellLots,
      buyValue: this.buyValue,
      sellValue: this.sellValue,
      count: this.count,
      head: this.#head,
      handle: this.#handle,
      owner: this.#owner,
      side: this.#side,
      lots: this.#lots,
      price: this.#price,
      flags: this.#flags,
      tag: this.#tag,
      next: this.#next,
      previous: this.#previous,
      pendingTag: this.pendingTag,
    }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths['handle'] > this.#handle.length) this.#resize(lengths['handle'])
  }

  #expose(owner: number, side: Side, lots: number, value: number): void {
    if (side === BUY) {
      this.buyLots[owner] += lots
      this.buyValue[owner] += value
    } else {
      this.sellLots[owner] += lots
      this.sellValue[owner] += value
    }
  }

  #noteSlot(owner: number, slot: number, neighbour: number): void {
    const undo = this.#undo
    undo.note(this.#handle, slot)
    undo.note(this.#owner, slot)
    undo.note(this.#side, slot)
    undo.note(this.#lots, slot)
    undo.note(this.#price, slot)
    undo.note(this.#flags, slot)
    undo.note(this.#tag, slot)
    undo.note(this.#next, slot)
    undo.note(this.#previous, slot)
    if (neighbour !== NONE) undo.note(this.#previous, neighbour)
    undo.note(this.#head, owner)
    undo.note(this.count, owner)
    undo.note(this.buyLots, owner)
    undo.note(this.sellLots, owner)
    undo.note(this.buyValue, owner)
    undo.note(this.sellValue, owner)
  }

  #grow(slots: number): void {
    let room = Math.max(64, this.#handle.length)
    while (room < slots) room *= 2
    this.#resize(room)
  }

  #resize(room: number): void {
    const wider = (old: Int32Array): Int32Array => {
      const array = new Int32Array(room)
      array.set(old)
      return array
    }
    this.#handle = wider(this.#handle)
    this.#owner = wider(this.#owner)
    this.#side = wider(this.#side)
    this.#lots = wider(this.#lots)
    this.#price = wider(this.#price)
    this.#flags = wider(this.#flags)
    this.#tag = wider(this.#tag)
    this.#next = wider(this.#next)
    this.#previous = wider(this.#previous)
  }
}
