import { firstDeposit } from './first-deposit.ts'
import type { SimulationParts } from './simulation-parts.ts'
import type { SeatedGroup } from './trader-group.ts'

/**
 * Opens and funds an account for every member, in the order of the groups, and lets it send; a group that stands as the
 * pool takes the pool's account instead, so that the others' numbers are the same in every arm.
 * @param isProbe - set to 1 for the accounts of probes
 * @throws RangeError when deposits together leave 2^53 - 1 atoms
 */
export const seatGroups = (parts: SimulationParts, isProbe: Uint8Array): readonly SeatedGroup[] => {
  const { exchange, mempool, groups } = parts
  let trader = 0
  return groups.map((given, group) => {
    const firstTrader = trader
    trader += given.behaviour.count
    const firstAccount = given.asPool ? exchange.venues[given.market].pool : exchange.accounts.count
    for (let member = 0; member < given.behaviour.count; member++) {
      const account = given.asPool ? firstAccount : exchange.openAccount()
      const atoms = given.asPool ? 0 : given.behaviour.deposit(member)
      firstDeposit(exchange, account, atoms)
      mempool.admit(account, { group, ordinal: member, latency: given.latency })
      if (given.probe) isProbe[account] = 1
    }
    return { ...given, group, firstAccount, firstTrader }
  })
}
