import type { Mempool } from '../chain/mempool.ts'
import { FEE_POOL_ACCOUNT } from '../exchange/accounts.ts'
import { completed, PUBLISH } from '../market/transaction.ts'
import type { MarketFeed } from './market-feed.ts'

/** Oracles that publish by transaction send one when it is due and none is on its way. */
export const sendPublications = (feeds: readonly MarketFeed[], mempool: Mempool, now: number): void => {
  feeds.forEach((feed, market) => {
    const { oracle, publish } = feed.parts
    if (publish !== 'transaction' || !oracle.due(now) || !oracle.prepare(now)) return
    mempool.add(completed({ kind: PUBLISH }, FEE_POOL_ACCOUNT, market), now)
  })
}
