import type { ModelEvent } from './events.ts'
import { down, type Exact, part, up, ZERO } from './exact.ts'
import { move, settle } from './ledger.ts'
import { healthOf, mayTrade } from './margin.ts'
import { FEES, FUND, firstTrader, type Order, poolAccount, type Side, type State } from './state.ts'
import type { Terms } from './terms.ts'
import { shareOf } from './words.ts'

/** A match as it would be: `side` is the taker's. */
export interface Match {
  readonly maker: number
  readonly taker: number
  readonly side: Side
  readonly lots: Exact
  readonly quote: Exact
}

const isTrader = (terms: Terms, account: number): boolean => account >= firstTrader(terms.markets.length)

const feeOf = (terms: Terms, who: 'maker' | 'taker', liquidation: boolean, quote: Exact): Exact => {
  const { maker, taker, liquidationTaker } = terms.words.fees
  const rate = who === 'maker' ? maker : liquidation ? (liquidationTaker ?? taker) : taker
  return up(part(quote, shareOf(rate)))
}

/** May an account take these signed lots for this change of its cash? */
const traderMay = (terms: Terms, state: State, market: number, account: number, lots: Exact, cash: Exact): boolean =>
  mayTrade(healthOf(terms, state, account), healthOf(terms, state, account, { market, lots, cash }))

/** A pool may always reduce; it takes on more while what backs it is above zero. */
const poolMay = (terms: Terms, state: State, m: number, pool: number, lots: Exact): boolean => {
  const { engine } = terms
  const { size } = state.markets[m].positions[pool]
  if (engine.kind === 'order-book' || engine.backing === 'none' || size.plus(lots).abs().lte(size.abs())) return true
  const own = healthOf(terms, state, pool).equity
  return own.gt(0) || (engine.backing === 'fund' && state.balances[FUND].gt(0))
}

/** Which side may not trade: the maker is asked first. */
export const refusedSide = (
  terms: Terms,
  state: State,
  m: number,
  match: Match,
  order: Order,
): 'maker' | 'taker' | undefined => {
  const { maker, taker, side, lots, quote } = match
  const taken = side === 'buy' ? lots : lots.neg()
  const received = side === 'buy' ? quote.neg() : quote
  const makerCash = received.neg().minus(feeOf(terms, 'maker', false, quote))
  if (isTrader(terms, maker)) {
    if (!traderMay(terms, state, m, maker, taken.neg(), makerCash)) return 'maker'
  } else if (maker === poolAccount(state.markets.length, m) && !poolMay(terms, state, m, maker, taken.neg()))
    return 'maker'
  const takerCash = received.minus(feeOf(terms, 'taker', false, quote))
  if (isTrader(terms, taker) && !order.liquidation && !traderMay(terms, state, m, taker, taken, takerCash))
    return 'taker'
  return undefined
}

/** Moves lots, quote and fees of a match; both sides are settled first. */
export const fill = (terms: Terms, state: State, m: number, match: Match, order: Order): ModelEvent => {
  const { maker, taker, side, lots, quote } = match
  const market = state.markets[m]
  settle(state, m, maker)
  settle(state, m, taker)
  const paid = side === 'buy' ? quote : quote.neg()
  const signed = side === 'buy' ? lots : lots.neg()
  const makerFee = feeOf(terms, 'maker', false, quote)
  const takerFee = feeOf(terms, 'taker', order.liquidation, quote)
  move(market, taker, signed, paid)
  move(market, maker, signed.neg(), paid.neg())
  state.balances[taker] = state.balances[taker].minus(paid).minus(takerFee)
  state.balances[maker] = state.balances[maker].plus(paid).minus(makerFee)
  state.balances[FEES] = state.balances[FEES].plus(takerFee).plus(makerFee)
  for (const [account, fee] of [
    [taker, takerFee],
    [maker, makerFee],
  ] as const) {
    const position = market.positions[account]
    position.filledLots = position.filledLots.plus(lots)
    position.filledQuote = position.filledQuote.plus(quote)
    position.feesPaid = position.feesPaid.plus(fee)
  }
  const { totals, last } = market
  totals.fills = totals.fills.plus(1)
  totals.volumeLots = totals.volumeLots.plus(lots)
  totals.volumeQuote = totals.volumeQuote.plus(quote)
  totals.takerFees = totals.takerFees.plus(takerFee)
  totals.makerFees = totals.makerFees.plus(makerFee)
  last.lots = last.lots.plus(lots)
  last.quote = last.quote.plus(quote)
  last.fee = last.fee.plus(takerFee)
  last.price = down(quote.div(lots))
  return {
    kind: 'fill',
    market: m,
    maker,
    taker,
    side,
    lots: lots.toNumber(),
    quote: quote.toNumber(),
    liquidation: order.liquidation,
  }
}

/** Forgets what the order before has filled. */
export const begin = (state: State, m: number): void => {
  const { last } = state.markets[m]
  last.lots = ZERO
  last.quote = ZERO
  last.fee = ZERO
}
