import { JUMPS, PRICES } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'
import { exp } from '../numeric/transcendental.ts'
import { DIFFUSION, type GeometricBrownianMotion } from './geometric-brownian-motion.ts'
import { logPricePath } from './log-price-path.ts'
import { clockFaults, figureFault, MILLISECONDS_PER_YEAR, refuseFaults } from './model-clock.ts'
import type { PricePath } from './price-path.ts'

/** Figures of a jump diffusion: the Brownian part, and jumps whose log sizes are normal. */
export interface MertonJumps extends GeometricBrownianMotion {
  /** Expected number of jumps a year. */
  readonly jumpsPerYear: number
  /** Mean log size of a jump: -0.05 is about 5 % down. */
  readonly jumpMean: number
  /** Standard deviation of the log size. */
  readonly jumpDeviation: number
}

/**
 * Jump diffusion (Merton 1976). The drift is the whole expected growth: the jumps' own share,
 * lambda (e^(m + s^2 / 2) - 1), is taken out of the diffusion. Without jumps it is the geometric Brownian motion of
 * the same seed, bit for bit; a jump happens along the line of its step.
 *
 * @throws RangeError with all figures that break a rule
 */
export const mertonJumps = (model: MertonJumps): PricePath => {
  const { drift, volatility, jumpsPerYear, jumpMean, jumpDeviation } = model
  refuseFaults('Merton jumps', [
    ...clockFaults(model),
    ...figureFault('drift', drift, -1000, 1000, 'a rate a year from -1000 to 1000'),
    ...figureFault('volatility', volatility, 0, 100, 'an annualised volatility from 0 to 100 (10,000 %)'),
    ...figureFault('jumpsPerYear', jumpsPerYear, 0, 1e7, 'a rate a year from 0 to 10,000,000'),
    ...figureFault('jumpMean', jumpMean, -10, 10, 'a log return from -10 to 10'),
    ...figureFault('jumpDeviation', jumpDeviation, 0, 10, 'a standard deviation of log returns from 0 to 10'),
  ])
  const years = model.step / MILLISECONDS_PER_YEAR
  const compensation = jumpsPerYear * (exp(jumpMean + (jumpDeviation * jumpDeviation) / 2) - 1)
  const mean = (drift - compensation - (volatility * volatility) / 2) * years
  const deviation = volatility * Math.sqrt(years)
  const diffusion = new RandomStream(model.seed, PRICES, model.market, DIFFUSION)
  const jumps = new RandomStream(model.seed, JUMPS, model.market, 0)
  return logPricePath(model, (k) => {
    diffusion.at(k)
    const continuous = mean + deviation * diffusion.normal()
    jumps.at(k)
    const count = jumps.poisson(jumpsPerYear * years)
    if (count === 0) return continuous
    return continuous + count * jumpMean + jumpDeviation * Math.sqrt(count) * jumps.normal()
  })
}
