import type { Exchange } from '../exchange/exchange.ts'
import type { Liquidations } from '../exchange/liquidations.ts'
import { CANCEL, CANCEL_ALL, completed, type Outgoing, REPLACE, type Transaction } from '../market/transaction.ts'
import type { Fraction } from '../numeric/fraction.ts'
import type { MarketFeed } from './market-feed.ts'

/** One scripted step: what happens at the start of the first block at or after `at` milliseconds. Accounts are by number. */
export type ScriptedAction = { readonly at: number } & (
  | { readonly do: 'deposit' | 'withdraw'; readonly account: number; readonly atoms: number }
  | { readonly do: 'transact'; readonly account: number; readonly market: number; readonly transaction: Outgoing }
  | { readonly do: 'liquidate'; readonly account: number; readonly by: number }
  | { readonly do: 'move-price'; readonly market: number; readonly by: Fraction }
  | { readonly do: 'publish'; readonly market: number }
  | { readonly do: 'pause'; readonly market: number; readonly bits: number }
  | { readonly do: 'settle-funding'; readonly account: number }
)

/** What a script acts on. */
export interface ScriptTargets {
  readonly exchange: Exchange
  readonly liquidations: Liquidations
}

/** Carries out one scripted step. Refusals are values, as everywhere: the event log has them. */
export const runScript = (
  action: ScriptedAction,
  targets: ScriptTargets,
  feeds: readonly MarketFeed[],
  now: number,
): void => {
  const { exchange, liquidations } = targets
  switch (action.do) {
    case 'deposit':
      exchange.deposit(action.account, action.atoms)
      break
    case 'withdraw':
      exchange.withdraw(action.account, action.atoms)
      break
    case 'transact':
      transact(exchange, completed(action.transaction, action.account, action.market))
      break
    case 'liquidate':
      liquidations.byScript(action.account, action.by)
      break
    case 'move-price':
      feeds[action.market].shift(action.by)
      break
    case 'publish':
      feeds[action.market].publish(now)
      break
    case 'pause':
      feeds[action.market].pause(action.bits)
      break
    case 'settle-funding':
      exchange.settleAll(action.account)
      break
  }
}

const transact = (exchange: Exchange, transaction: Transaction): void => {
  const { kind, account, market, tag, lots, limit } = transaction
  if (kind === CANCEL) exchange.cancel(account, market, tag)
  else if (kind === CANCEL_ALL) exchange.cancelAll(account, market)
  else if (kind === REPLACE) exchange.replace(account, market, tag, lots, limit)
  else exchange.place(transaction)
}
