import { fundingOwed } from '../funding/funding-owed.ts'
import { AuditSum } from '../numeric/audit-sum.ts'
import { FIRST_FUNDING_ACCOUNT } from './accounts.ts'
import type { Exchange } from './exchange.ts'
import type { Ledger } from './ledger.ts'
import { FUNDING_ENTRY, SIZE } from './position-row.ts'

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
 * The market's dust in atoms: what its funding account would hold if everybody settled now. Payments are rounded up and
 * receipts down, so it never falls between two moments at which everybody is settled.
 */
export const dust = (exchange: Exchange, market: number): number => {
  const { ledger, funding, collateral, accounts } = exchange
  let total = ledger.balanceOf(collateral, FIRST_FUNDING_ACCOUNT + market)
  for (let account = 0; account < accounts.count; account++) {
    const row = ledger.row(market, account)
    const size = ledger.position[row + SIZE]
    if (size !== 0) total += fundingOwed(size, ledger.position[row + FUNDING_ENTRY], funding.of(market, size))
  }
  return total
}
