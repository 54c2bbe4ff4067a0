import type { Transaction } from '../market/transaction.ts'
import type { ScriptedAction } from './scripted-action.ts'

/** One part of a block, in the order of DESIGN §1: what is about to change the exchange, or has just done so. */
export type Moment =
  /** A scripted step. */
  | { readonly kind: 'step'; readonly action: ScriptedAction }
  /** Sources observe; at the block's start the oracle publishes what is due. */
  | { readonly kind: 'observation'; readonly market: number }
  /** The mark is computed anew. */
  | { readonly kind: 'mark'; readonly market: number }
  /** The premium is sampled, and payments that are due are booked. */
  | { readonly kind: 'funding'; readonly market: number }
  | { readonly kind: 'transaction'; readonly transaction: Transaction }
  /** Orders whose mark has come are submitted. */
  | { readonly kind: 'triggers'; readonly market: number }
  /** Accounts below maintenance are taken. */
  | { readonly kind: 'liquidations' }
  /** The fund pays what pools that it backs owe. */
  | { readonly kind: 'backing' }
  /** The fund gets its share of the fees. */
  | { readonly kind: 'fee-shares' }
  /** Curves that ask for it move onto the index. */
  | { readonly kind: 'recentring' }
  /** The whole block: before its expired orders go, and after everything in it. */
  | { readonly kind: 'block' }

/** Looks on while a run goes, and changes nothing: laws are watched through it. */
export interface SimulationObserver {
  before(moment: Moment): void
  after(moment: Moment): void
}
