import { INDEX_GOOD, type MarketView } from '../../src/market/market-view.ts'

/** A view of a market whose prices are all missing, but for those given. */
export const viewOf = (given: Partial<MarketView>): MarketView => ({
  symbol: 'BTC-PERP',
  index: 0,
  indexLow: 0,
  indexHigh: 0,
  indexTime: 0,
  indexStatus: INDEX_GOOD,
  mark: 0,
  mid: 0,
  bestBid: 0,
  bestAsk: 0,
  impactBid: 0,
  impactAsk: 0,
  openInterest: 0,
  skew: 0,
  ...given,
})
