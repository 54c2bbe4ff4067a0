import { picoOfRatio } from './pico.ts'

/**
 * How far a price stands above the index, relative to the index: `(price - index) / index`.
 *
 * @param price - price micro-units, > 0
 * @param index - price micro-units, > 0
 * @returns pico, positive when the market trades above the index, rounded toward zero
 */
export const premiumOf = (price: number, index: number): number => picoOfRatio(price - index, index)

/**
 * Premium from impact prices: `(max(bid - index, 0) - max(index - ask, 0)) / index`. Zero while the index lies between them.
 * BitMEX, Binance, dYdX v4 (`x/perpetuals`, premium votes) and Hyperliquid (docs, trading/funding) define it so.
 *
 * @param bid - average price of selling the impact notional, price micro-units; 0 where the book is too thin
 * @param ask - average price of buying it; 0 where the book is too thin
 * @param index - price micro-units, > 0
 * @returns pico, rounded toward zero; a missing side adds nothing
 */
export const impactPremium = (bid: number, ask: number, index: number): number => {
  const above = bid > index ? bid - index : 0
  const below = ask !== 0 && ask < index ? index - ask : 0
  return picoOfRatio(above - below, index)
}

/**
 * Premium of the middle of the impact prices: `(bid + ask) / 2 / index - 1`, without a dead zone between them.
 * Hyperliquid's builder markets (HIP-3) and Mango v4 (`perp_market.rs`) define it so.
 *
 * @param bid - price micro-units, > 0
 * @param ask - price micro-units, > 0
 * @param index - price micro-units, > 0, at most 2^51
 * @returns pico, rounded toward zero
 */
export const impactMidPremium = (bid: number, ask: number, index: number): number =>
  picoOfRatio(bid + ask - 2 * index, 2 * index)
