import { middle } from './middle.ts'
import { sortPrices } from './sort-prices.ts'

/**
 * The middle price of the sorted ones; of an even number, the middle of the two in the middle, half-even.
 * Fewer than half of the sources cannot move it beyond the others' prices.
 */
export const median = (prices: Float64Array, weights: Float64Array, count: number): number => {
  sortPrices(prices, weights, count)
  const half = count >> 1
  return count % 2 === 1 ? prices[half] : middle(prices[half - 1], prices[half])
}

/** The middle one of three prices. */
export const medianOfThree = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
