import type { Stateful } from '../market/stateful.ts'
import type { Transaction } from '../market/transaction.ts'
import type { Sight } from './sight.ts'

/** A transaction as a trader writes it; what it leaves out is 0, and its account and market are filled in for it. */
export type Outgoing = Pick<Transaction, 'kind'> & Partial<Omit<Transaction, 'account' | 'market'>>

/** The transaction that goes to the mempool. */
export const completed = (outgoing: Outgoing, account: number, market: number): Transaction => ({
  side: 0,
  lots: 0,
  limit: 0,
  flags: 0,
  expiry: 0,
  tag: 0,
  target: 0,
  atoms: 0,
  trigger: 0,
  triggerPrice: 0,
  priorityFee: 0,
  deadline: 0,
  ...outgoing,
  account,
  market,
})

/**
 * What a list of traders does. It sleeps between the wake-ups that it asks for. Its draws hang on (seed, group, member,
 * the member's own count of wake-ups) alone: engine, other traders and liquidations move none of them.
 */
export interface Behaviour extends Stateful {
  /** `'noise'`, `'trend'`, …: as scenarios name it. */
  readonly kind: string
  /** Members, numbered from 0. */
  readonly count: number
  /** Quote atoms that the member deposits at the start. */
  deposit(member: number): number
  /** Milliseconds of the member's first wake-up; Infinity never. */
  firstWake(member: number): number
  /**
   * Sends what the member wants to send now.
   *
   * @param now - milliseconds; what is seen is older
   * @returns milliseconds of its next wake-up, after `now`; Infinity never
   */
  wake(member: number, now: number, sight: Sight, send: (transaction: Outgoing) => void): number
}
