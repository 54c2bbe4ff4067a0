import {
  EQUITY,
  EXTERNAL,
  FEES,
  FILLED_LOTS,
  FILLED_QUOTE,
  FREE,
  FUNDING,
  FUNDING_RATE_PICO,
  MAINTENANCE,
  NOTIONAL,
  OPEN_ORDERS,
  SIZE,
  type ViewSource,
  VOLUME_LOTS,
} from '../chain/view-columns.ts'
import {
  ACCOUNT_FEES,
  ACCOUNT_FUNDING,
  ACCOUNT_LOTS,
  ACCOUNT_QUOTE,
  VOLUME_LOTS as TOTAL_LOTS,
} from '../exchange/counters.ts'
import type { Exchange } from '../exchange/exchange.ts'
import * as health from '../exchange/health.ts'
import type { MarketFeed } from './market-feed.ts'

/** What the ring of views copies when a block ends. */
export const viewSource = (exchange: Exchange, feeds: readonly MarketFeed[], now: () => number): ViewSource => {
  const { ledger, venues, markets } = exchange
  return {
    get accounts() {
      return exchange.accounts.count
    },
    market: (market) => feeds[market].view(),
    marketFigures(market, into, at) {
      into[at + VOLUME_LOTS] = venues[market].counters.market[TOTAL_LOTS]
      into[at + FUNDING_RATE_PICO] = feeds[market].parts.funding.paid
      into[at + EXTERNAL] = feeds[market].external(now())
    },
    accountFigures(account, into, at) {
      const { figures } = exchange.health
      exchange.health.assess(account, -1, 0)
      const equity = figures[health.EQUITY]
      const maintenance = figures[health.MAINTENANCE]
      exchange.health.assessWithOrders(account, -1, 0, 0, 0)
      into[at + EQUITY] = equity
      into[at + FREE] = equity - figures[health.INITIAL]
      into[at + MAINTENANCE] = maintenance
      let fees = 0
      let funding = 0
      for (const { counters } of venues) {
        fees += counters.account[ACCOUNT_FEES * ledger.accounts + account]
        funding += counters.account[ACCOUNT_FUNDING * ledger.accounts + account]
      }
      into[at + FEES] = fees
      into[at + FUNDING] = funding
    },
    positionFigures(account, market, into, at) {
      const { orders, counters } = venues[market]
      const size = ledger.size[market * ledger.accounts + account]
      into[at + SIZE] = size
      into[at + NOTIONAL] = Math.abs(size) * markets.mark[market]
      into[at + FILLED_LOTS] = counters.account[ACCOUNT_LOTS * ledger.accounts + account]
      into[at + FILLED_QUOTE] = counters.account[ACCOUNT_QUOTE * ledger.accounts + account]
      into[at + OPEN_ORDERS] = orders.count[account]
    },
  }
}
