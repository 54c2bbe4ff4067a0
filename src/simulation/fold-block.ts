import { FEE_POOL_ACCOUNT, FUND_ACCOUNT, GAS_ACCOUNT } from '../exchange/accounts.ts'
import type { Digest } from './digest.ts'
import type { MarketFeed } from './market-feed.ts'
import type { SimulationParts } from './simulation-parts.ts'

/**
 * Folds the block in hand into the run's digest: its stamp, the prices, the system's balances and each market's running
 * totals. What it leaves out of the accounts' states, the digest of the final state holds.
 */
export const foldBlock = (digest: Digest, parts: SimulationParts, feeds: readonly MarketFeed[]): void => {
  const { exchange, mempool, clock } = parts
  const { block, time } = clock.current()
  digest.number(block)
  digest.number(time)
  digest.number(mempool.size)
  for (const account of [FEE_POOL_ACCOUNT, FUND_ACCOUNT, GAS_ACCOUNT])
    digest.number(exchange.ledger.balanceOf(exchange.collateral, account))
  exchange.venues.forEach(({ counters, engine }, m) => {
    digest.number(feeds[m].mark)
    digest.number(engine.mid())
    digest.array(counters.market)
  })
}
