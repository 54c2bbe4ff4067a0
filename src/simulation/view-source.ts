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
import { VOLUME_LOTS as TOTAL_LOTS } from '../exchange/counters.ts'
import type { Exchange } from '../exchange/exchange.ts'
import * as health from '../exchange/health.ts'
import * as positionRow from '../exchange/position-row.ts'
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
      for (let m = 0; m < venues.length; m++) {
        const row = ledger.row(m, account)
        fees += ledger.position[row + positionRow.FEES_PAID]
        funding += ledger.position[row + positionRow.FUNDING_PAID]
      }
      into[at + FEES] = fees
      into[at + FUNDING] = funding
    },
    positionFigures(account, market, into, at) {
      const row = ledger.row(market, account)
      const size = ledger.position[row + positionRow.SIZE]
      into[at + SIZE] = size
      into[at + NOTIONAL] = Math.abs(size) * markets.mark[market]
      into[at + FILLED_LOTS] = ledger.position[row + positionRow.FILLED_LOTS]
      into[at + FILLED_QUOTE] = ledger.position[row + positionRow.FILLED_QUOTE]
      into[at + OPEN_ORDERS] = ledger.position[row + positionRow.ORDERS]
    },
  }
}
