import type { MarketView } from '../market/market-view.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'
import { BUY, type Side } from '../market/side.ts'
import type { Fraction } from '../numeric/fraction.ts'
import { mulDivDown, mulDivUp } from '../numeric/mul-div.ts'

/** Price micro-units to whole ticks in price units: down for a buy, up for a sell, so that the trader never offers more than it meant; at least a tick. */
export const onTick = (side: Side, micros: number, tickUnits: number): number => {
  const size = tickUnits * MICROS_PER_UNIT
  const ticks = side === BUY ? Math.floor(micros / size) : Math.ceil(micros / size)
  return Math.max(1, ticks) * tickUnits
}

/** The worst price in units for an order on `side` that bears `slippage` against a reference in micro-units. */
export const worstPrice = (side: Side, reference: number, slippage: Fraction, tickUnits: number): number => {
  const { n, d } = slippage
  if (side === BUY) return onTick(side, mulDivDown(reference, d + n, d), tickUnits)
  return onTick(side, mulDivUp(reference, Math.max(0, d - n), d), tickUnits)
}

/** A quote further than this share from the published index is no reference: whoever trades knows the price elsewhere. */
const STRAYED: Fraction = { n: 1, d: 20 }

/**
 * What a taker on `side` measures its slippage against: the opposite best, else the mid, else the index; never further
 * from the index than a twentieth of it on the side that costs the taker.
 */
export const takerReference = (side: Side, { bestAsk, bestBid, mid, index }: MarketView): number => {
  const quoted = (side === BUY ? bestAsk : bestBid) || mid || index
  if (index === 0) return quoted
  const { n, d } = STRAYED
  return side === BUY ? Math.min(quoted, mulDivDown(index, d + n, d)) : Math.max(quoted, mulDivUp(index, d - n, d))
}
