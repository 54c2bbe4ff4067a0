import { standardDeviation } from './sample-statistics.ts'
import { meanOf } from './statistics/mean-of.ts'
import { studentQuantile } from './statistics/student-quantile.ts'

/** A mean over seeds with its 95 % interval. */
export interface Interval {
  readonly mean: number
  /** Bounds of the interval by Student's t; equal to the mean where one value gives no width. */
  readonly low: number
  readonly high: number
  /** How many seeds. */
  readonly count: number
}

/** The mean of a sample and its 95 % interval by Student's t. An empty sample has no interval. */
export const interval = (values: readonly number[]): Interval | undefined => {
  const count = values.length
  if (count === 0) return undefined
  const mean = meanOf(values)
  if (count === 1) return { mean, low: mean, high: mean, count }
  const half = (studentQuantile(count - 1) * standardDeviation(values)) / Math.sqrt(count)
  return { mean, low: mean - half, high: mean + half, count }
}
