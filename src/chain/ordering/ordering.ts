import type { PendingTransactions } from '../pending-transactions.ts'

/** The chain's rule for who comes first in a block. */
export interface Ordering {
  /** `'arrival'`, `'priority-fee'`, …: as scenarios name it. */
  readonly kind: string
  /** Sorts row numbers in place, first to execute first. The order is total: it hangs on the rows alone, not on how they stood. */
  arrange(pending: PendingTransactions, rows: Int32Array): void
}
