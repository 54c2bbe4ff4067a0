import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivRemainder } from '../numeric/mul-div.ts'

/** How the samples of a window become its premium index: their mean, their mean with weights 1, 2, 3, … (later counts more), or the latest. */
export type PremiumMean = 'equal' | 'linear' | 'latest'

/** What a window's samples become. */
export interface PremiumIndexConfig {
  /** `'equal'`: Hyperliquid, dYdX v4. `'linear'`: Binance. `'latest'`: rules that average themselves. */
  readonly mean: PremiumMean
  /** Zeros are added up to this many samples, so that a halted chain pulls the rate to zero (dYdX v4: 60 an hour). 0 when left out. */
  readonly minimum?: number
  /** The index of a window without samples and without padding; `'last'` when left out. */
  readonly empty?: 'zero' | 'last'
}

/** The sum is high * LIMB + low with 0 <= low < LIMB: weighted sums leave 2^53. */
const LIMB = 1_000_000
const HIGH = 0
const LOW = 1
const SAMPLES = 2
const LATEST = 3
const INDEX = 4

/** The premium index: the mean of a window's premium samples, in pico, rounded toward zero. */
export class PremiumIndex implements Stateful {
  readonly #config: Required<PremiumIndexConfig>
  readonly #sums = new Float64Array(5)
  readonly #rest = new Float64Array(1)

  /** @throws RangeError for zero padding of a mean that is not `'equal'`, or a minimum that is no whole number >= 0 */
  constructor(config: PremiumIndexConfig) {
    const { mean, minimum = 0, empty = 'last' } = config
    if (!(Number.isSafeInteger(minimum) && minimum >= 0))
      throw new RangeError(`funding.sample.minimum: ${minimum} must be a whole number of samples, 0 or more`)
    if (minimum > 0 && mean !== 'equal')
      throw new RangeError(`funding.sample.minimum: zero padding needs mean "equal", not "${mean}"`)
    this.#config = { mean, minimum, empty }
  }

  /** The sample taken last, pico; 0 before the first. */
  get latest(): number {
    return this.#sums[LATEST]
  }

  /** The index of the window closed last, pico; 0 before the first. */
  get value(): number {
    return this.#sums[INDEX]
  }

  /** Samples of the window in hand. */
  get samples(): number {
    return this.#sums[SAMPLES]
  }

  /**
   * Takes a premium as that of the next `times` samples.
   *
   * @throws RangeError when the window's weighted sum leaves 2^53 units of 1e-6
   */
  add(premium: number, times: number): void {
    const sums = this.#sums
    const taken = sums[SAMPLES]
    const weight = this.#config.mean === 'linear' ? (times * (2 * taken + times + 1)) / 2 : times
    const high = Math.floor(premium / LIMB)
    const low = sums[LOW] + weight * (premium - high * LIMB)
    const over = Math.floor(low / LIMB)
    const sum = sums[HIGH] + weight * high + over
    if (!Number.isSafeInteger(sum) || !Number.isSafeInteger(weight * LIMB))
      throw new RangeError(`funding.sample: ${taken + times} samples are too many for exact sums; sample less often`)
    sums[HIGH] = sum
    sums[LOW] = low - over * LIMB
    sums[SAMPLES] = taken + times
    sums[LATEST] = premium
  }

  /** Ends the window, begins the next, and answers the ended one's index. */
  close(): number {
    const { mean, minimum, empty } = this.#config
    const sums = this.#sums
    const samples = Math.max(sums[SAMPLES], minimum)
    if (samples === 0) sums[INDEX] = empty === 'last' ? sums[INDEX] : 0
    else if (mean === 'latest') sums[INDEX] = sums[LATEST]
    else sums[INDEX] = this.#mean(mean === 'linear' ? (samples * (samples + 1)) / 2 : samples)
    sums[HIGH] = 0
    sums[LOW] = 0
    sums[SAMPLES] = 0
    return sums[INDEX]
  }

  state(): Readonly<Record<string, StateArray>> {
    return { sums: this.#sums }
  }

  /** (high * LIMB + low) / weight toward zero: a negative sum is divided as its opposite. */
  #mean(weight: number): number {
    const { [HIGH]: high, [LOW]: low } = this.#sums
    const negative = high < 0
    const wholes = negative ? 0 - high - (low > 0 ? 1 : 0) : high
    const parts = negative && low > 0 ? LIMB - low : low
    const fromParts = Math.floor(parts / weight)
    const quotient = fromParts + mulDivRemainder(wholes, LIMB, weight, parts - fromParts * weight, this.#rest, 0)
    return negative ? 0 - quotient : quotient
  }
}
