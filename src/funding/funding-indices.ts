import { PICO } from '../market/price.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivRemainder } from '../numeric/mul-div.ts'

/** Largest funding index, 2^52 of 1e-6 atom per lot: the difference of any two then stays a safe integer. */
export const MAX_FUNDING_INDEX: number = 4_503_599_627_370_496

/**
 * Cumulative funding per lot of every market, one index for longs and one for shorts, in 1e-6 quote atom per lot: what a long
 * of one lot has paid, and a short received, since the start. A position remembers the index of its side and settles by `fundingOwed`.
 *
 * The remainder of each division goes to the next accrual, so an index is the floor of the exact sum of rate * price. The short index is the long
 * one less a gap that never shrinks: whatever longs pay covers what shorts receive, over any span of time.
 */
export class FundingIndices implements Stateful {
  /** Index of each market's longs. To be read only. */
  readonly long: Float64Array
  /** Index of each market's shorts: equal to the longs' unless a payment gave the receiving side less. To be read only. */
  readonly short: Float64Array
  readonly #carry: Float64Array
  readonly #gapCarry: Float64Array
  readonly #rest = new Float64Array(2)

  /** @param markets - how many markets there are */
  constructor(markets: number) {
    this.long = new Float64Array(markets)
    this.short = new Float64Array(markets)
    this.#carry = new Float64Array(markets)
    this.#gapCarry = new Float64Array(markets)
  }

  /** The index that a position of this size settles against. */
  of(market: number, size: number): number {
    return size < 0 ? this.short[market] : this.long[market]
  }

  /**
   * Books one payment.
   *
   * @param rate - pico for the time paid, positive when longs pay
   * @param price - price micro-units that the notional is taken at
   * @param shortRate - what the shorts receive per notional where it is less than `rate` (or pay where it is negative and more):
   * Drift's asymmetric payments; `rate` when left out
   * @throws RangeError when the shorts would receive more than the longs pay, or an index would leave `MAX_FUNDING_INDEX`;
   * nothing has changed then
   */
  accrue(market: number, rate: number, price: number, shortRate: number = rate): void {
    if (shortRate > rate)
      throw new RangeError(
        `funding of market ${market}: shorts at ${shortRate} pico would receive more than longs pay at ${rate} pico`,
      )
    const rest = this.#rest
    const paid = mulDivRemainder(rate, price, PICO, this.#carry[market], rest, 0)
    const kept = mulDivRemainder(rate - shortRate, price, PICO, this.#gapCarry[market], rest, 1)
    const long = this.long[market] + paid
    const short = this.short[market] + paid - kept
    if (Math.abs(long) > MAX_FUNDING_INDEX || Math.abs(short) > MAX_FUNDING_INDEX)
      throw new RangeError(
        `funding index of market ${market} leaves +-2^52 millionths of an atom per lot (long ${long}, short ${short}): use a smaller lot`,
      )
    this.long[market] = long
    this.short[market] = short
    this.#carry[market] = rest[0]
    this.#gapCarry[market] = rest[1]
  }

  state(): Readonly<Record<string, StateArray>> {
    return { long: this.long, short: this.short, carry: this.#carry, gapCarry: this.#gapCarry }
  }
}
