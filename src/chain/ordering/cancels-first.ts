import { POST_ONLY } from '../../market/order-flags.ts'
import { CANCEL, CANCEL_ALL, PLACE, REPLACE } from '../../market/transaction.ts'
import { byArrival } from './arrival.ts'
import type { Ordering } from './ordering.ts'

/** Order classes within a block: what cannot take, cancels, what can. */
export type OrderClass = 0 | 1 | 2

/** The class of a transaction: a replacement is classed by the flags of its new order, as a placement is. */
export const orderClass = (kind: number, flags: number): OrderClass => {
  if (kind === CANCEL || kind === CANCEL_ALL) return 1
  if ((kind === PLACE || kind === REPLACE) && (flags & POST_ONLY) === 0) return 2
  return 0
}

/**
 * Makers before takers: first whatever sends no order that can take (post-only orders, deposits, publications,
 * liquidations), then cancels, then orders that can take; by arrival within a class.
 * Source: Hyperliquid documentation, "Order book": order of actions within a block.
 */
export const cancelsFirstOrdering = (): Ordering => ({
  kind: 'cancels-first',
  arrange: (pending, rows) => {
    const kind = pending.column('kind')
    const flags = pending.column('flags')
    rows.sort((a, b) => orderClass(kind[a], flags[a]) - orderClass(kind[b], flags[b]) || byArrival(pending, a, b))
  },
})
