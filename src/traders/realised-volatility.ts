import type { StateArray } from '../market/stateful.ts'
import { exp, ln } from '../numeric/transcendental.ts'

/** Part of an exponential average with time constant `tau` that the last `elapsed` replace; both in the same unit. */
export const averageWeight = (elapsed: number, tau: number): number => 1 - exp(0 - elapsed / tau)

/** Basis points per whole. */
export const BPS = 10_000

/**
 * Realised variance of a price as each member sees it: exponential averages of squared log returns per millisecond over
 * a short and a long time constant, and of the returns themselves (drift). Opinions, hence floats.
 */
export class RealisedVolatility {
  readonly #short: number
  readonly #long: number
  readonly #time: Float64Array
  readonly #price: Float64Array
  readonly #shortVariance: Float64Array
  readonly #longVariance: Float64Array
  readonly #drift: Float64Array
  readonly #since: Float64Array

  /** @param short - time constant in milliseconds; @param long - likewise, longer */
  constructor(count: number, short: number, long: number) {
    this.#short = short
    this.#long = long
    this.#time = new Float64Array(count)
    this.#price = new Float64Array(count)
    this.#shortVariance = new Float64Array(count)
    this.#longVariance = new Float64Array(count)
    this.#drift = new Float64Array(count)
    this.#since = new Float64Array(count)
  }

  /** Takes in a price seen at `time`; the same view twice, or no price, changes nothing. */
  observe(member: number, time: number, price: number): void {
    if (!(price > 0)) return
    const last = this.#price[member]
    const elapsed = time - this.#time[member]
    if (last > 0 && elapsed <= 0) return
    this.#time[member] = time
    this.#price[member] = price
    if (last === 0) return
    const move = ln(price / last)
    const rate = (move * move) / elapsed
    // Until a time constant has passed, the plain mean of what was seen: an average that starts at zero would sleep through a crash at the opening.
    const seen = this.#since[member] + elapsed
    this.#since[member] = seen
    const short = Math.max(averageWeight(elapsed, this.#short), elapsed / seen)
    const long = Math.max(averageWeight(elapsed, this.#long), elapsed / seen)
    this.#shortVariance[member] += short * (rate - this.#shortVariance[member])
    this.#longVariance[member] += long * (rate - this.#longVariance[member])
    this.#drift[member] += averageWeight(elapsed, this.#short) * (move / elapsed - this.#drift[member])
  }

  /** Milliseconds over which the member has seen prices. */
  seen(member: number): number {
    return this.#since[member]
  }

  /** Squared basis points expected over `horizon` milliseconds, from the short average. */
  varianceBps(member: number, horizon: number): number {
    return this.#shortVariance[member] * horizon * BPS * BPS
  }

  /** Variance per millisecond, from the long average. */
  longVariance(member: number): number {
    return this.#longVariance[member]
  }

  /** Basis points that the price would move in `horizon` milliseconds if the last moves went on. */
  driftBps(member: number, horizon: number): number {
    return this.#drift[member] * horizon * BPS
  }

  /** Short over long volatility: about 1 in calm, several in a crash; 1 where nothing has moved. */
  stress(member: number): number {
    const long = this.#longVariance[member]
    return long > 0 ? Math.sqrt(this.#shortVariance[member] / long) : 1
  }

  state(): Readonly<Record<string, StateArray>> {
    return {
      seenAt: this.#time,
      seenPrice: this.#price,
      shortVariance: this.#shortVariance,
      longVariance: this.#longVariance,
      drift: this.#drift,
      since: this.#since,
    }
  }
}
