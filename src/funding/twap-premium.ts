import type { Fraction } from '../numeric/fraction.ts'
import { picoOf, picoScaled } from './pico.ts'
import { DAY, type RateRule } from './rate-rule.ts'

/** Parameters of the twap-premium rule. */
export interface TwapPremiumConfig {
  /** Time over which a lasting premium is paid once in full, milliseconds; a day when left out. */
  readonly payback?: number
  /** Added to the premium before the division: Drift's oracleTWAP/5000, 2 bps. None when left out. */
  readonly offset?: Fraction
}

/**
 * `F = (P + offset) * period / payback`: a premium that stays is paid once in a day.
 * Perp v1 (`Amm.sol` settleFunding: premium * period / 1 day), Perp Curie, Drift v2 (`math/funding.rs`: an hour's 1/24).
 *
 * @throws RangeError when the payback is no whole number of milliseconds above 0
 */
export const twapPremium = (config: TwapPremiumConfig = {}): RateRule => {
  const { payback = DAY } = config
  if (!(Number.isSafeInteger(payback) && payback > 0))
    throw new RangeError(`funding.payback: ${payback} ms must be a whole number of milliseconds above 0`)
  const offset = config.offset === undefined ? 0 : picoOf(config.offset)
  return {
    name: 'twap-premium',
    rate: ({ premium, period }) => picoScaled(premium + offset, period, payback),
  }
}
