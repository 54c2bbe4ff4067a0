import { expect } from 'vitest'
import { FEE_POOL_ACCOUNT, FUND_ACCOUNT } from '../../src/exchange/accounts.ts'
import { FEES_TO_FUND, FUND_PAID, MAKER_FEES, PENALTIES_TO_FUND, TAKER_FEES } from '../../src/exchange/counters.ts'
import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { FEES_PAID } from '../../src/exchange/position-row.ts'
import type { Simulation } from '../../src/simulation/simulation.ts'

const total = ({ parts }: Simulation, slot: number): number =>
  parts.exchange.venues.reduce((sum, { counters }) => sum + counters.market[slot], 0)

/**
 * The fund's change in a finished run of one market with a fee share of 10 %, reconstructed from what the event log
 * and the accounts' own rows say.
 * @returns the change in atoms
 */
export const expectFundAddsUp = (simulation: Simulation, events: readonly ExchangeEvent[]): number => {
  const { ledger, accounts } = simulation.parts.exchange
  let penalties = 0
  let paid = 0
  for (const event of events) {
    if (event.kind === 'liquidation') penalties += event.penalty
    if (event.kind === 'loss-paid' && event.payer === 'fund') paid += event.atoms
  }
  let fees = 0
  for (let account = 0; account < accounts.count; account++) {
    fees += ledger.position[ledger.row(0, account) + FEES_PAID]
  }
  expect(fees).toBe(total(simulation, TAKER_FEES) + total(simulation, MAKER_FEES))
  const change = ledger.balanceOf(0, FUND_ACCOUNT) - simulation.parts.fund.deposit
  expect(change).toBe(Math.floor(fees / 10) + penalties - paid)
  expect(change).toBe(
    total(simulation, FEES_TO_FUND) + total(simulation, PENALTIES_TO_FUND) - total(simulation, FUND_PAID),
  )
  expect(ledger.balanceOf(0, FEE_POOL_ACCOUNT)).toBe(fees - Math.floor(fees / 10))
  return change
}
