import { FUND_ACCOUNT, VAULT_ACCOUNT } from '../exchange/accounts.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { BEYOND_CAP, refusalName } from '../market/refusal.ts'
import type { SimulationParts } from './simulation-parts.ts'

/**
 * Brings in what an account begins with; 0 atoms are none.
 * @throws RangeError when it is refused: a run without it would be another run
 */
export const firstDeposit = (exchange: Exchange, account: number, atoms: number): void => {
  if (atoms === 0) return
  const answer = exchange.deposit(account, atoms)
  if (answer === BEYOND_CAP && atoms > 0)
    throw new RangeError(`the deposit of ${atoms} atoms of account ${account}: deposits together leave 2^53 - 1 atoms`)
  if (answer !== 0)
    throw new RangeError(`the deposit of ${atoms} atoms of account ${account} is refused: ${refusalName(answer)}`)
}

/** Brings in what fund, backstop vault and pools begin with. */
export const systemDeposits = ({ exchange, fund, vaultDeposit, poolDeposits }: SimulationParts): void => {
  firstDeposit(exchange, FUND_ACCOUNT, fund.deposit)
  firstDeposit(exchange, VAULT_ACCOUNT, vaultDeposit)
  for (const [m, { pool }] of exchange.venues.entries()) firstDeposit(exchange, pool, poolDeposits[m])
}
