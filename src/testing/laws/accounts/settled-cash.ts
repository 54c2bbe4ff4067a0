import { FIRST_FUNDING_ACCOUNT } from '../../../exchange/accounts.ts'
import type { RunInView } from '../../watch/run-in-view.ts'

/**
 * What each account would hold if everybody's funding were settled now, atoms, by account number: settling funding changes
 * none of it, so that it moves by what else happens alone.
 */
export const settledCash = ({ simulation, reckoning }: Pick<RunInView, 'simulation' | 'reckoning'>): bigint[] => {
  const { accounts, ledger } = simulation.parts.exchange
  const cash = Array.from({ length: accounts.count }, (_, account) => reckoning.cash(account))
  for (let market = 0; market < ledger.markets; market++)
    for (let account = 0; account < accounts.count; account++) {
      if (ledger.sizeOf(market, account) === 0) continue
      const owed = reckoning.fundingOwed(market, account)
      cash[account] -= owed
      cash[FIRST_FUNDING_ACCOUNT + market] += owed
    }
  return cash
}
