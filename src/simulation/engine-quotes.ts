import { BUDGET, COST } from '../market/clearing.ts'
import type { Engine } from '../market/engine.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'
import { BUY, type Side } from '../market/side.ts'
import { mulDivDown, mulDivHalfEven } from '../numeric/mul-div.ts'

/**
 * Average price in micro-units at which a taker on `side` trades `notional` atoms; 0 where the engine does not offer so
 * much: an impact price of a book that ends is no price (dYdX v4 then takes the premium as 0).
 *
 * @param cell - the cell shared by the engine and its clearing
 */
export const impactPrice = (engine: Engine, cell: Float64Array, side: Side, notional: number): number => {
  cell[BUDGET] = notional
  const lots = engine.lotsFor(side, 0)
  if (lots < 1) return 0
  // One lot more must be there, or the book ended before the notional did.
  if (engine.quote(side, lots + 1, 0) <= lots) return 0
  engine.quote(side, lots, 0)
  return mulDivHalfEven(cell[COST], MICROS_PER_UNIT, lots)
}

/**
 * Quote atoms that a taker can trade on `side` before the marginal price has moved from `mid` by more than
 * numerator / denominator of it: depth on that side.
 */
export const depthWithin = (
  engine: Engine,
  cell: Float64Array,
  side: Side,
  within: { readonly mid: number; readonly n: number; readonly d: number },
): number => {
  const { mid, n, d } = within
  if (mid === 0) return 0
  const limit = mulDivDown(mid, side === BUY ? d + n : d - n, d * MICROS_PER_UNIT)
  if (limit < 1) return 0
  const lots = engine.quote(side, Number.MAX_SAFE_INTEGER, limit)
  return lots > 0 ? cell[COST] : 0
}
