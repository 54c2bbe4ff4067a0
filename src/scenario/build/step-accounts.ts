import { FIRST_FUNDING_ACCOUNT, FUND_ACCOUNT, VAULT_ACCOUNT } from '../../exchange/accounts.ts'
import type { Scenario } from '../scenario.ts'
import type { StepAccount } from '../schema/steps-schema.ts'

/** Where the accounts of the scenario's traders stand in the ledger. */
export interface StepAccounts {
  readonly markets: number
  /** Members of each list of traders, in their order. */
  readonly counts: readonly number[]
  /** Position of the market of each list. */
  readonly homes: readonly number[]
  /** Has each trader an account of its own for each market? */
  readonly isolated: boolean
}

/** The accounts of a scenario; a market that does not exist counts as the first. */
export const stepAccounts = ({
  markets,
  traders,
  margin,
}: Pick<Scenario, 'markets' | 'traders'> & Partial<Pick<Scenario, 'margin'>>): StepAccounts => ({
  markets: markets.length,
  counts: traders.map(({ count }) => count),
  homes: traders.map(({ market }) =>
    Math.max(
      0,
      markets.findIndex(({ symbol }) => symbol === market),
    ),
  ),
  isolated: margin?.mode === 'isolated',
})

/**
 * The home accounts follow the system's, a funding account and a pool for each market, in the order of the lists; where
 * margin is isolated, the accounts of the other markets follow those, trader by trader, so that home accounts have the
 * same numbers in both modes.
 * @param market - position of the market that the step acts in; the list's own when left out
 */
export const accountNumber = (account: StepAccount, where: StepAccounts, market?: number): number => {
  if (account === 'fund') return FUND_ACCOUNT
  if (account === 'vault') return VAULT_ACCOUNT
  const { markets, counts, homes, isolated } = where
  const first = FIRST_FUNDING_ACCOUNT + 2 * markets
  const trader = counts.slice(0, account.list).reduce((sum, count) => sum + count, 0) + account.member
  const home = homes[account.list]
  if (!isolated || market === undefined || market === home) return first + trader
  const traders = counts.reduce((sum, count) => sum + count, 0)
  return first + traders + trader * (markets - 1) + (market < home ? market : market - 1)
}

/** Owners of the accounts that follow the home accounts, in the order of their numbers; none in cross margin. */
export const furtherOwners = ({ markets, counts, isolated }: StepAccounts): readonly number[] => {
  if (!isolated) return []
  const first = FIRST_FUNDING_ACCOUNT + 2 * markets
  const traders = counts.reduce((sum, count) => sum + count, 0)
  return Array.from({ length: traders * (markets - 1) }, (_, i) => first + Math.floor(i / (markets - 1)))
}
