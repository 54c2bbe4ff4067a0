import type { MarketSpec } from '../market/market-spec.ts'
import { decimalToInteger, divideDecimals } from '../numeric/decimal.ts'
import { type Lots, lots, type PriceMicros, type PriceUnits, priceMicros, priceUnits } from '../numeric/units.ts'
import { priceMicrosOf } from '../prices/price-text.ts'
import { atomScale, type DecimalText } from './quantities.ts'
import type { Market } from './schema/markets-schema.ts'

/**
 * A market in whole numbers.
 *
 * @throws RangeError when the tick is finer than an atom per lot
 */
export const marketSpec = (market: Market, position: number): MarketSpec => {
  const unitPrice = divideDecimals(atomScale(market.quoteDecimals), market.lot)
  return {
    symbol: market.symbol,
    market: position,
    quote: market.quote,
    quoteDecimals: market.quoteDecimals,
    lot: market.lot,
    tickUnits: decimalToInteger(market.tick, unitPrice, 'tick'),
    unitPrice,
  }
}

/** Whole lots of a size in base units. @throws RangeError when it is no whole number of lots */
export const lotsOf = (size: DecimalText, { lot }: MarketSpec): Lots => lots(decimalToInteger(size, lot, 'size'))

/** Price units of a price, which must be a whole number of them. @throws RangeError otherwise */
export const unitsOf = (price: DecimalText, { unitPrice }: MarketSpec): PriceUnits =>
  priceUnits(decimalToInteger(price, unitPrice, 'price'))

/** Price micro-units nearest to a price. @throws RangeError when it leaves 2^53 - 1 */
export const microsOf = (price: DecimalText, { unitPrice }: MarketSpec): PriceMicros =>
  priceMicros(priceMicrosOf(price, unitPrice))
