import { FEE_POOL_ACCOUNT, FUND_ACCOUNT, GAS_ACCOUNT, VAULT_ACCOUNT } from '../../exchange/accounts.ts'
import type { Simulation } from '../../simulation/simulation.ts'

/** Whom an account belongs to, as reports say it. */
export interface AccountName {
  /** Name of the list of traders; `fund`, `vault`, `fees`, `gas`, `pool` or `funding` for the system's. */
  readonly group: string
  /** Position in the list, from 0; left out where a group is one account. */
  readonly member?: number
}

const SYSTEM: Readonly<Record<number, string>> = {
  [FEE_POOL_ACCOUNT]: 'fees',
  [FUND_ACCOUNT]: 'fund',
  [GAS_ACCOUNT]: 'gas',
  [VAULT_ACCOUNT]: 'vault',
}

/** Names of a run's accounts: a trader's further accounts, where margin is isolated, have its own name. */
export const accountNames = ({
  groups,
  parts,
}: Pick<Simulation, 'groups' | 'parts'>): ((account: number) => AccountName) => {
  const { accounts, venues } = parts.exchange
  return (account) => {
    const system = SYSTEM[account]
    if (system !== undefined) return { group: system }
    if (venues.some(({ pool }) => pool === account)) return { group: 'pool' }
    const owner = accounts.owner[account]
    const found = groups.find(
      ({ firstAccount, behaviour, asPool }) =>
        !asPool && owner >= firstAccount && owner < firstAccount + behaviour.count,
    )
    return found === undefined ? { group: 'funding' } : { group: found.name, member: owner - found.firstAccount }
  }
}
