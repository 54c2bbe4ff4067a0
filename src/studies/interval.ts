import { standardDeviation } from './sample-statistics.ts'

/** A mean over seeds with its 95 % interval. */
export interface Interval {
  readonly mean: number
  /** Bounds of the interval by Student's t; equal to the mean where one value gives no width. */
  readonly low: number
  readonly high: number
  /** How many seeds. */
  readonly count: number
}

/** Student's t, 97.5 %, by degrees of freedom 1 to 30; beyond, the normal's 1.96 is within 4 %. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** The mean of a sample and its 95 % interval by Student's t. An empty sample has no interval. */
export const interval = (values: readonly number[]): Interval | undefined => {
  const count = values.length
  if (count === 0) return undefined
  const mean = values.reduce((sum, x) => sum + x, 0) / count
  if (count === 1) return { mean, low: mean, high: mean, count }
  const half = ((T[count - 2] ?? 1.96) * standardDeviation(values)) / Math.sqrt(count)
  return { mean, low: mean - half, high: mean + half, count }
}
