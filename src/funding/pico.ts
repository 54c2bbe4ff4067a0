import { PICO } from '../market/price.ts'
import { compareProducts } from '../numeric/compare-products.ts'
import type { Fraction } from '../numeric/fraction.ts'
import { mulDivDown, mulDivUp } from '../numeric/mul-div.ts'

/** Largest premium and largest rate per period, in pico: 100 (10,000 %). What would lie beyond it counts as this. */
export const PICO_LIMIT: number = 100 * PICO

/**
 * a * b / c, exact, rounded toward zero: the rounding of premiums and rates, which favours neither longs nor shorts.
 *
 * @param c - safe integer > 0
 * @throws RangeError when the quotient leaves +-(2^53 - 1)
 */
export const mulDivTowardZero = (a: number, b: number, c: number): number =>
  a < 0 === b < 0 ? mulDivDown(a, b, c) : mulDivUp(a, b, c)

/** A number of pico held within +-`limit`. */
export const clampPico = (pico: number, limit: number): number => Math.min(Math.max(pico, 0 - limit), limit)

/**
 * a * b / c in pico, rounded toward zero and held within +-`PICO_LIMIT`.
 *
 * @param b - safe integer >= 0
 * @param c - safe integer > 0
 */
export const picoScaled = (a: number, b: number, c: number): number => {
  if (compareProducts(Math.abs(a), b, PICO_LIMIT, c) >= 0) return a < 0 ? 0 - PICO_LIMIT : PICO_LIMIT
  return mulDivTowardZero(a, b, c)
}

/**
 * part / whole in pico, rounded toward zero and held within +-`PICO_LIMIT`.
 *
 * @param part - safe integer of either sign
 * @param whole - safe integer > 0
 */
export const picoOfRatio = (part: number, whole: number): number => picoScaled(part, PICO, whole)

/** A rate in pico, rounded toward zero: `1/30` is 33,333,333,333. @throws RangeError beyond +-(2^53 - 1) pico */
export const picoOf = (rate: Fraction): number => mulDivTowardZero(rate.n, PICO, rate.d)
