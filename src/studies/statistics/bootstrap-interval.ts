import { normalProbability, normalQuantile } from '../../numeric/normal-distribution.ts'
import { meanOf } from './mean-of.ts'
import { resamplePlaces } from './resample-places.ts'
import { studentQuantile } from './student-quantile.ts'

/** A 95 % interval of a statistic, or why the sample gives none. */
export type BootstrapInterval =
  | {
      readonly kind: 'interval'
      readonly estimate: number
      readonly low: number
      readonly high: number
      readonly count: number
    }
  /** Fewer values than `needed`; without any there is no estimate either. */
  | { readonly kind: 'too-few'; readonly estimate: number | undefined; readonly count: number; readonly needed: number }
  /** Values, or the statistic of all resamples, are equal: how far they could have been apart cannot be seen. */
  | { readonly kind: 'no-spread'; readonly estimate: number; readonly count: number }

/** How resamples are drawn. */
export interface BootstrapOptions {
  /** Of the random stream: the same seed draws the same places of a sample of the same length. */
  readonly seed: number
  /** @defaultValue 2000 */
  readonly resamples?: number
}

/** A number that a sample has; its value must not hang on the order of the sample. */
export type Statistic = (values: readonly number[]) => number

/**
 * Fewest values with an interval. A bootstrap interval of a mean or median never leaves the sample, and of n values
 * drawn symmetrically around the truth all lie on one side of it with probability 2^(1 - n): over 5 % up to n = 5.
 */
export const LEAST_FOR_BOOTSTRAP = 6

/**
 * The 95 % interval of a statistic by the bias-corrected and accelerated bootstrap (Efron, *Better bootstrap
 * confidence intervals*, 1987), at levels that allow for a small sample: the normal's 1.96 becomes
 * `t(n - 1) sqrt(n / (n - 1))`, as in the expanded percentile interval of Hesterberg (*What teachers should know about
 * the bootstrap*, 2015).
 *
 * @param statistic - the mean where none is given
 */
export const bootstrapInterval = (
  values: readonly number[],
  { seed, resamples = 2000 }: BootstrapOptions,
  statistic: Statistic = meanOf,
): BootstrapInterval => {
  const count = values.length
  const estimate = count === 0 ? undefined : statistic(values)
  if (estimate === undefined || count < LEAST_FOR_BOOTSTRAP) {
    return { kind: 'too-few', estimate, count, needed: LEAST_FOR_BOOTSTRAP }
  }
  if (values.every((x) => x === values[0])) return { kind: 'no-spread', estimate, count }
  const drawn = resampled(values, statistic, seed, resamples)
  if (drawn[0] === drawn[resamples - 1]) return { kind: 'no-spread', estimate, count }
  const bias = biasCorrection(drawn, estimate)
  const bend = acceleration(values, statistic)
  const reach = studentQuantile(count - 1) * Math.sqrt(count / (count - 1))
  const [low, high] = [-reach, reach].map((z) => {
    const squeezed = 1 - bend * (bias + z)
    const level = squeezed > 0 ? normalProbability(bias + (bias + z) / squeezed) : z > 0 ? 1 : 0
    return valueAtLevel(drawn, level)
  })
  return { kind: 'interval', estimate, low, high, count }
}

/** The statistic of samples drawn with replacement, in rising order. */
const resampled = (values: readonly number[], statistic: Statistic, seed: number, resamples: number): Float64Array => {
  const count = values.length
  const places = resamplePlaces(seed, count, resamples)
  const sample = new Array<number>(count).fill(0)
  const drawn = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    // In the sample's order, so that a resample which is a permutation of the sample has its very statistic.
    for (let i = 0; i < count; i++) sample[i] = values[places[r * count + i]]
    drawn[r] = statistic(sample)
  }
  return drawn.sort()
}

/** How far the median of the resamples lies from the estimate, as a normal variable's value. */
const biasCorrection = (drawn: Float64Array, estimate: number): number => {
  let below = 0
  for (const x of drawn) below += x < estimate ? 1 : x === estimate ? 0.5 : 0
  const atLeast = 0.5 / drawn.length
  return normalQuantile(Math.min(Math.max(below / drawn.length, atLeast), 1 - atLeast))
}

/** A sixth of the skewness of the statistic, by leaving out each value once; 0 where that changes nothing. */
const acceleration = (values: readonly number[], statistic: Statistic): number => {
  const without = values.map((_, i) => statistic(values.filter((_, j) => j !== i)))
  const mean = meanOf(without)
  let squares = 0
  let cubes = 0
  for (const x of without) {
    const off = mean - x
    squares += off * off
    cubes += off * off * off
  }
  return squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares))
}

/** Of B sorted values the one of rank `level (B + 1)`, between two of them on a straight line; the ends beyond. */
const valueAtLevel = (sorted: Float64Array, level: number): number => {
  const at = Math.min(Math.max(level * (sorted.length + 1) - 1, 0), sorted.length - 1)
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below)
}
