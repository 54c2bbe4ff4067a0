import { MICROS_PER_UNIT } from '../market/price.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'

/**
 * A price in whole price units, as margin and profit need it: the nearest, a tie to the even one, since longs and shorts
 * share it and neither should gain; but never 0 for a price there is.
 *
 * @param micros - price micro-units; 0 (no price) stays 0
 */
export const wholeUnits = (micros: number): number =>
  micros > 0 ? Math.max(1, mulDivHalfEven(micros, 1, MICROS_PER_UNIT)) : 0
