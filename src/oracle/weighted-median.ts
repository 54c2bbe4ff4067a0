import { middle } from './middle.ts'
import { sortPrices } from './sort-prices.ts'

/**
 * The price at which the sorted sources' weights, added up, pass half of the whole; where they meet it exactly, the middle of
 * that price and the next, half-even. With equal weights it is the median.
 */
export const weightedMedian = (prices: Float64Array, weights: Float64Array, count: number): number => {
  sortPrices(prices, weights, count)
  let total = 0
  for (let i = 0; i < count; i++) total += weights[i]
  let below = 0
  let i = 0
  while (2 * (below + weights[i]) < total) {
    below += weights[i]
    i += 1
  }
  return 2 * (below + weights[i]) === total ? middle(prices[i], prices[i + 1]) : prices[i]
}
