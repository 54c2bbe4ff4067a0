import { mulDivHalfEven } from '../numeric/mul-div.ts'
import type { PricePath, PriceRange } from './price-path.ts'

/** How a price gets from one knot to the next: along a straight line, or not before the next knot's time. */
export type Between = 'line' | 'hold'

/**
 * A price path through given (time, price) knots. On a line the price is rounded to the nearest micro-unit, ties to
 * even, so it never leaves the span of its two knots.
 */
export class KnotPath implements PricePath {
  readonly end: number
  readonly epoch: number
  readonly #times: Float64Array
  readonly #prices: Float64Array
  readonly #between: Between

  /**
   * @param times - whole milliseconds, strictly rising, the first at or before 0
   * @param prices - price micro-units > 0, one for each time
   * @param end - last time answered; beyond the last knot its price holds
   * @throws RangeError naming the knot that breaks a rule
   */
  constructor(times: Float64Array, prices: Float64Array, between: Between, end: number, epoch: number) {
    if (times.length === 0 || times.length !== prices.length) {
      throw new RangeError(
        `price path: ${times.length} times and ${prices.length} prices: one price per time is needed`,
      )
    }
    if (!(times[0] <= 0))
      throw new RangeError(`price path: the first knot is at ${times[0]} ms, after the start of the run`)
    if (!Number.isSafeInteger(end) || end < 0) throw new RangeError(`price path: end ${end} must be whole milliseconds`)
    for (let k = 0; k < times.length; k++) {
      if (!Number.isSafeInteger(times[k]) || (k > 0 && times[k] <= times[k - 1])) {
        throw new RangeError(`price path: knot ${k} at ${times[k]} ms: times must be whole milliseconds and rise`)
      }
      if (!Number.isSafeInteger(prices[k]) || prices[k] <= 0) {
        throw new RangeError(
          `price path: ${prices[k]} price micro-units at ${times[k]} ms: prices must be whole, at least 1, at most 2^53 - 1`,
        )
      }
    }
    this.#times = times
    this.#prices = prices
    this.#between = between
    this.end = end
    this.epoch = epoch
  }

  priceAt(milliseconds: number): number {
    this.#check(milliseconds)
    return this.#price(milliseconds, this.#knotBefore(milliseconds))
  }

  between(from: number, to: number): PriceRange {
    this.#check(from)
    this.#check(to)
    if (to < from) throw new RangeError(`price between ${from} and ${to} ms: the span runs backwards`)
    const first = this.#knotBefore(from)
    const last = this.#knotBefore(to)
    let low = this.#price(from, first)
    let high = low
    for (let k = first + 1; k <= last; k++) {
      low = Math.min(low, this.#prices[k])
      high = Math.max(high, this.#prices[k])
    }
    const price = this.#price(to, last)
    return { low: Math.min(low, price), high: Math.max(high, price) }
  }

  #check(milliseconds: number): void {
    if (!Number.isSafeInteger(milliseconds) || milliseconds < 0 || milliseconds > this.end) {
      throw new RangeError(`price at ${milliseconds} ms: the path answers whole milliseconds from 0 to ${this.end}`)
    }
  }

  /** Index of the last knot at or before the time. */
  #knotBefore(milliseconds: number): number {
    const times = this.#times
    let low = 0
    let high = times.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (times[middle] <= milliseconds) low = middle
      else high = middle - 1
    }
    return low
  }

  #price(milliseconds: number, k: number): number {
    const price = this.#prices[k]
    const since = milliseconds - this.#times[k]
    if (since === 0 || this.#between === 'hold' || k === this.#times.length - 1) return price
    return price + mulDivHalfEven(this.#prices[k + 1] - price, since, this.#times[k + 1] - this.#times[k])
  }
}
