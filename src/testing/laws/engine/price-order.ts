import { FILL_OR_KILL, IMMEDIATE_OR_CANCEL, MARKET } from '../../../market/order-flags.ts'
import { BUY, type Side } from '../../../market/side.ts'
import type { OrderInHand } from './request-log.ts'

/** Is the first price worse than the second for who trades on that side? */
export const isWorse = (side: Side, price: number, than: number): boolean =>
  side === BUY ? price > than : price < than

/** Is the price worse than the order's limit? Never for one without. */
export const isBeyond = ({ side, limit, flags }: OrderInHand, price: number): boolean =>
  (flags & MARKET) === 0 && limit !== 0 && isWorse(side, price, limit)

/** Is what does not trade at once dropped? */
export const isImmediate = (flags: number): boolean => (flags & (IMMEDIATE_OR_CANCEL | FILL_OR_KILL | MARKET)) !== 0
