import { type BootstrapInterval, type BootstrapOptions, bootstrapInterval } from '../statistics/bootstrap-interval.ts'
import { meanOf } from '../statistics/mean-of.ts'
import { completeBlocks } from './complete-blocks.ts'
import type { SaltelliDesign } from './saltelli-design.ts'

/** What share of the output's variance one dimension explains, each with its interval over rows. */
export interface SobolIndex {
  /** By itself: how much variance would go, on average, if the dimension were known. */
  readonly first: BootstrapInterval
  /** With all its interactions: how much would be left, on average, if all other dimensions were known. */
  readonly total: BootstrapInterval
}

/** Indices by dimension, or why there are none. */
export type SobolIndices =
  | {
      readonly kind: 'indices'
      /** Rows of which no output was missing. */
      readonly rows: number
      /** Of the output over A and B, in the output's unit. */
      readonly mean: number
      /** Of the output over A and B (n), in the unit squared. */
      readonly variance: number
      readonly dimensions: readonly SobolIndex[]
    }
  /** All outputs of A and B are one value, so there is no variance to share; `departures` others are not that value. */
  | { readonly kind: 'constant'; readonly rows: number; readonly value: number; readonly departures: number }
  | { readonly kind: 'too-few'; readonly rows: number; readonly needed: number }

const LEAST_ROWS = 2

/**
 * First-order and total indices of Saltelli et al. (2010), table 2: first order by their own estimator (b),
 * `mean(f(B) (f(A_B,i) - f(A))) / V`, total by Jansen's (f), `mean((f(A) - f(A_B,i))^2) / (2 V)`, with V the variance
 * over A and B together and f less its mean over them, so that adding a constant to the output changes nothing.
 * Estimates are not clipped: a first-order index near 0 may come out below it. Intervals resample rows as if they were
 * independent; those of a Sobol sequence are spread better, so that intervals are rather too wide than too narrow.
 *
 * @param outputs - one a point of the design; a row with a missing one is left out and not counted
 * @throws RangeError for another number of outputs, or one that is not finite
 */
export const sobolIndices = (
  design: SaltelliDesign,
  outputs: readonly (number | undefined)[],
  options: BootstrapOptions,
): SobolIndices => {
  const blocks = completeBlocks(outputs, design.points.length, design.dimensions + 2)
  const rows = blocks.length
  if (rows < LEAST_ROWS) return { kind: 'too-few', rows, needed: LEAST_ROWS }
  const base = blocks.flatMap((row) => row.outputs.slice(0, 2))
  const value = base[0]
  if (base.every((output) => output === value)) {
    const departures = blocks.flatMap((row) => row.outputs).filter((output) => output !== value).length
    return { kind: 'constant', rows, value, departures }
  }
  const mean = meanOf(base)
  const variance = meanOf(base.map((output) => (output - mean) * (output - mean)))
  const column = (k: number): Float64Array => Float64Array.from(blocks, (row) => row.outputs[k] - mean)
  const a = column(0)
  const b = column(1)
  const drawable = blocks.map((_, row) => row)
  const dimensions = Array.from({ length: design.dimensions }, (_, dimension): SobolIndex => {
    const mixed = column(2 + dimension)
    return {
      first: bootstrapInterval(drawable, options, (drawn) => firstOrder(drawn, a, b, mixed)),
      total: bootstrapInterval(drawable, options, (drawn) => totalOrder(drawn, a, b, mixed)),
    }
  })
  return { kind: 'indices', rows, mean, variance, dimensions }
}

/** Of the rows drawn, by their own mean and variance. */
const firstOrder = (rows: readonly number[], a: Float64Array, b: Float64Array, mixed: Float64Array): number => {
  const { mean, variance } = momentsOf(rows, a, b)
  if (variance === 0) return 0
  let products = 0
  for (const row of rows) products += (b[row] - mean) * (mixed[row] - a[row])
  return products / (rows.length * variance)
}

const totalOrder = (rows: readonly number[], a: Float64Array, b: Float64Array, mixed: Float64Array): number => {
  const { variance } = momentsOf(rows, a, b)
  if (variance === 0) return 0
  let squares = 0
  for (const row of rows) squares += (a[row] - mixed[row]) * (a[row] - mixed[row])
  return squares / (2 * rows.length * variance)
}

/** Of A and B together; the variance is 0 where all are one value, whatever the sums round to. */
const momentsOf = (rows: readonly number[], a: Float64Array, b: Float64Array): { mean: number; variance: number } => {
  const value = a[rows[0]]
  if (rows.every((row) => a[row] === value && b[row] === value)) return { mean: value, variance: 0 }
  let sum = 0
  let squares = 0
  for (const row of rows) {
    sum += a[row] + b[row]
    squares += a[row] * a[row] + b[row] * b[row]
  }
  const mean = sum / (2 * rows.length)
  return { mean, variance: Math.max(squares / (2 * rows.length) - mean * mean, 0) }
}
