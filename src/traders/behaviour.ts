import type { Stateful } from '../market/stateful.ts'
import type { Outgoing } from '../market/transaction.ts'
import type { Sight } from './sight.ts'

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
