import type { StateArray } from '../market/stateful.ts'
import { ln } from '../numeric/transcendental.ts'
import { averageWeight, RealisedVolatility } from './realised-volatility.ts'

/** The short average looks back a quarter as far as the long one. */
const SHORT_SHARE = 0.25
/**
 * Standard deviation of (short - long average) of a Brownian motion, in units of sigma * sqrt(lookback):
 * sqrt(s/2 + l/2 - 2 s l / (s + l)) at s = 1/4, l = 1.
 */
const NORMAL = Math.sqrt(SHORT_SHARE / 2 + 0.5 - (2 * SHORT_SHARE) / (SHORT_SHARE + 1))

/** Momentum as trend followers measure it: two exponential averages of the price, apart by so many standard deviations of a market without a trend. */
export class TrendSignal {
  readonly #lookbacks: Float64Array
  readonly #time: Float64Array
  readonly #short: Float64Array
  readonly #long: Float64Array
  readonly #volatility: RealisedVolatility

  /** @param lookbacks - milliseconds, one per member; @param memory - time constant of volatility, milliseconds */
  constructor(lookbacks: Float64Array, memory: number) {
    this.#lookbacks = lookbacks
    this.#time = new Float64Array(lookbacks.length)
    this.#short = new Float64Array(lookbacks.length)
    this.#long = new Float64Array(lookbacks.length)
    this.#volatility = new RealisedVolatility(lookbacks.length, memory / 4, memory)
  }

  /** Takes in a price seen at `time`. */
  observe(member: number, time: number, price: number): void {
    if (!(price > 0)) return
    const elapsed = time - this.#time[member]
    if (this.#long[member] === 0) {
      this.#short[member] = price
      this.#long[member] = price
    } else if (elapsed > 0) {
      const lookback = this.#lookbacks[member]
      this.#short[member] += averageWeight(elapsed, lookback * SHORT_SHARE) * (price - this.#short[member])
      this.#long[member] += averageWeight(elapsed, lookback) * (price - this.#long[member])
    } else return
    this.#time[member] = time
    this.#volatility.observe(member, time, price)
  }

  /** Positive in a rising market; 0 until the member has watched for its lookback. A market without a trend gives a deviation of 1. */
  strength(member: number): number {
    const lookback = this.#lookbacks[member]
    const deviation = NORMAL * Math.sqrt(this.#volatility.longVariance(member) * lookback)
    if (this.#volatility.seen(member) < lookback || deviation === 0) return 0
    return ln(this.#short[member] / this.#long[member]) / deviation
  }

  state(): Readonly<Record<string, StateArray>> {
    return { trendTime: this.#time, shortAverage: this.#short, longAverage: this.#long, ...this.#volatility.state() }
  }
}
