import type { GasTable } from '../chain/gas-table.ts'
import { GAS_ACCOUNT } from '../exchange/accounts.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { Liquidations } from '../exchange/liquidations.ts'
import { LAST_LOTS, LAST_QUOTE, LAST_TAKER_FEE } from '../exchange/market-clearing.ts'
import { opposite } from '../market/side.ts'
import {
  CANCEL,
  CANCEL_ALL,
  DEPOSIT,
  LIQUIDATE,
  PLACE,
  PUBLISH,
  REPLACE,
  type Transaction,
  WITHDRAW,
} from '../market/transaction.ts'
import type { CostBySize } from './cost-by-size.ts'
import type { MarketFeed } from './market-feed.ts'
import type { ProbeLog } from './probe-log.ts'

/** What executing a block's transactions touches. */
export interface ExecutionParts {
  readonly exchange: Exchange
  readonly liquidations: Liquidations
  readonly feeds: readonly MarketFeed[]
  readonly gas: GasTable
  /** Quote atoms per 1000 gas that the chain asks of everybody. */
  readonly baseFee: number
  readonly costs: CostBySize
  readonly probes: ProbeLog
  /** 1 for accounts whose executions go to `probes`. */
  readonly isProbe: Uint8Array
}

/** Executes one transaction: gas first (who cannot pay it is dropped), then what it asks. @returns false when it was dropped */
export const executeTransaction = (parts: ExecutionParts, transaction: Transaction, now: number): boolean => {
  const { exchange, liquidations, feeds, gas, baseFee } = parts
  const { kind, account, market, tag } = transaction
  const system = kind === PUBLISH
  const cost = system ? 0 : gas.gasCost(kind, transaction.priorityFee, baseFee)
  if (cost > 0) {
    if (exchange.equity(account) < cost) return false
    exchange.ledger.transfer(exchange.collateral, account, GAS_ACCOUNT, cost)
    exchange.touched.touch(account)
  }
  switch (kind) {
    case PLACE:
      place(parts, transaction)
      break
    case CANCEL:
      exchange.cancel(account, market, tag)
      break
    case CANCEL_ALL:
      exchange.cancelAll(account, market)
      break
    case REPLACE:
      exchange.replace(account, market, tag, transaction.lots, transaction.limit)
      break
    case DEPOSIT:
      exchange.deposit(account, transaction.atoms)
      break
    case WITHDRAW:
      exchange.withdraw(account, transaction.atoms)
      break
    case LIQUIDATE:
      liquidations.byBot(transaction.target, account)
      break
    case PUBLISH:
      feeds[market].land(now)
      feeds[market].remark(now)
      break
  }
  return true
}

/** Places an order and measures what its execution cost. */
const place = ({ exchange, costs, probes, isProbe }: ExecutionParts, transaction: Transaction): void => {
  const { engine, clearing } = exchange.venues[transaction.market]
  const midBefore = engine.mid()
  const bestBefore = engine.best(opposite(transaction.side))
  exchange.place(transaction)
  const lots = clearing.last[LAST_LOTS]
  if (lots === 0) return
  const quote = clearing.last[LAST_QUOTE]
  const fee = clearing.last[LAST_TAKER_FEE]
  const execution = { side: transaction.side, lots, quote, fee, midBefore, bestBefore }
  costs.add(execution)
  if (isProbe[transaction.account] === 1) probes.executed(transaction.account, execution)
}
