import { ExponentialAverage } from './exponential-average.ts'
import type { MarkInput, MarkRule } from './mark-rule.ts'
import { medianOfThree } from './median.ts'
import { middle } from './middle.ts'
import { PremiumAverage } from './premium-average.ts'

/** Median of an anchored, a local and an external price. */
export interface MedianOfThree {
  /** Half life of the premium's average, milliseconds: 150,000 ln 2 at Hyperliquid. */
  readonly halfLife: number
  /** Half life of the book price's average, milliseconds: 30,000 ln 2 at Hyperliquid. */
  readonly bookHalfLife: number
}

/** Median of best bid, best ask and last trade; of the bests alone before any trade; 0 for a one-sided book. */
const bookPrice = ({ bestBid, bestAsk, lastTrade }: MarkInput): number => {
  if (bestBid === 0 || bestAsk === 0) return 0
  return lastTrade === 0 ? middle(bestBid, bestAsk) : medianOfThree(bestBid, bestAsk, lastTrade)
}

/**
 * Median of (a) index + EMA(mid - index), (b) the median of best bid, best ask and last trade, (c) the external perp price
 * (Hyperliquid, "robust price indices"). Fallback: with one of (b) and (c) missing, the average of (b) takes its place, or,
 * where (b) never was, the mark is the middle of (a) and (c); with both missing, (a), whose own fallback is the last
 * average of the premium.
 *
 * @throws RangeError when a half life breaks its rule
 */
export const markMedianOfThree = ({ halfLife, bookHalfLife }: MedianOfThree): MarkRule => {
  const premium = new PremiumAverage(halfLife)
  const bookAverage = new ExponentialAverage(bookHalfLife)
  return {
    mark: (input, now) => {
      if (input.index === 0) return 0
      const anchored = premium.price(input, now)
      const book = bookPrice(input)
      const external = input.externalPerp
      if (book > 0) bookAverage.update(now, book)
      else if (bookAverage.begun) bookAverage.update(now, bookAverage.value)
      if (book > 0 && external > 0) return medianOfThree(anchored, book, external)
      if (book === 0 && external === 0) return anchored
      const present = book > 0 ? book : external
      return bookAverage.begun ? medianOfThree(anchored, present, bookAverage.value) : middle(anchored, present)
    },
    state: () => ({ premium: premium.state().average, book: bookAverage.state().average }),
  }
}
