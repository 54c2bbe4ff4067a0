// Hot: `at` allocates nothing.
import type { Fraction } from '../numeric/fraction.ts'
import { mulDivDown, mulDivRemainder, mulDivUp } from '../numeric/mul-div.ts'

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

/**
 * A requirement that rises by brackets, like an income tax: each slice of the notional is charged at its own
 * rate, so the requirement is continuous. The exact rational sum is rounded up once, at the end.
 */
export class Brackets {
  readonly #lower: Float64Array
  // requirement in bracket k = base + (slice * numerator + carry) / denominator, with 0 <= carry < denominator
  readonly #base: Float64Array
  readonly #carry: Float64Array
  readonly #numerator: Float64Array
  readonly #denominator: Float64Array
  readonly #remainder: Float64Array = new Float64Array(1)

  /**
   * @param lower - lower bounds in atoms, the first 0, rising
   * @param rates - one for each bracket
   * @throws RangeError when the denominators of the rates have no common multiple below 2^53
   */
  constructor(lower: readonly number[], rates: readonly Fraction[]) {
    const count = lower.length
    this.#lower = Float64Array.from(lower)
    this.#base = new Float64Array(count)
    this.#carry = new Float64Array(count)
    this.#numerator = new Float64Array(count)
    this.#denominator = new Float64Array(count)
    let base = 0
    let carry = 0
    let carriedBy = 1
    for (let k = 0; k < count; k++) {
      const { n, d } = rates[k]
      const denominator = (carriedBy / gcd(carriedBy, d)) * d
      if (!Number.isSafeInteger(denominator))
        throw new RangeError(`tiers[${k}]: the rates up to ${n}/${d} have no common denominator below 2^53`)
      this.#base[k] = base
      this.#carry[k] = carry * (denominator / carriedBy)
      this.#numerator[k] = n * (denominator / d)
      this.#denominator[k] = denominator
      if (k + 1 === count) break
      const width = lower[k + 1] - lower[k]
      base += mulDivRemainder(width, this.#numerator[k], denominator, this.#carry[k], this.#remainder, 0)
      const common = gcd(denominator, this.#remainder[0])
      carry = this.#remainder[0] / common
      carriedBy = denominator / common
    }
  }

  /** The requirement on a notional of so many atoms (>= 0), in atoms, rounded up. */
  at(notional: number): number {
    const lower = this.#lower
    let k = lower.length - 1
    while (k > 0 && notional <= lower[k]) k--
    const slice = notional - lower[k]
    const carry = this.#carry[k]
    const numerator = this.#numerator[k]
    const denominator = this.#denominator[k]
    if (carry === 0) return this.#base[k] + mulDivUp(slice, numerator, denominator)
    // ceil(x / d) = floor((x - 1) / d) + 1
    return this.#base[k] + 1 + mulDivRemainder(slice, numerator, denominator, carry - 1, this.#remainder, 0)
  }

  /**
   * What bracket k's rate on the whole notional asks too much: requirement = notional * rate_k - deduction_k.
   * In atoms, rounded down, so that a requirement made from it is never too small.
   */
  deduction(k: number): number {
    const carry = this.#carry[k]
    const whole = mulDivDown(this.#lower[k], this.#numerator[k], this.#denominator[k])
    if (carry === 0) return whole - this.#base[k]
    mulDivRemainder(this.#lower[k], this.#numerator[k], this.#denominator[k], 0, this.#remainder, 0)
    return whole - this.#base[k] - (this.#remainder[0] < carry ? 1 : 0)
  }
}
