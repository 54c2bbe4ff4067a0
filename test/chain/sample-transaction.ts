import { PLACE, type Transaction } from '../../src/market/transaction.ts'

/** A limit buy of one lot by account 0, with some fields changed. */
export const sampleTransaction = (changes: Partial<Transaction> = {}): Transaction => ({
  kind: PLACE,
  account: 0,
  market: 0,
  side: 0,
  lots: 1,
  limit: 100,
  flags: 0,
  expiry: 0,
  tag: 0,
  target: 0,
  atoms: 0,
  trigger: 0,
  triggerPrice: 0,
  priorityFee: 0,
  deadline: 0,
  ...changes,
})
