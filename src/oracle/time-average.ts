import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivRemainder } from '../numeric/mul-div.ts'

/**
 * Time-weighted average (TWAP) of a price that holds from each change to the next, over a sliding window; exact, the
 * result half-even to the micro-unit. Until the window is full, over the time since the first price.
 */
export class TimeAverage implements Stateful {
  readonly #window: number
  readonly #count = new Float64Array(1)
  readonly #rest = new Float64Array(1)
  #times = new Float64Array(16)
  #prices = new Float64Array(16)

  /** @param window - whole milliseconds, more than 0 */
  constructor(window: number) {
    if (!Number.isSafeInteger(window) || window <= 0) {
      throw new RangeError(`TWAP window: ${window} must be whole milliseconds, more than 0`)
    }
    this.#window = window
  }

  /** The price is `price` from now on. Prices that have left the window are forgotten. */
  push(now: number, price: number): void {
    const begins = now - this.#window
    let gone = 0
    while (gone + 1 < this.#count[0] && this.#times[gone + 1] <= begins) gone++
    const left = this.#count[0] - gone
    this.#times.copyWithin(0, gone, gone + left)
    this.#prices.copyWithin(0, gone, gone + left)
    if (left === this.#times.length) this.#grow(left * 2)
    this.#times[left] = now
    this.#prices[left] = price
    this.#count[0] = left + 1
  }

  /** The average over the window that ends now; 0 before the first price. */
  at(now: number): number {
    const count = this.#count[0]
    if (count === 0) return 0
    const begins = Math.max(now - this.#window, this.#times[0])
    const length = now - begins
    if (length <= 0) return this.#prices[count - 1]
    const rest = this.#rest
    rest[0] = 0
    let sum = 0
    for (let i = 0; i < count; i++) {
      const from = Math.max(begins, this.#times[i])
      const to = i + 1 < count ? this.#times[i + 1] : now
      if (to > from) sum += mulDivRemainder(this.#prices[i], to - from, length, rest[0], rest, 0)
    }
    const twice = 2 * rest[0]
    return twice > length || (twice === length && sum % 2 === 1) ? sum + 1 : sum
  }

  state(): Readonly<Record<string, StateArray>> {
    return { count: this.#count, times: this.#times, prices: this.#prices }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths.times > this.#times.length) this.#grow(lengths.times)
  }

  #grow(length: number): void {
    const times = new Float64Array(length)
    const prices = new Float64Array(length)
    times.set(this.#times)
    prices.set(this.#prices)
    this.#times = times
    this.#prices = prices
  }
}
