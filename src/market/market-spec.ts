/** One market as all rooms see it: integers only; the decimals are kept for display. Linear contracts. */
export interface MarketSpec {
  /** `BTC-PERP` */
  readonly symbol: string
  /** Position of the market in the exchange's list. */
  readonly market: number
  /** Asset that prices, fees and profits are paid in. */
  readonly quote: string
  /** Decimals of the quote asset: 1 atom = 10^-decimals. */
  readonly quoteDecimals: number
  /** Base units per lot, as a decimal string: `"0.0001"`. */
  readonly lot: string
  /** Price units per tick, a whole number. */
  readonly tickUnits: number
  /** Human price of one price unit, as a decimal string: quote atom / lot. */
  readonly unitPrice: string
}

/** Atoms in one unit of the quote asset, for figures that people read. */
export const atomsPerUnit = ({ quoteDecimals }: Pick<MarketSpec, 'quoteDecimals'>): number =>
  Number(`1e${quoteDecimals}`)
