import { AuditSum } from '../numeric/audit-sum.ts'
import type { Ledger } from './ledger.ts'
import type { MarketState } from './market-state.ts'

/** What the books add up to, exactly, beyond 2^53 if need be. */
export interface AuditReport {
  /** By asset: sum of all balances - (deposits - withdrawals), atoms. 0n, or money was made or lost. */
  readonly drift: readonly bigint[]
  /** By market: sum of all sizes, lots. 0n. */
  readonly sizeSum: readonly bigint[]
}

/** Adds the books up: conservation per asset and zero size sum per market. */
export const audit = (ledger: Ledger): AuditReport => {
  const { accounts, balance, deposited, withdrawn } = ledger
  const sum = new AuditSum()
  const drift: bigint[] = []
  for (let asset = 0; asset < ledger.assets; asset++) {
    sum.clear()
    for (let row = asset * accounts; row < (asset + 1) * accounts; row++) sum.add(balance[row])
    sum.add(0 - deposited[asset])
    sum.add(withdrawn[asset])
    drift.push(sum.toBigInt())
  }
  const sizeSum: bigint[] = []
  for (let market = 0; market < ledger.markets; market++) {
    sum.clear()
    for (let account = 0; account < accounts; account++) sum.add(ledger.sizeOf(market, account))
    sizeSum.push(sum.toBigInt())
  }
  return { drift, sizeSum }
}

/** True when every drift and every size sum is zero. */
export const isConserved = (report: AuditReport): boolean =>
  report.drift.every((x) => x === 0n) && report.sizeSum.every((x) => x === 0n)

/**
 * Atoms that accounts owe beyond what they have: the sum of their negative equities at the mark, >= 0.
 * Conservation is not solvency: this stands beside it in every report.
 *
 * @param equityOf - equity of an account in atoms, unsettled funding counted
 */
export const deficit = (accounts: number, equityOf: (account: number) => number): number => {
  let owed = 0
  for (let account = 0; account < accounts; account++) owed += Math.max(0, 0 - equityOf(account))
  return owed
}

/** Has the market a mark, so that equity means something? */
export const isMarked = (markets: MarketState, market: number): boolean => markets.mark[market] > 0
