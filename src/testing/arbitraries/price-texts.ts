import type fc from 'fast-check'
import { decimalToNearest, integerToDecimal } from '../../numeric/decimal.ts'
import type { DecimalText } from '../../scenario/quantities.ts'
import { prices } from './prices.ts'

/** Where prices of a scenario lie, quote per base. */
export interface PriceTextGrid {
  readonly tick: DecimalText
  /** Price that they lie about. */
  readonly about: DecimalText
  /** Furthest distance from it as a multiple of it, up to 1. @defaultValue 0.5 */
  readonly spread?: number
}

/**
 * Prices as a scenario has them: decimal text, quote per base, a whole number of ticks and at least one. Shrinks to the
 * tick nearest to `about`.
 *
 * @example
 * ```ts
 * const price = priceTexts({ tick: '0.1', about: '1000' }) // '1000', '999.8', …
 * ```
 */
export const priceTexts = ({ tick, about, ...rest }: PriceTextGrid): fc.Arbitrary<DecimalText> =>
  prices({ about: decimalToNearest(about, tick, 'price'), ...rest }).map((ticks) => integerToDecimal(ticks, tick))
