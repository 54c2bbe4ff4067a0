import { ln } from '../../numeric/transcendental.ts'

/** How fast the distribution of CMA-ES learns; names in parentheses are the tutorial's. */
export interface CmaRates {
  /** Points of a generation (lambda). */
  readonly population: number
  /** Weights of its better half, the best first; they add up to 1 (w). */
  readonly weights: readonly number[]
  /** How many equal weights would average as well (mu_eff). */
  readonly effective: number
  /** Memory and damping of the step's path (c_sigma, d_sigma). */
  readonly stepMemory: number
  readonly damping: number
  /** Memory of the covariance's path (c_c), and the shares of the path (c_1) and of the generation (c_mu) in it. */
  readonly pathMemory: number
  readonly rankOne: number
  readonly rankMany: number
  /** Expected length of a vector of normal variables (chi_n). */
  readonly normalLength: number
}

/** The default rates for so many parameters (Hansen, *The CMA evolution strategy: a tutorial*, 2016, table 1). */
export const cmaRates = (dimensions: number, population: number = 4 + Math.floor(3 * ln(dimensions))): CmaRates => {
  const n = dimensions
  const half = Math.floor(population / 2)
  const raw = Array.from({ length: half }, (_, i) => ln((population + 1) / 2) - ln(i + 1))
  const total = raw.reduce((sum, w) => sum + w, 0)
  const weights = raw.map((w) => w / total)
  const effective = 1 / weights.reduce((sum, w) => sum + w * w, 0)
  const stepMemory = (effective + 2) / (n + effective + 5)
  const rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective)
  return {
    population,
    weights,
    effective,
    stepMemory,
    damping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepMemory,
    pathMemory: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    rankOne,
    rankMany: Math.min(1 - rankOne, (2 * (effective - 2 + 1 / effective)) / ((n + 2) * (n + 2) + effective)),
    normalLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  }
}
