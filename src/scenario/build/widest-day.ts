import type { RecordedPrices } from '../../prices/recorded-prices.ts'

const DAY = 86_400_000

/**
 * Epoch milliseconds of the midnight (UTC) that begins the day with the largest ratio of highest to lowest price; the
 * earliest of equal ones.
 */
export const widestDay = (recorded: RecordedPrices): number => {
  const [highs, lows] = recorded.kind === 'bars' ? [recorded.high, recorded.low] : [recorded.prices, recorded.prices]
  let widest = 0
  let most = 0
  for (let from = 0; from < recorded.times.length; ) {
    const day = Math.floor(recorded.times[from] / DAY)
    let high = 0
    let low = Number.POSITIVE_INFINITY
    let at = from
    for (; at < recorded.times.length && Math.floor(recorded.times[at] / DAY) === day; at++) {
      high = Math.max(high, highs[at])
      low = Math.min(low, lows[at])
    }
    if (high / low > most) {
      most = high / low
      widest = day * DAY
    }
    from = at
  }
  return widest
}
