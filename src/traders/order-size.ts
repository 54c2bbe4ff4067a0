import { MICROS_PER_UNIT } from '../market/price.ts'
import { compareFractions, type Fraction } from '../numeric/fraction.ts'
import { mulDivDown } from '../numeric/mul-div.ts'
import type { Sight } from './sight.ts'

/** Lots of an order fit an int32 (DESIGN §2). */
const LARGEST_ORDER = 2_147_483_647

/** Whole lots that `atoms` buy at a price in micro-units, rounded down, at most an order's; 0 where there is no price. */
export const lotsForNotional = (atoms: number, price: number): number => {
  if (!(price > 0 && atoms > 0)) return 0
  if (atoms / price > LARGEST_ORDER / MICROS_PER_UNIT) return LARGEST_ORDER
  return mulDivDown(atoms, MICROS_PER_UNIT, price)
}

/** Kept back for fees and for what prices do on the way: orders ask for at most this part of the free collateral. */
const USABLE: Fraction = { n: 19, d: 20 }

/**
 * Lots that the free collateral carries at `leverage` (or at the market's own limit, if that is lower), valued at the
 * index, so that the same capital asks for the same lots on every engine.
 */
export const affordableLots = (sight: Sight, leverage: Fraction): number => {
  const usable = mulDivDown(Math.max(0, sight.account.free), USABLE.n, USABLE.d)
  const limit: Fraction = { n: sight.initialMargin.d, d: sight.initialMargin.n }
  const used = limit.d > 0 && compareFractions(leverage, limit) > 0 ? limit : leverage
  return lotsForNotional(mulDivDown(usable, used.n, used.d), sight.market.index)
}
