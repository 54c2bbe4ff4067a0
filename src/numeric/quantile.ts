/** Values beyond a quantile that it takes to tell it. */
const BEYOND = 10

const MILLION = 1_000_000

/** A share as whole millionths: shares such as 0.99 are no float64, and what is told of them must not hang on that. */
export const millionths = (share: number): number => {
  const parts = Math.round(share * MILLION)
  if (!(parts > 0 && parts < MILLION)) {
    throw new RangeError(`quantile: a share lies between 0.000001 and 0.999999, not at ${share}`)
  }
  return parts
}

/**
 * Fewest values from which a quantile may be told: as many as put ten beyond it on its nearer side, 10 / (1 - p) above
 * the median and 10 / p below. 20 for the median, 200 for 95 %, 1,000 for 99 %.
 *
 * @param share - in (0, 1), taken to a millionth
 * @throws RangeError for a share outside of (0, 1)
 */
export const leastForQuantile = (share: number): number => {
  const parts = millionths(share)
  return Math.ceil((BEYOND * MILLION) / Math.min(parts, MILLION - parts))
}

/**
 * The value at a share of sorted values, between two of them on a straight line (type 7 of Hyndman and Fan, *Sample
 * quantiles in statistical packages*, 1996).
 *
 * @param sorted - in rising order, at least one
 * @param share - in (0, 1), taken to a millionth
 */
export const quantileOfSorted = (sorted: ArrayLike<number>, share: number): number => {
  const at = ((sorted.length - 1) * millionths(share)) / MILLION
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below)
}
