import { byArrival } from './arrival.ts'
import type { Ordering } from './ordering.ts'

/** The highest bid per gas first; equal bids by arrival. */
export const priorityFeeOrdering = (): Ordering => ({
  kind: 'priority-fee',
  arrange: (pending, rows) => {
    const fee = pending.column('priorityFee')
    rows.sort((a, b) => fee[b] - fee[a] || byArrival(pending, a, b))
  },
})
