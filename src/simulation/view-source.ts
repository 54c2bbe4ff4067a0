import {
  type BookReader,
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
import * as position from '../exchange/position-row.ts'
import type { MarketFeed } from './market-feed.ts'

/** The books that a view copies, by position: what equity and requirements hang on. */
const BALANCE = 0
const POSITION = 1
const MARK = 2
const LONG = 3
const SHORT = 4

/** What the ring of views copies when a block ends. */
export const viewSource = (exchange: Exchange, feeds: readonly MarketFeed[], now: number): ViewSource => ({
  accounts: exchange.accounts.count,
  books: [
    exchange.ledger.balance,
    exchange.ledger.position,
    exchange.markets.mark,
    exchange.funding.long,
    exchange.funding.short,
  ],
  market: (market) => feeds[market].view(),
  marketFigures(market, into, at) {
    into[at + VOLUME_LOTS] = exchange.venues[market].counters.market[TOTAL_LOTS]
    into[at + FUNDING_RATE_PICO] = feeds[market].parts.funding.paid
    into[at + EXTERNAL] = feeds[market].external(now)
  },
})

/** Reads an account's figures out of copied books, by the same rules as the exchange's own. */
export const bookReader = (exchange: Exchange): BookReader => {
  const { collateral, venues, ledger } = exchange
  const { accounts } = ledger
  const past = { accounts, balance: ledger.balance, position: ledger.position }
  const markets = { mark: exchange.markets.mark }
  const funding = { long: exchange.funding.long, short: exchange.funding.short }
  const requirements = venues.map(({ tiers }) => tiers)
  const then = new health.Health({ ledger: past, markets, requirements, funding, collateral })
  const open = (books: readonly Float64Array[]): void => {
    past.balance = books[BALANCE]
    past.position = books[POSITION]
    markets.mark = books[MARK]
    funding.long = books[LONG]
    funding.short = books[SHORT]
  }
  const row = (market: number, account: number): number => (market * accounts + account) * position.POSITION_ROW
  const overMarkets = (account: number, slot: number): number =>
    venues.reduce((sum, _, m) => sum + past.position[row(m, account) + slot], 0)
  return {
    accountFigure(books, account, column) {
      open(books)
      switch (column) {
        case EQUITY:
          then.assess(account, -1, 0)
          return then.figures[health.EQUITY]
        case MAINTENANCE:
          then.assess(account, -1, 0)
          return then.figures[health.MAINTENANCE]
        case FREE:
          then.assessWithOrders(account, -1, 0, 0, 0)
          return then.figures[health.EQUITY] - then.figures[health.INITIAL]
        case FEES:
          return overMarkets(account, position.FEES_PAID)
        case FUNDING:
          return overMarkets(account, position.FUNDING_PAID)
        default:
          throw new RangeError(`no column ${column} of an account`)
      }
    },
    positionFigure(books, account, market, column) {
      open(books)
      const at = row(market, account)
      const size = past.position[at + position.SIZE]
      switch (column) {
        case SIZE:
          return size
        case NOTIONAL:
          return Math.abs(size) * markets.mark[market]
        case FILLED_LOTS:
          return past.position[at + position.FILLED_LOTS]
        case FILLED_QUOTE:
          return past.position[at + position.FILLED_QUOTE]
        case OPEN_ORDERS:
          return past.position[at + position.ORDERS]
        default:
          throw new RangeError(`no column ${column} of a position`)
      }
    },
  }
}
