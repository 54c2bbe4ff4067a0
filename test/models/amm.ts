import { fill, type Match, refusedSide } from './clearing.ts'
import { available, type Curve, lotsWithin, movedBy, priceOf, quoteFor, withSpread } from './curve.ts'
import type { ModelEvent } from './events.ts'
import { down, type Exact, least, part, type Share } from './exact.ts'
import { reducible } from './ledger.ts'
import { type MarketState, type Order, poolAccount, type State } from './state.ts'
import type { Terms } from './terms.ts'
import { decimalOf, shareOf } from './words.ts'

/** The price that the fluctuation limit of this block is taken from: after the last trade of an earlier block, or of this one. */
const reference = ({ prices }: MarketState, block: number): Share => {
  const earlier = prices.filter((one) => one.block < block)
  return (earlier.at(-1) ?? prices[prices.length - 1]).price
}

/** Does the curve's price lie within the block's fluctuation band? */
const isInBand = (market: MarketState, block: number, curve: Curve, width: string | undefined): boolean => {
  if (width === undefined) return true
  const [price, from, { n, d }] = [priceOf(curve), reference(market, block), shareOf(width)]
  const [here, there] = [price.n.times(from.d).times(d), from.n.times(price.d)]
  return here.lte(there.times(d.plus(n))) && here.gte(there.times(d.minus(n)))
}

/** Trades exactly so many lots with the pool, or none. */
const swap = (
  terms: Terms,
  state: State,
  m: number,
  order: Order,
  lots: Exact,
  events: ModelEvent[],
): string | undefined => {
  const { engine } = terms
  const market = state.markets[m]
  const curve = market.curve as Curve
  const { account, side } = order
  if (engine.kind !== 'virtual-amm') return 'no-liquidity'
  const { fluctuation, largestOrder } = engine
  if (largestOrder !== undefined && lots.gt(decimalOf(largestOrder).div(terms.markets[m].lot)))
    return 'beyond-trade-limit'
  if (engine.tradeLimit !== undefined && side === 'buy' && curve.kind === 'constant-product')
    if (lots.gt(down(part(curve.lots, shareOf(engine.tradeLimit))))) return 'beyond-trade-limit'
  if (lots.gt(available(curve, side))) return 'no-liquidity'
  const moved = quoteFor(curve, side, lots)
  const quote = withSpread(side, moved, shareOf(engine.spread))
  const match: Match = { maker: poolAccount(state.markets.length, m), taker: account, side, lots, quote }
  const after = movedBy(curve, side, lots, moved)
  if (!isInBand(market, state.block, curve, fluctuation)) return 'beyond-fluctuation'
  const mayLeave = order.liquidation || order.reduceOnly
  if (!mayLeave && !isInBand(market, state.block, after, fluctuation)) return 'beyond-fluctuation'
  const refused = refusedSide(terms, state, m, match, order)
  if (refused !== undefined) return refused === 'maker' ? 'no-liquidity' : 'insufficient-margin'
  market.curve = after
  market.prices.push({ block: state.block, price: priceOf(after) })
  events.push(fill(terms, state, m, match, order))
  return undefined
}

/** An order comes to the curve, docs/virtual-amm.md "Orders". @returns why it, or its rest, was refused */
export const submitToCurve = (
  terms: Terms,
  state: State,
  m: number,
  order: Order,
  events: ModelEvent[],
): string | undefined => {
  const { engine } = terms
  const market = state.markets[m]
  const { account, side, limit } = order
  if (engine.kind !== 'virtual-amm') return 'no-liquidity'
  if (order.postOnly) return 'would-cross'
  if (order.goodTil !== 0 && order.goodTil <= state.now) return 'expired'
  const wanted = order.reduceOnly ? least(order.lots, reducible(market, account, side)) : order.lots
  if (wanted.isZero()) return 'would-increase'
  if (wanted.lt(order.lots) && order.allOrNone) return 'not-all-filled'
  const unwanted = wanted.lt(order.lots) ? 'would-increase' : undefined
  if (limit === undefined) return swap(terms, state, m, order, wanted, events) ?? unwanted
  const lots = lotsWithin(market.curve as Curve, side, wanted, limit, shareOf(engine.spread))
  if (lots.lt(wanted) && order.allOrNone) return 'not-all-filled'
  if (lots.isZero()) return 'beyond-limit'
  const refused = swap(terms, state, m, order, lots, events)
  return refused ?? (lots.lt(wanted) ? 'beyond-limit' : unwanted)
}
