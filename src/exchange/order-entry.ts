import { BY_QUOTE, FILL_OR_KILL, IMMEDIATE_OR_CANCEL, LIQUIDATION, MARKET, REDUCE_ONLY } from '../market/order-flags.ts'
import { BELOW_LOT, EXPIRED, INSUFFICIENT_MARGIN, OFF_TICK, PAUSED, UNKNOWN_ACCOUNT } from '../market/refusal.ts'
import { BUY } from '../market/side.ts'
import type { Transaction } from '../market/transaction.ts'
import type { ExchangeCore } from './exchange-core.ts'
import { EQUITY, INITIAL } from './health.ts'
import { OPENING_PAUSED } from './market-state.ts'
import { limitRefusal } from './trading-limits.ts'
import type { Venue } from './venue.ts'

/** What the margin check at entry looks at. */
export type MarginedOrder = Pick<Transaction, 'account' | 'side' | 'lots' | 'limit' | 'flags'>

/** An order that may stay on the book after it was matched. */
const mayRest = (flags: number): boolean =>
  (flags & (IMMEDIATE_OR_CANCEL | FILL_OR_KILL | MARKET | BY_QUOTE | LIQUIDATION)) === 0

/** @returns 0, or why the order is refused before it reaches the engine; nothing has changed then */
export const entryRefusal = (exchange: ExchangeCore, venue: Venue, order: Transaction): number => {
  const { account, market, side, lots, limit, flags, expiry } = order
  if (account < 0 || account >= exchange.accounts.count) return UNKNOWN_ACCOUNT
  if ((flags & BY_QUOTE) === 0 && !(Number.isSafeInteger(lots) && lots > 0)) return BELOW_LOT
  if (expiry !== 0 && expiry <= exchange.now) return EXPIRED
  if ((flags & MARKET) === 0 && (limit <= 0 || limit % venue.spec.tickUnits !== 0)) return OFF_TICK
  if ((flags & (REDUCE_ONLY | LIQUIDATION)) !== 0) return 0
  const size = exchange.ledger.sizeOf(market, account)
  if ((exchange.markets.paused[market] & OPENING_PAUSED) !== 0 && venue.clearing.reducible(account, side) < lots)
    return PAUSED
  const restingLots = venue.orders.restingLots(account, side)
  const refusal = limitRefusal(venue.limits, {
    side,
    lots,
    limit,
    size,
    restingLots,
    openInterest: exchange.ledger.openInterest[market],
    index: exchange.markets.index[market],
  })
  return refusal !== 0 ? refusal : marginRefusal(exchange, venue, order)
}

/** Initial margin for what may rest, all other open orders counted; what only takes is asked at each match. */
export const marginRefusal = (exchange: ExchangeCore, venue: Venue, order: MarginedOrder): number => {
  const { account, side, lots, limit, flags } = order
  if (!mayRest(flags) || (flags & REDUCE_ONLY) !== 0 || exchange.accounts.exempt[account] !== 0) return 0
  if (lots > 0 && venue.clearing.reducible(account, side) >= lots && venue.orders.first(account) === 0) return 0
  const { health } = exchange
  const market = venue.spec.market
  health.assessWithOrders(account, market, side === BUY ? lots : 0, side === BUY ? 0 : lots, limit)
  return health.figures[EQUITY] >= health.figures[INITIAL] ? 0 : INSUFFICIENT_MARGIN
}
