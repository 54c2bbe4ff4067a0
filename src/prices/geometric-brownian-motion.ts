import { PRICES } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'
import { logPricePath } from './log-price-path.ts'
import { clockFaults, figureFault, MILLISECONDS_PER_YEAR, type ModelClock, refuseFaults } from './model-clock.ts'
import type { PricePath } from './price-path.ts'

/** Figures of a geometric Brownian motion, both annualised. */
export interface GeometricBrownianMotion extends ModelClock {
  /** Expected growth rate of the price: E[P(t)] = P(0) e^(drift t). */
  readonly drift: number
  /** Standard deviation of log returns over a year: 0.6 is 60 %. */
  readonly volatility: number
}

/** Ordinal of the diffusion's stream: models that add jumps or regimes share its draws. */
export const DIFFUSION = 0

/**
 * Geometric Brownian motion: over a step of dt years the log price moves by (mu - sigma^2 / 2) dt + sigma sqrt(dt) Z
 * (Black and Scholes 1973).
 *
 * @throws RangeError with all figures that break a rule
 */
export const geometricBrownianMotion = (model: GeometricBrownianMotion): PricePath => {
  refuseFaults('geometric Brownian motion', [
    ...clockFaults(model),
    ...figureFault('drift', model.drift, -1000, 1000, 'a rate a year from -1000 to 1000'),
    ...figureFault('volatility', model.volatility, 0, 100, 'an annualised volatility from 0 to 100 (10,000 %)'),
  ])
  const { drift, volatility } = model
  const years = model.step / MILLISECONDS_PER_YEAR
  const mean = (drift - (volatility * volatility) / 2) * years
  const deviation = volatility * Math.sqrt(years)
  const stream = new RandomStream(model.seed, PRICES, model.market, DIFFUSION)
  return logPricePath(model, (k) => {
    stream.at(k)
    return mean + deviation * stream.normal()
  })
}
