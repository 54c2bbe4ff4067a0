import { leastForQuantile, quantileOfSorted } from '../../numeric/quantile.ts'
import { quantileRanks } from './quantile-ranks.ts'

/** A quantile of a sample with its interval, or how many values it would take. */
export type QuantileInterval =
  | {
      readonly kind: 'interval'
      readonly estimate: number
      /** Values of the sample; undefined where no value of it is low (high) enough for the confidence. */
      readonly low: number | undefined
      readonly high: number | undefined
      /** Probability that the interval holds the quantile, at least the confidence. */
      readonly coverage: number
      readonly count: number
    }
  | { readonly kind: 'too-few'; readonly needed: number; readonly count: number }

/**
 * The quantile of a sample and, with no assumption on how values are distributed, the interval between two of them that
 * holds the true one. Refused where fewer than ten values would lie beyond it: `p99` below 1,000 values.
 *
 * @param values - in any order
 * @param share - in (0, 1), taken to a millionth: 0.99 for `p99`
 * @param confidence - in (0, 1)
 */
export const quantileInterval = (values: readonly number[], share: number, confidence = 0.95): QuantileInterval => {
  const count = values.length
  const needed = leastForQuantile(share)
  if (count < needed) return { kind: 'too-few', needed, count }
  const sorted = Float64Array.from(values).sort()
  const { lower, upper, coverage } = quantileRanks(count, share, confidence)
  const ofRank = (rank: number | undefined): number | undefined => (rank === undefined ? undefined : sorted[rank - 1])
  return {
    kind: 'interval',
    estimate: quantileOfSorted(sorted, share),
    low: ofRank(lower),
    high: ofRank(upper),
    coverage,
    count,
  }
}
