import { BUDGET } from '../market/clearing.ts'
import { BY_QUOTE, FILL_OR_KILL, IMMEDIATE_OR_CANCEL, LIQUIDATION, MARKET, REDUCE_ONLY } from '../market/order-flags.ts'
import { BELOW_LOT, EXPIRED, INSUFFICIENT_MARGIN, OFF_TICK, PAUSED, UNKNOWN_ACCOUNT } from '../market/refusal.ts'
import { BUY } from '../market/side.ts'
import type { Transaction } from '../market/transaction.ts'
import { POOL } from './accounts.ts'
import type { ExchangeCore } from './exchange-core.ts'
import { EQUITY, INITIAL } from './health.ts'
import { OPENING_PAUSED } from './market-state.ts'
import { bandEdge, limitRefusal, withoutCaps } from './trading-limits.ts'
import type { Venue } from './venue.ts'

/** An order that may stay on the book after it was matched. */
const mayRest = (flags: number): boolean =>
  (flags & (IMMEDIATE_OR_CANCEL | FILL_OR_KILL | MARKET | BY_QUOTE | LIQUIDATION)) === 0

/** What is wrong with the order whatever the state of the market: 0, or the refusal. */
export const formRefusal = (exchange: ExchangeCore, venue: Venue, order: Transaction): number => {
  const { account, lots, limit, flags, expiry, trigger, triggerPrice, atoms } = order
  if (account < 0 || account >= exchange.accounts.count) return UNKNOWN_ACCOUNT
  const size = (flags & BY_QUOTE) === 0 ? lots : atoms
  if (!(Number.isSafeInteger(size) && size > 0)) return BELOW_LOT
  if (expiry !== 0 && expiry <= exchange.now) return EXPIRED
  if ((flags & MARKET) === 0 && (limit <= 0 || limit % venue.spec.tickUnits !== 0)) return OFF_TICK
  if (trigger !== 0 && !(Number.isSafeInteger(triggerPrice) && triggerPrice > 0)) return OFF_TICK
  return 0
}

/**
 * @param replaced - how many resting orders of the account it takes the place of, withheld from its exposure: 0 or 1
 * @returns 0, or why a well-formed order is refused before it reaches the engine; nothing has changed then
 */
export const entryRefusal = (exchange: ExchangeCore, venue: Venue, order: Transaction, replaced: 0 | 1 = 0): number => {
  const { account, market, side, limit, flags } = order
  if ((flags & (REDUCE_ONLY | LIQUIDATION)) !== 0) return 0
  const lots = lotsWanted(venue, order)
  const size = exchange.ledger.sizeOf(market, account)
  if ((exchange.markets.paused[market] & OPENING_PAUSED) !== 0 && venue.clearing.reducible(account, side) < lots)
    return PAUSED
  const restingLots = venue.orders.restingLots(account, side)
  const limits = exchange.accounts.role[account] === POOL ? withoutCaps(venue.limits) : venue.limits
  const refusal = limitRefusal(limits, {
    side,
    lots,
    limit,
    size,
    restingLots,
    openInterest: exchange.ledger.openInterest[market],
    index: exchange.markets.index[market],
  })
  return refusal !== 0 ? refusal : marginRefusal(exchange, venue, order, replaced)
}

/** An order by quote trades as many lots as the engine gives for its budget now. */
const lotsWanted = ({ clearing, engine }: Venue, { side, lots, limit, flags, atoms }: Transaction): number => {
  if ((flags & BY_QUOTE) === 0) return lots
  clearing.cell[BUDGET] = atoms
  return engine.lotsFor(side, limit)
}

/** Initial margin for what may rest, all other open orders counted; what only takes is asked at each match. */
const marginRefusal = (exchange: ExchangeCore, venue: Venue, order: Transaction, replaced: number): number => {
  const { account, side, lots, limit, flags } = order
  if (!mayRest(flags) || exchange.accounts.exempt[account] !== 0) return 0
  if (venue.clearing.reducible(account, side) >= lots && venue.orders.countOf(account) === replaced) return 0
  const { health } = exchange
  const market = venue.spec.market
  health.assessWithOrders(account, market, side === BUY ? lots : 0, side === BUY ? 0 : lots, limit)
  return health.figures[EQUITY] >= health.figures[INITIAL] ? 0 : INSUFFICIENT_MARGIN
}

/** A market order in a market with a price band trades no further than the band's edge, as an immediate order would. */
export const withinBand = (exchange: ExchangeCore, venue: Venue, order: Transaction): Transaction => {
  const { priceBand } = venue.limits
  const index = exchange.markets.index[order.market]
  if (priceBand === undefined || index === 0 || (order.flags & MARKET) === 0 || (order.flags & LIQUIDATION) !== 0)
    return order
  const limit = bandEdge(order.side, index, priceBand, venue.spec.tickUnits)
  return { ...order, limit, flags: (order.flags & ~MARKET) | IMMEDIATE_OR_CANCEL }
}
