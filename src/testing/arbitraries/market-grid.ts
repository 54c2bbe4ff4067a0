import type { DecimalText } from '../../scenario/quantities.ts'

/** What orders in a market are made of: where its price is about, and the steps of prices and sizes. */
export interface MarketGrid {
  readonly symbol: string
  /** Quote per base. */
  readonly price: number
  readonly tick: DecimalText
  readonly lot: DecimalText
}

const placesOf = (decimal: DecimalText): number => decimal.split('.')[1]?.length ?? 0

/** The size of so many lots as decimal text, base units. */
export const sizeText = (lots: number, { lot }: Pick<MarketGrid, 'lot'>): DecimalText =>
  (lots * Number(lot)).toFixed(placesOf(lot))

/** The price so many ticks above another (quote per base), on the grid and at least one tick. */
export const limitText = (price: number, ticks: number, { tick }: Pick<MarketGrid, 'tick'>): DecimalText => {
  const whole = Math.max(1, Math.round(price / Number(tick)) + ticks)
  return (whole * Number(tick)).toFixed(placesOf(tick))
}

/** The price so many basis points above another, to the tick's places. */
export const triggerText = (price: number, bps: number, { tick }: Pick<MarketGrid, 'tick'>): DecimalText =>
  ((price * (10_000 + bps)) / 10_000).toFixed(placesOf(tick))
