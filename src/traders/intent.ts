import { IMMEDIATE_OR_CANCEL, REDUCE_ONLY } from '../market/order-flags.ts'
import { BUY, reducingSide, type Side, signOf } from '../market/side.ts'
import type { Outgoing } from '../market/transaction.ts'
import { PLACE } from '../market/transaction.ts'
import type { Fraction } from '../numeric/fraction.ts'
import { onTick, takerReference, worstPrice } from './limit-price.ts'
import { affordableLots, lotsForNotional } from './order-size.ts'
import type { Sight } from './sight.ts'

/** What a trader wants, whatever the engine: drawn before the market is looked at. */
export interface Intent {
  readonly side: Side
  /** Quote atoms at the index. */
  readonly notional: number
  /** Leave the market instead: `side` and `notional` are then not used. */
  readonly closes: boolean
  /** Waits at its own side's best price for as long, in milliseconds; 0 trades at once. */
  readonly patience: number
  /** How much worse than the best price seen it still trades. */
  readonly slippage: Fraction
  /** Milliseconds of the next wake-up. */
  readonly wakeAt: number
}

/**
 * The order that an intent becomes under a sight. Lots come from the index, which is the same on every engine; only the
 * limit hangs on the engine's quotes. Where orders do not rest, a patient order tries once at the price it would wait at.
 *
 * @param leverage - no order makes the account carry more, but for what brings its size to zero
 * @returns `undefined` when there is nothing to close, or less than a lot to trade
 */
export const orderFromIntent = (
  intent: Intent,
  sight: Sight,
  leverage: Fraction,
  now: number,
): Outgoing | undefined => {
  const { size } = sight.account
  const side = intent.closes ? reducingSide(size) : intent.side
  const closing = size * signOf(side) < 0 ? Math.abs(size) : 0
  const wanted = intent.closes ? closing : lotsForNotional(intent.notional, sight.market.index)
  const lots = Math.min(wanted, closing + affordableLots(sight, leverage))
  if (lots < 1) return undefined
  const reduce = intent.closes ? REDUCE_ONLY : 0
  const ownBest = side === BUY ? sight.market.bestBid : sight.market.bestAsk
  if (intent.patience > 0 && ownBest > 0) {
    const limit = onTick(side, ownBest, sight.tickUnits)
    return sight.restingOrders
      ? { kind: PLACE, side, lots, limit, flags: reduce, expiry: now + intent.patience }
      : { kind: PLACE, side, lots, limit, flags: reduce | IMMEDIATE_OR_CANCEL }
  }
  const limit = worstPrice(side, takerReference(side, sight.market), intent.slippage, sight.tickUnits)
  return { kind: PLACE, side, lots, limit, flags: reduce | IMMEDIATE_OR_CANCEL }
}
