import { exp, ln, pow } from '../numeric/transcendental.ts'

/** A function that expressions may call: numbers in, a number out, no effect besides. */
export interface FormulaFunction {
  /** Fewest arguments it takes. */
  readonly least: number
  /** Most arguments it takes (`Infinity`: any number). */
  readonly most: number
  readonly apply: (...numbers: number[]) => number
}

const one = (apply: (x: number) => number): FormulaFunction => ({ least: 1, most: 1, apply })

const median = (...numbers: number[]): number => {
  const sorted = Float64Array.from(numbers).sort()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * The functions that every expression may call. `exp`, `ln` and `pow` are the deterministic ones of `numeric/`.
 * - `min(a, …)`, `max(a, …)`, `median(a, …)`: of an even number of arguments, the mean of the middle two
 * - `abs(x)`, `sign(x)` (-1, 0, 1), `floor(x)`, `ceil(x)`, `sqrt(x)`
 * - `exp(x)`, `ln(x)` (natural), `pow(x, y)`
 * - `clamp(x, low, high)`: `min(max(x, low), high)`
 */
export const FORMULA_FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  min: { least: 1, most: Number.POSITIVE_INFINITY, apply: Math.min },
  max: { least: 1, most: Number.POSITIVE_INFINITY, apply: Math.max },
  median: { least: 1, most: Number.POSITIVE_INFINITY, apply: median },
  abs: one(Math.abs),
  sign: one((x) => (x > 0 ? 1 : x < 0 ? -1 : x)),
  floor: one(Math.floor),
  ceil: one(Math.ceil),
  sqrt: one(Math.sqrt),
  exp: one((x) => exp(x)),
  ln: one((x) => ln(x)),
  pow: { least: 2, most: 2, apply: (x, y) => pow(x, y) },
  clamp: { least: 3, most: 3, apply: (x, low, high) => Math.min(Math.max(x, low), high) },
}
