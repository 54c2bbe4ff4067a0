import { meanOf } from './statistics/mean-of.ts'

/** Standard deviation of a sample (n - 1), 0 for fewer than two values. */
export const standardDeviation = (values: readonly number[]): number => {
  if (values.length < 2) return 0
  const mean = meanOf(values)
  const squares = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0)
  return Math.sqrt(squares / (values.length - 1))
}
