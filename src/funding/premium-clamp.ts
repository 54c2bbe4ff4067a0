import type { Fraction } from '../numeric/fraction.ts'
import { clampPico, picoOf } from './pico.ts'
import type { RateRule } from './rate-rule.ts'

/** Parameters of the premium-clamp rule, both per period. */
export interface PremiumClampConfig {
  /** What holding the quote asset earns over holding the base: 0.01 % per 8 hours at BitMEX, Binance and Hyperliquid. May be negative. */
  readonly interest: Fraction
  /** How far the interest may pull the rate from the premium: 0.05 % there. 0 or more. */
  readonly clamp: Fraction
}

/**
 * The interest's pull on the rate: `clamp(I - P, -c, c)`, all in pico.
 *
 * @param limit - c, >= 0
 */
export const clampedInterest = (premium: number, interest: number, limit: number): number =>
  clampPico(interest - premium, limit)

/**
 * `F = P + clamp(I - P, -c, c)`: exactly the interest while the premium is within c of it, the premium less c beyond.
 * BitMEX (Funding guide), Binance (funding-rate introduction), Hyperliquid (docs, trading/funding). With c = 0 it is the premium alone.
 *
 * @throws RangeError for a negative clamp
 */
export const premiumClamp = (config: PremiumClampConfig): RateRule => {
  const interest = picoOf(config.interest)
  const limit = picoOf(config.clamp)
  if (limit < 0) throw new RangeError(`funding.clamp: ${config.clamp.n}/${config.clamp.d} must not be negative`)
  return {
    name: 'premium-clamp',
    rate: ({ premium }) => premium + clampedInterest(premium, interest, limit),
  }
}
