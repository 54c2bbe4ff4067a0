import { POST_ONLY, SLIDE } from '../market/order-flags.ts'
import type { Side } from '../market/side.ts'
import type { StateArray } from '../market/stateful.ts'
import type { Outgoing } from '../market/transaction.ts'
import { CANCEL, CANCEL_ALL, PLACE } from '../market/transaction.ts'

/** A quote wanted in a slot: units on a tick, and by how many units the resting one may be off before it is replaced. */
export interface WantedQuote {
  readonly side: Side
  readonly lots: number
  readonly price: number
  readonly tolerance: number
}

/**
 * The quotes that makers believe to have in the book, a fixed number of slots a member. A quote is changed by cancelling
 * its tag and placing under a new one, so that it holds under any order within a block, whether cancels or
 * post-only orders come first, and when the old one has been filled in the meantime.
 */
export class QuoteSlots {
  readonly #slots: number
  /** Per slot; tag 0 for an empty one. */
  readonly #tags: Float64Array
  readonly #prices: Float64Array
  readonly #lots: Float64Array
  readonly #nextTag: Float64Array

  constructor(members: number, slots: number) {
    this.#slots = slots
    this.#tags = new Float64Array(members * slots)
    this.#prices = new Float64Array(members * slots)
    this.#lots = new Float64Array(members * slots)
    this.#nextTag = new Float64Array(members).fill(1)
  }

  /** How many quotes the member believes to have. */
  live(member: number): number {
    let live = 0
    for (let i = member * this.#slots; i < (member + 1) * this.#slots; i++) if (this.#tags[i] > 0) live += 1
    return live
  }

  /**
   * Brings the slots to what is wanted: cancels first, then placements. Slots beyond the list are emptied.
   *
   * @param all - replaces those too that are near enough
   * @returns how many transactions were sent
   */
  bring(member: number, wanted: readonly WantedQuote[], all: boolean, send: (transaction: Outgoing) => void): number {
    const first = member * this.#slots
    const placed: number[] = []
    let sent = 0
    for (let slot = 0; slot < this.#slots; slot++) {
      const at = first + slot
      const quote = slot < wanted.length && wanted[slot].lots > 0 ? wanted[slot] : undefined
      if (quote !== undefined && this.#tags[at] > 0 && !all && this.#nearEnough(at, quote)) continue
      if (this.#tags[at] > 0) {
        send({ kind: CANCEL, tag: this.#tags[at] })
        sent += 1
        this.#tags[at] = 0
      }
      if (quote !== undefined) placed.push(slot)
    }
    for (const slot of placed) {
      const { side, lots, price } = wanted[slot]
      const tag = this.#nextTag[member]
      this.#nextTag[member] += 1
      send({ kind: PLACE, side, lots, limit: price, flags: POST_ONLY | SLIDE, tag })
      this.#tags[first + slot] = tag
      this.#prices[first + slot] = price
      this.#lots[first + slot] = lots
    }
    return sent + placed.length
  }

  #nearEnough(at: number, { price, lots, tolerance }: WantedQuote): boolean {
    return Math.abs(price - this.#prices[at]) <= tolerance && Math.abs(lots - this.#lots[at]) * 4 <= this.#lots[at]
  }

  /** Takes everything out of the book, also what the member has lost track of. */
  clear(member: number, send: (transaction: Outgoing) => void): void {
    send({ kind: CANCEL_ALL })
    this.#tags.fill(0, member * this.#slots, (member + 1) * this.#slots)
  }

  state(): Readonly<Record<string, StateArray>> {
    return { tags: this.#tags, prices: this.#prices, lots: this.#lots, nextTag: this.#nextTag }
  }
}
