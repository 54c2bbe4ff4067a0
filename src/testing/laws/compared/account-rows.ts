import { POSITION_ROW } from '../../../exchange/position-row.ts'
import type { Simulation } from '../../../simulation/simulation.ts'

/** What the ledger knows of one account: its balance of each asset, then its row in each market. */
const accountRow = (simulation: Simulation, account: number): readonly number[] => {
  const { ledger } = simulation.parts.exchange
  const row: number[] = []
  for (let asset = 0; asset < ledger.assets; asset++) row.push(ledger.balance[asset * ledger.accounts + account])
  for (let market = 0; market < ledger.markets; market++) {
    const from = ledger.row(market, account)
    row.push(...ledger.position.subarray(from, from + POSITION_ROW))
  }
  return row
}

/** First difference between what two ledgers know of their accounts, in words; the other's account may bear another number. */
export const ledgersDiffer = (
  one: Simulation,
  other: Simulation,
  numberInOther: (account: number) => number = (account) => account,
): string | undefined => {
  for (let account = 0; account < one.parts.exchange.accounts.count; account++) {
    const [a, b] = [accountRow(one, account), accountRow(other, numberInOther(account))]
    const at = a.findIndex((figure, i) => figure !== b[i])
    if (at >= 0) return `account ${account} has ${a.join(' ')} (balance, positions) here and ${b.join(' ')} there`
  }
  return undefined
}

/** First difference between two lists of plain data, in words. */
export const listsDiffer = (one: readonly unknown[], other: readonly unknown[]): string | undefined => {
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const [a, b] = [JSON.stringify(one[i]), JSON.stringify(other[i])]
    if (a !== b) return `${a ?? 'nothing'} here and ${b ?? 'nothing'} there`
  }
  return undefined
}
