import { type FundTerms, fundFeeShare } from '../insurance/fund.ts'
import { FEE_POOL_ACCOUNT, FUND_ACCOUNT } from './accounts.ts'
import { FEES_TO_FUND, MAKER_FEES, RECENTRING_COST, TAKER_FEES } from './counters.ts'
import type { Exchange } from './exchange.ts'

/** Moves the fund's share of all net trading fees so far, less what it has had, from the fee pool. */
export const shareFees = (exchange: Exchange, terms: FundTerms): void => {
  for (const { counters } of exchange.venues) {
    const totals = counters.market
    const due = fundFeeShare(terms, totals[TAKER_FEES] + totals[MAKER_FEES]) - totals[FEES_TO_FUND]
    if (due <= 0) continue
    exchange.ledger.transfer(exchange.collateral, FEE_POOL_ACCOUNT, FUND_ACCOUNT, due)
    totals[FEES_TO_FUND] += due
  }
}

/**
 * Moves curves that ask for it onto the index. What that costs goes from the payer to the pool, as far as the payer's
 * balance reaches; what it gains goes the other way.
 */
export const recentre = (exchange: Exchange, payer: number): void => {
  const { ledger, collateral } = exchange
  for (const { engine, counters, pool } of exchange.venues) {
    if (engine.recentringDue?.() !== true || engine.recentre === undefined) continue
    const cost = engine.recentre(Math.max(0, ledger.balanceOf(collateral, payer)))
    ledger.transfer(collateral, payer, pool, cost)
    counters.market[RECENTRING_COST] += cost
  }
}
