// Hot: `add` and `remove` allocate nothing.
import { SlotLists } from './slot-lists.ts'
import type { UndoLog } from './undo-log.ts'

const WHEEL = 1024

/**
 * The good-til orders, filed by the second in which they expire, modulo the wheel's turn (about 17 minutes): a block
 * looks only at the seconds that passed, and passes over orders of a later turn.
 */
export class ExpiryWheel {
  /** Good-til time by slot, milliseconds. */
  expiry: Float64Array
  readonly lists: SlotLists
  /** Time of the present block, milliseconds. */
  readonly clock: Float64Array = new Float64Array(1)
  readonly #undo: UndoLog
  readonly #expiryId: number
  readonly #clockId: number

  constructor(slots: number, undo: UndoLog) {
    this.#undo = undo
    this.expiry = new Float64Array(slots)
    this.lists = new SlotLists(WHEEL, slots, undo)
    this.#expiryId = undo.register(this.expiry)
    this.#clockId = undo.register(this.clock)
  }

  /** Time of the present block, milliseconds. */
  get now(): number {
    return this.clock[0]
  }

  /** Good-til time of an order that has one, milliseconds. */
  expiryOf(slot: number): number {
    return this.expiry[slot]
  }

  /** Files the order under its good-til time. */
  add(slot: number, expiry: number): void {
    if (this.#undo.marked) this.#undo.keep(this.#expiryId, slot)
    this.expiry[slot] = expiry
    this.lists.insert(Math.floor(expiry / 1000) % WHEEL, slot)
  }

  remove(slot: number): void {
    this.lists.remove(slot)
  }

  /** Sets the clock and hands over every order whose time has come; `expire` removes it. Good til `t` means: gone in the block of time `t`. */
  advance(now: number, expire: (slot: number) => void): void {
    const from = Math.floor(this.clock[0] / 1000)
    const to = Math.floor(now / 1000)
    if (this.#undo.marked) this.#undo.keep(this.#clockId, 0)
    this.clock[0] = now
    for (let second = Math.max(from, to - WHEEL + 1); second <= to; second++) {
      let slot = this.lists.first(second % WHEEL)
      while (slot !== 0) {
        const next = this.lists.after(slot)
        if (this.expiry[slot] <= now) expire(slot)
        slot = next
      }
    }
  }

  /** Makes room for so many slots. */
  reserveSlots(slots: number): void {
    const former = this.expiry
    this.expiry = new Float64Array(slots)
    this.expiry.set(former.subarray(0, slots))
    this.#undo.replace(this.#expiryId, this.expiry, () => {
      this.expiry = former
    })
    this.lists.reserveSlots(slots)
  }
}
