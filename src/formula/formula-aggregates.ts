import { leastForQuantile, quantileOfSorted } from '../numeric/quantile.ts'

/** A function over rows: the values that one expression has in many samples become one number. */
export interface FormulaAggregate {
  /** Fewest values that it can be told from. */
  readonly least: number
  /** `values` in rising order, at least `least` of them. */
  readonly apply: (values: Float64Array) => number
}

/** The value at a share of the sorted values; `percent` of 100, whole. */
const quantile = (percent: number): FormulaAggregate => ({
  least: leastForQuantile(percent / 100),
  apply: (values) => quantileOfSorted(values, percent / 100),
})

/**
 * The functions over rows that an expression may call where its place has rows.
 * - `least(x)`, `largest(x)`, `mean(x)`: of one value or more; the mean of a condition is the share of rows where it holds
 * - `p1 p5 p10 p50 p90 p95 p99` of x: quantiles, refused where fewer than ten values would lie beyond them (200 for `p95`)
 */
export const FORMULA_AGGREGATES: Readonly<Record<string, FormulaAggregate>> = {
  least: { least: 1, apply: (values) => values[0] },
  largest: { least: 1, apply: (values) => values[values.length - 1] },
  mean: { least: 1, apply: (values) => values.reduce((sum, x) => sum + x, 0) / values.length },
  p1: quantile(1),
  p5: quantile(5),
  p10: quantile(10),
  p50: quantile(50),
  p90: quantile(90),
  p95: quantile(95),
  p99: quantile(99),
}
