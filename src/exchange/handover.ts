import { bankruptcyQuote } from '../liquidation/bankruptcy-price.ts'
import { mulDivDown } from '../numeric/mul-div.ts'
import type { Exchange } from './exchange.ts'
import { EQUITY, MAINTENANCE } from './health.ts'

/** What changes hands without an order: lots > 0 and quote atoms, received by the account if positive, paid if negative. */
export interface Handover {
  readonly lots: number
  readonly quote: number
}

/**
 * Equity that belongs to the account's position in one market: all of it for a single position, else in proportion to
 * maintenance (dYdX v4 bankruptcy price), rounded down.
 */
export const equityShare = (exchange: Exchange, account: number, market: number): number => {
  const { health, ledger, markets, venues } = exchange
  health.assess(account, -1, 0)
  const equity = health.figures[EQUITY]
  const maintenance = health.figures[MAINTENANCE]
  const notional = Math.abs(ledger.sizeOf(market, account)) * markets.mark[market]
  const own = venues[market].tiers.maintenance(notional)
  return own === maintenance || maintenance === 0 ? equity : mulDivDown(equity, own, maintenance)
}

/** Quote atoms of `lots` of the account's position at the price that leaves it with nothing (`bankruptcy`) or at the mark. */
export const handoverQuote = (
  exchange: Exchange,
  account: number,
  market: number,
  lots: number,
  price: 'bankruptcy' | 'mark',
): number => {
  const { ledger, markets } = exchange
  const size = ledger.sizeOf(market, account)
  const mark = markets.mark[market]
  if (price === 'mark') return size > 0 ? lots * mark : 0 - lots * mark
  return bankruptcyQuote(size, mark, equityShare(exchange, account, market), lots)
}

/** Moves lots of `account`'s position and their quote atoms to `taker`, both settled; no fee, no engine. */
export const handOver = (exchange: Exchange, account: number, taker: number, market: number, deal: Handover): void => {
  const { ledger, venues, collateral, touched } = exchange
  const { lots, quote } = deal
  venues[market].clearing.settleFunding(account)
  venues[market].clearing.settleFunding(taker)
  const signed = ledger.sizeOf(market, account) > 0 ? 0 - lots : lots
  ledger.transfer(collateral, taker, account, quote)
  ledger.move(market, account, signed, 0 - quote)
  ledger.move(market, taker, 0 - signed, quote)
  venues[market].clearing.rebaseFunding(account)
  venues[market].clearing.rebaseFunding(taker)
  touched.touch(account)
  touched.touch(taker)
}
