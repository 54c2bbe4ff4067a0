import type { PendingTransactions } from '../pending-transactions.ts'
import type { Ordering } from './ordering.ts'

/** Sign of a's place before b's: earlier arrival first, then earlier sending. No two rows are equal; every rule ends here. */
export const byArrival = (pending: PendingTransactions, a: number, b: number): number => {
  const arrival = pending.column('arrival')
  const sequence = pending.column('sequence')
  return arrival[a] - arrival[b] || sequence[a] - sequence[b]
}

/** First come, first served: a sequencer that orders by receipt. */
export const arrivalOrdering = (): Ordering => ({
  kind: 'arrival',
  arrange: (pending, rows) => {
    rows.sort((a, b) => byArrival(pending, a, b))
  },
})
