import { compareDecimals } from '../../numeric/decimal.ts'
import type { DecimalText } from '../quantities.ts'
import type { Prices } from '../schema/prices-schema.ts'

/** The prices that a scenario itself tells. */
export interface ToldPrices {
  readonly start: DecimalText
  readonly lowest: DecimalText
  readonly highest: DecimalText
}

/** Prices told by waypoints or a model; `undefined` for a replay, whose file tells them. */
export const toldPrices = (prices: Prices): ToldPrices | undefined => {
  if ('replay' in prices) return undefined
  if ('model' in prices) return { start: prices.start, lowest: prices.start, highest: prices.start }
  const all = prices.waypoints.map(({ price }) => price)
  return {
    start: all[0],
    lowest: all.reduce((a, b) => (compareDecimals(a, b) <= 0 ? a : b)),
    highest: all.reduce((a, b) => (compareDecimals(a, b) >= 0 ? a : b)),
  }
}
