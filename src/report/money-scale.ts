import { atomsPerUnit, type MarketSpec } from '../market/market-spec.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'

/** How a market's integers become the numbers that people read; floats, for display only. */
export interface MoneyScale {
  /** Name of the quote asset. */
  readonly quote: string
  /** Atoms in one quote unit. */
  readonly atoms: number
  /** Micro-units of price in one human unit of price. */
  readonly priceMicros: number
}

const ratio = (text: string): number => {
  const [n, d = '1'] = text.split('/')
  return Number(n) / Number(d)
}

/** The scale of a market's money and prices. */
export const moneyScale = (market: MarketSpec): MoneyScale => ({
  quote: market.quote,
  atoms: atomsPerUnit(market),
  priceMicros: MICROS_PER_UNIT / ratio(market.unitPrice),
})
