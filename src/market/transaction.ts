import type { Side } from './side.ts'

/** What a transaction asks the chain to do, as the code that gas tables and orderings read. */
export type TransactionKind = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
export const PLACE: TransactionKind = 1
/** Cancels the sender's order that carries `tag`. */
export const CANCEL: TransactionKind = 2
/** Cancels all resting and triggered-later orders of the sender in the market. */
export const CANCEL_ALL: TransactionKind = 3
/** Changes lots and limit of the sender's order that carries `tag`. */
export const REPLACE: TransactionKind = 4
export const DEPOSIT: TransactionKind = 5
export const WITHDRAW: TransactionKind = 6
/** Takes the account `target` through the liquidation, for a share of the penalty (`bots` mode). */
export const LIQUIDATE: TransactionKind = 7
/** The oracle's publication where it is a transaction that can be ordered and front-run. */
export const PUBLISH: TransactionKind = 8

/** Names as scenarios and gas tables write them, by code. */
export const transactionNames: Readonly<Record<TransactionKind, string>> = {
  1: 'place',
  2: 'cancel',
  3: 'cancel-all',
  4: 'replace',
  5: 'deposit',
  6: 'withdraw',
  7: 'liquidate',
  8: 'publish',
}

/** When an order waits for the mark: 0 not at all, else it is submitted once the mark is at or beyond `triggerPrice`. */
export type TriggerKind = 0 | 1 | 2
/** Submitted when the mark is at or above the trigger price (a buy stop, a long's take-profit). */
export const TRIGGER_ABOVE: TriggerKind = 1
/** Submitted when the mark is at or below the trigger price (a sell stop, a short's take-profit). */
export const TRIGGER_BELOW: TriggerKind = 2

/** One transaction: plain numbers, so that a mempool can keep it in columns. Fields a kind does not use are 0. */
export interface Transaction {
  readonly kind: TransactionKind
  readonly account: number
  readonly market: number
  readonly side: Side
  readonly lots: number
  /** Worst price in price units, 0 with a `MARKET` order. */
  readonly limit: number
  /** Bits of `order-flags.ts`. */
  readonly flags: number
  /** Good-til time of the order in milliseconds, 0 none. */
  readonly expiry: number
  /** The sender's own number for the order, 0 none; a later `CANCEL` or `REPLACE` names it. */
  readonly tag: number
  /** Account to liquidate. */
  readonly target: number
  /** Quote atoms: of a deposit or withdrawal, or the budget of a `BY_QUOTE` order. */
  readonly atoms: number
  readonly trigger: TriggerKind
  /** Price units. */
  readonly triggerPrice: number
  /** Fee per gas that the sender bids, in quote atoms per 1000 gas. */
  readonly priorityFee: number
  /** The transaction is dropped when it is not in a block by then (milliseconds), 0 never. */
  readonly deadline: number
}

/** A transaction as its sender writes it; what it leaves out is 0, and its account and market are filled in for it. */
export type Outgoing = Pick<Transaction, 'kind'> & Partial<Omit<Transaction, 'account' | 'market'>>

/** The whole transaction. */
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
