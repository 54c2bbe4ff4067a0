import { JUMPS, PRICES } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'
import { exp } from '../numeric/transcendental.ts'
import { DIFFUSION } from './geometric-brownian-motion.ts'
import { logPricePath } from './log-price-path.ts'
import { clockFaults, figureFault, MILLISECONDS_PER_YEAR, type ModelClock, refuseFaults } from './model-clock.ts'
import type { PricePath } from './price-path.ts'

/** Figures of a diffusion whose volatility switches between two values. */
export interface TwoRegimeVolatility extends ModelClock {
  /** Expected growth rate of the price, annualised, in both regimes. */
  readonly drift: number
  /** Annualised volatility of the calm regime. */
  readonly calm: number
  /** Annualised volatility of the stressed regime. */
  readonly stressed: number
  /** Mean stay in the calm regime, milliseconds. */
  readonly calmStay: number
  /** Mean stay in the stressed regime, milliseconds. */
  readonly stressedStay: number
  /** Regime of the first step. */
  readonly startIn: 'calm' | 'stressed'
}

/** Ordinal of the stream that switches regimes; ordinal 0 belongs to Merton's jumps. */
const SWITCHES = 1

/**
 * Markov-switching volatility (Hamilton 1989): stays are exponential, so a regime is left in a step of dt with
 * probability 1 - e^(-dt / stay). The normal draws are those of the geometric Brownian motion of the same seed.
 *
 * @throws RangeError with all figures that break a rule
 */
export const twoRegimeVolatility = (model: TwoRegimeVolatility): PricePath => {
  const { step, drift, calm, stressed, calmStay, stressedStay, startIn } = model
  refuseFaults('two-regime volatility', [
    ...clockFaults(model),
    ...figureFault('drift', drift, -1000, 1000, 'a rate a year from -1000 to 1000'),
    ...figureFault('calm', calm, 0, 100, 'an annualised volatility from 0 to 100 (10,000 %)'),
    ...figureFault('stressed', stressed, 0, 100, 'an annualised volatility from 0 to 100 (10,000 %)'),
    ...figureFault('calmStay', calmStay, 1, Number.MAX_SAFE_INTEGER, 'a mean stay of at least 1 ms'),
    ...figureFault('stressedStay', stressedStay, 1, Number.MAX_SAFE_INTEGER, 'a mean stay of at least 1 ms'),
  ])
  const years = step / MILLISECONDS_PER_YEAR
  const leaveCalm = 1 - exp((0 - step) / calmStay)
  const leaveStressed = 1 - exp((0 - step) / stressedStay)
  const diffusion = new RandomStream(model.seed, PRICES, model.market, DIFFUSION)
  const switches = new RandomStream(model.seed, JUMPS, model.market, SWITCHES)
  let inStress = startIn === 'stressed'
  return logPricePath(model, (k) => {
    if (k > 1) {
      switches.at(k)
      if (switches.uniform() < (inStress ? leaveStressed : leaveCalm)) inStress = !inStress
    }
    const volatility = inStress ? stressed : calm
    diffusion.at(k)
    return (drift - (volatility * volatility) / 2) * years + volatility * Math.sqrt(years) * diffusion.normal()
  })
}
