/** How far the published index can be trusted; guards name it. */
export type IndexStatus = 0 | 1 | 2 | 3
export const INDEX_GOOD: IndexStatus = 0
export const INDEX_STALE: IndexStatus = 1
export const INDEX_JUMPED: IndexStatus = 2
export const INDEX_TOO_FEW_SOURCES: IndexStatus = 3

/**
 * What rules may read of a market besides their own input: prices as published, the engine's quotes, open interest.
 * Prices are price micro-units (1e-6 price unit), 0 where there is none.
 */
export interface MarketView {
  readonly symbol: string
  /** Index as published, with its extremes over the block's interval. */
  readonly index: number
  readonly indexLow: number
  readonly indexHigh: number
  /** Milliseconds at which the published index was made. */
  readonly indexTime: number
  readonly indexStatus: IndexStatus
  readonly mark: number
  readonly mid: number
  readonly bestBid: number
  readonly bestAsk: number
  /** Average price to sell (bid) or buy (ask) the market's impact notional. */
  readonly impactBid: number
  readonly impactAsk: number
  /** One side's lots. */
  readonly openInterest: number
  /** Signed lots of all traders against an AMM's pool: longs minus shorts; 0 for a book. */
  readonly skew: number
}
