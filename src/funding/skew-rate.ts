import type { StateArray } from '../market/stateful.ts'
import type { Fraction } from '../numeric/fraction.ts'
import { mulDivRemainder } from '../numeric/mul-div.ts'
import { clampPico, mulDivTowardZero, PICO_LIMIT, picoOf, picoScaled } from './pico.ts'
import { DAY, type RateRule } from './rate-rule.ts'

const checkScale = (scale: number): void => {
  if (!(Number.isSafeInteger(scale) && scale > 0))
    throw new RangeError(`funding.skewScale: ${scale} must be a whole number of lots above 0`)
}

/** `clamp(skew / scale, -1, 1) * most`, pico, rounded toward zero. */
const shareOf = (skew: number, scale: number, most: number): number =>
  mulDivTowardZero(Math.min(Math.max(skew, 0 - scale), scale), most, scale)

/** Parameters of the skew-proportional rule. */
export interface SkewProportionalConfig {
  /** Skew at which the rate is at its greatest, lots. */
  readonly skewScale: number
  /** The rate per period at that skew. */
  readonly maxRate: Fraction
}

/**
 * `F = clamp(skew / scale, -1, 1) * maxRate`: longs pay while they are the larger side (Synthetix SIP-80).
 * `view.skew` is what traders hold against a pool, so on an order book the rate is 0.
 *
 * @throws RangeError when the scale is no whole number of lots above 0
 */
export const skewProportional = (config: SkewProportionalConfig): RateRule => {
  checkScale(config.skewScale)
  const most = picoOf(config.maxRate)
  return { name: 'skew-proportional', rate: ({ view }) => shareOf(view.skew, config.skewScale, most) }
}

/** Parameters of the skew-velocity rule. */
export interface SkewVelocityConfig {
  /** Skew at which the rate moves fastest, lots. */
  readonly skewScale: number
  /** How much the daily rate changes in a day at that skew. */
  readonly maxVelocity: Fraction
}

/**
 * The daily rate drifts by `clamp(skew / scale, -1, 1) * maxVelocity` a day and stays where it is while there is no skew; a payment
 * takes the mean of the rates at its two ends (Synthetix v2/v3: `PerpsV2MarketBase.sol`, `PerpsMarket.sol`, SIP-279).
 * The skew at the payment counts for the whole of its interval, so `every: 'block'` follows it most closely.
 * The drift's remainder is carried; the mean is rounded toward zero.
 *
 * @throws RangeError when the scale is no whole number of lots above 0
 */
export const skewVelocity = (config: SkewVelocityConfig): RateRule => {
  checkScale(config.skewScale)
  const most = picoOf(config.maxVelocity)
  const rates = new Float64Array(2)
  return {
    name: 'skew-velocity',
    rate: ({ view, elapsed, period }) => {
      const before = rates[0]
      const velocity = shareOf(view.skew, config.skewScale, most)
      rates[0] = clampPico(before + mulDivRemainder(velocity, elapsed, DAY, rates[1], rates, 1), PICO_LIMIT)
      return picoScaled(before + rates[0], period, 2 * DAY)
    },
    state: (): Readonly<Record<string, StateArray>> => ({ rates }),
  }
}
