import { millionths } from '../../numeric/quantile.ts'

/** Order statistics that enclose a quantile; rank 1 is the least value. */
export interface QuantileRanks {
  /** Undefined where not even the least value lies below the quantile surely enough. */
  readonly lower: number | undefined
  /** Undefined where not even the largest value lies above it surely enough. */
  readonly upper: number | undefined
  /** Probability that they enclose it, at least the confidence; exact for continuous values, else a lower bound. */
  readonly coverage: number
}

/**
 * Ranks l and u with `P(X(l) <= quantile <= X(u)) >= confidence` whatever the distribution (David and Nagaraja, *Order
 * Statistics*, 2003, section 7.1): the number N of values below the quantile is binomial, and each side is wrong with at
 * most half of what confidence leaves, `P(N < l)` and `P(N >= u)`. l is the largest and u the least such rank.
 *
 * @param count - whole, at least 1
 * @param share - in (0, 1), taken to a millionth
 * @param confidence - in (0, 1)
 */
export const quantileRanks = (count: number, share: number, confidence: number): QuantileRanks => {
  const weights = binomialWeights(count, share)
  const total = weights.reduce((sum, w) => sum + w, 0)
  const allowed = ((1 - confidence) / 2) * total
  // Summed from the far end, where the weights are least: P(N < lower) and P(N >= upper).
  let [below, lower] = [0, 0]
  while (lower < count && below + weights[lower] <= allowed) below += weights[lower++]
  let [above, upper] = [0, count + 1]
  while (upper > 1 && above + weights[upper - 1] <= allowed) above += weights[--upper]
  return {
    lower: lower === 0 ? undefined : lower,
    upper: upper === count + 1 ? undefined : upper,
    coverage: 1 - (below + above) / total,
  }
}

/**
 * Probabilities of 0 to n successes, up to one common factor: 1 at the mode, and from there outwards by the ratio of
 * neighbours, so that nothing overflows and what underflows is nothing.
 */
const binomialWeights = (count: number, share: number): Float64Array => {
  const success = millionths(share)
  const failure = 1_000_000 - success
  const mode = Math.min(Math.floor(((count + 1) * success) / 1_000_000), count)
  const weights = new Float64Array(count + 1)
  weights[mode] = 1
  for (let k = mode; k < count; k++) weights[k + 1] = (weights[k] * (count - k) * success) / ((k + 1) * failure)
  for (let k = mode; k > 0; k--) weights[k - 1] = (weights[k] * k * failure) / ((count - k + 1) * success)
  return weights
}
