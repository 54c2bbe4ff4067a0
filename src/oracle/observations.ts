import type { StateArray, Stateful } from '../market/stateful.ts'

/** Slots of an observation as it is read back. */
export const OBSERVED_PRICE = 0
export const OBSERVED_TIME = 1

/** What the sources saw, kept until every source's delay has passed: a window of rows (one a sample), oldest first. */
export class Observations implements Stateful {
  readonly #sources: number
  /** How many rows are in use. */
  readonly #count = new Float64Array(1)
  #times = new Float64Array(16)
  /** Price of each source in each row, 0 where it saw nothing. */
  #prices: Float64Array
  /** When each of these prices can be used. */
  #usableAt: Float64Array
  /** Newest observation of each source that has left the rows: usable in any case. */
  readonly #heldPrices: Float64Array
  readonly #heldTimes: Float64Array

  constructor(sources: number) {
    this.#sources = sources
    this.#prices = new Float64Array(16 * sources)
    this.#usableAt = new Float64Array(16 * sources)
    this.#heldPrices = new Float64Array(sources)
    this.#heldTimes = new Float64Array(sources)
  }

  /** Lets go of the rows that every source has outlived, and opens a new one in which nobody has seen anything yet. */
  open(now: number, longestDelay: number): void {
    const sources = this.#sources
    let gone = 0
    for (; gone < this.#count[0] && this.#times[gone] + longestDelay <= now; gone++) {
      for (let s = 0; s < sources; s++) {
        const price = this.#prices[gone * sources + s]
        if (price > 0) this.hold(s, price, this.#times[gone])
      }
    }
    const left = this.#count[0] - gone
    this.#times.copyWithin(0, gone, gone + left)
    this.#prices.copyWithin(0, gone * sources, (gone + left) * sources)
    this.#usableAt.copyWithin(0, gone * sources, (gone + left) * sources)
    if (left === this.#times.length) this.#grow(left * 2)
    this.#times[left] = now
    this.#prices.fill(0, left * sources, (left + 1) * sources)
    this.#count[0] = left + 1
  }

  /** The source sees a price in the row just opened. */
  record(source: number, price: number, usableAt: number): void {
    const at = (this.#count[0] - 1) * this.#sources + source
    this.#prices[at] = price
    this.#usableAt[at] = usableAt
  }

  /** The source has seen this price long enough ago for it to be used at once. */
  hold(source: number, price: number, time: number): void {
    this.#heldPrices[source] = price
    this.#heldTimes[source] = time
  }

  /** The source's last observation before the open row, usable or not; 0 when it never saw anything. */
  last(source: number): number {
    for (let row = this.#count[0] - 2; row >= 0; row--) {
      const price = this.#prices[row * this.#sources + source]
      if (price > 0) return price
    }
    return this.#heldPrices[source]
  }

  /** Writes the source's newest observation that can be used at `now` to `out` (price 0 where there is none). */
  newest(source: number, now: number, out: Float64Array): void {
    for (let row = this.#count[0] - 1; row >= 0; row--) {
      const at = row * this.#sources + source
      if (this.#prices[at] > 0 && this.#usableAt[at] <= now) {
        out[OBSERVED_PRICE] = this.#prices[at]
        out[OBSERVED_TIME] = this.#times[row]
        return
      }
    }
    out[OBSERVED_PRICE] = this.#heldPrices[source]
    out[OBSERVED_TIME] = this.#heldTimes[source]
  }

  state(): Readonly<Record<string, StateArray>> {
    return {
      count: this.#count,
      times: this.#times,
      prices: this.#prices,
      usableAt: this.#usableAt,
      heldPrices: this.#heldPrices,
      heldTimes: this.#heldTimes,
    }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths.times > this.#times.length) this.#grow(lengths.times)
  }

  #grow(rows: number): void {
    const grown = (array: Float64Array, length: number): Float64Array<ArrayBuffer> => {
      const longer = new Float64Array(length)
      longer.set(array)
      return longer
    }
    this.#times = grown(this.#times, rows)
    this.#prices = grown(this.#prices, rows * this.#sources)
    this.#usableAt = grown(this.#usableAt, rows * this.#sources)
  }
}
