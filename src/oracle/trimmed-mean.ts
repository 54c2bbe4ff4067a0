import type { Fraction } from '../numeric/fraction.ts'
import { applyDown } from '../numeric/fraction.ts'
import type { Aggregate } from './aggregate.ts'
import { sortPrices } from './sort-prices.ts'

/**
 * The mean of what is left when floor(count * trim) prices are taken off each end; half-even, exact.
 *
 * @param trim - 0 (the mean) to below 1/2
 */
export const trimmedMean =
  (trim: Fraction): Aggregate =>
  (prices, weights, count) => {
    sortPrices(prices, weights, count)
    const cut = applyDown(trim, count)
    const kept = count - 2 * cut
    // Quotients and remainders apart: the sum of prices may leave 2^53.
    let whole = 0
    let rest = 0
    for (let i = cut; i < count - cut; i++) {
      const quotient = Math.floor(prices[i] / kept)
      whole += quotient
      rest += prices[i] - quotient * kept
    }
    const below = whole + Math.floor(rest / kept)
    const twice = 2 * (rest % kept)
    return twice > kept || (twice === kept && below % 2 === 1) ? below + 1 : below
  }
