import { addFractions, applyDown, applyUp, type Fraction, fraction, subtractFractions } from '../numeric/fraction.ts'
import { mulDivDown, mulDivUp } from '../numeric/mul-div.ts'
import { bankruptcyPrice } from './bankruptcy-price.ts'
import type { LiquidationCase } from './liquidation-rule.ts'

/**
 * How bad a price a liquidation may close at:
 * - `any`: a market order (Hyperliquid, Perp v1);
 * - `bankruptcy`: no worse than leaves the account with zero equity (BitMEX, Injective);
 * - `slippage`: no further from the mark than a share of it.
 */
export type CloseLimit =
  | { readonly kind: 'any' }
  | { readonly kind: 'bankruptcy' }
  | { readonly kind: 'slippage'; readonly slippage: Fraction }

/**
 * The limit of the closing order in price units, a whole number of ticks rounded against filling: up for a sale of a
 * long, down for buying back a short, but at least one tick. 0 means any price.
 */
export const closeLimit = (limit: CloseLimit, { size, mark, equity, tick }: LiquidationCase): number => {
  if (limit.kind === 'any') return 0
  if (size > 0) {
    const least =
      limit.kind === 'bankruptcy'
        ? bankruptcyPrice(size, mark, equity)
        : Math.max(0, applyUp(subtractFractions(fraction(1), limit.slippage), mark))
    return mulDivUp(least, 1, tick) * tick
  }
  const most =
    limit.kind === 'bankruptcy'
      ? bankruptcyPrice(size, mark, equity)
      : applyDown(addFractions(fraction(1), limit.slippage), mark)
  // an order to buy at 0 would be one at any price
  return Math.max(tick, mulDivDown(most, 1, tick) * tick)
}
