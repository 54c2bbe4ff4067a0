import { fill, type Match, refusedSide } from './clearing.ts'
import type { ModelEvent } from './events.ts'
import { type Exact, least, sum, ZERO } from './exact.ts'
import { reducible } from './ledger.ts'
import { copyOf, type MarketState, type Order, opposite, type Resting, type Side, type State } from './state.ts'
import type { Terms } from './terms.ts'

/** Orders of a side in the order in which they trade: best price first, at one price the oldest first. */
export const queue = ({ book }: MarketState, side: Side): readonly Resting[] =>
  book
    .filter((order) => order.side === side)
    .sort((a, b) => (side === 'buy' ? b.price.cmp(a.price) : a.price.cmp(b.price)) || a.since - b.since)

/** The account's resting orders, the newest first. */
export const openOrders = ({ book }: MarketState, account: number): readonly Resting[] =>
  book.filter((order) => order.account === account).sort((a, b) => b.since - a.since)

export const remove = (market: MarketState, order: Resting): void => {
  market.book = market.book.filter((other) => other !== order)
}

/** Takes lots from an order; with its last it goes. */
const shrink = (market: MarketState, order: Resting, lots: Exact): void => {
  order.lots = order.lots.minus(lots)
  if (order.lots.isZero()) remove(market, order)
}

const rest = (state: State, m: number, order: Order, price: Exact): undefined => {
  const resting: Resting = { ...order, price, since: state.sequence++ }
  state.markets[m].book.push(resting)
}

/** Is a resting order at this price within what the taker accepts? */
const accepts = (order: Order, price: Exact): boolean =>
  order.limit === undefined || (order.side === 'buy' ? price.lte(order.limit) : price.gte(order.limit))

/** What became of an order on its way through the book. */
interface Walk {
  readonly left: Exact
  /** Why it stopped, where that was not for want of orders to meet. */
  readonly stopped?: string
}

/** Reduce-only orders go as soon as a fill has left their account nothing to reduce on their side. */
const purge = (market: MarketState, account: number, side: Side): void => {
  if (reducible(market, account, side).gt(0)) return
  market.book = market.book.filter((order) => !(order.account === account && order.side === side && order.reduceOnly))
}

/** Trades an order against the best of the other side, docs/order-book.md "One match". */
const walk = (terms: Terms, state: State, m: number, order: Order, events: ModelEvent[]): Walk => {
  const market = state.markets[m]
  const { account: taker, side } = order
  let left = order.lots
  for (;;) {
    const maker = queue(market, opposite(side))[0]
    if (left.isZero() || maker === undefined || !accepts(order, maker.price)) return { left }
    if (maker.account === taker) {
      if (order.selfTrade === 'cancel-incoming') return { left, stopped: 'self-trade' }
      if (order.selfTrade === 'decrement-both') {
        if (order.postOnly) return { left, stopped: 'would-cross' }
        const both = least(left, maker.lots)
        left = left.minus(both)
        shrink(market, maker, both)
      } else remove(market, maker)
      continue
    }
    let lots = least(left, maker.lots)
    if (maker.reduceOnly) lots = least(lots, reducible(market, maker.account, maker.side))
    if (lots.isZero()) {
      remove(market, maker)
      continue
    }
    if (order.reduceOnly) lots = least(lots, reducible(market, taker, side))
    if (lots.isZero()) return { left, stopped: 'would-increase' }
    const match: Match = { maker: maker.account, taker, side, lots, quote: lots.times(maker.price) }
    const refused = refusedSide(terms, state, m, match, order)
    if (refused === 'taker') return { left, stopped: 'insufficient-margin' }
    if (refused === 'maker') {
      remove(market, maker)
      continue
    }
    if (order.postOnly) return { left, stopped: 'would-cross' }
    events.push(fill(terms, state, m, match, order))
    left = left.minus(lots)
    shrink(market, maker, lots)
    purge(market, maker.account, maker.side)
    purge(market, taker, side)
    if (order.reduceOnly && left.gt(0) && reducible(market, taker, side).isZero())
      return { left, stopped: 'would-increase' }
  }
}

/** Lots that a fill-or-kill order counts on before it tries: its own orders are passed over, or end the count. */
const reach = (market: MarketState, order: Order): Exact => {
  const met: Exact[] = []
  for (const maker of queue(market, opposite(order.side))) {
    if (!accepts(order, maker.price)) break
    if (maker.account !== order.account) met.push(maker.lots)
    else if (order.selfTrade !== 'cancel-resting') break
  }
  return sum(met)
}

/** Why an immediate order found no more. */
const whyNoMore = (market: MarketState, side: Side): string =>
  queue(market, opposite(side)).length === 0 ? 'no-liquidity' : 'beyond-limit'

const fillOrKill = (terms: Terms, state: State, m: number, order: Order, events: ModelEvent[]): string | undefined => {
  const market = state.markets[m]
  if (order.reduceOnly && reducible(market, order.account, order.side).lt(order.lots)) return 'not-all-filled'
  if (reach(market, order).lt(order.lots)) return 'not-all-filled'
  const before = copyOf(state)
  const fills: ModelEvent[] = []
  const { left, stopped } = walk(terms, state, m, order, fills)
  if (left.isZero()) {
    events.push(...fills)
    return undefined
  }
  Object.assign(state, before)
  return stopped ?? 'not-all-filled'
}

/** What is wrong with the order for the book itself. */
const formOf = (state: State, m: number, { lots, goodTil, reduceOnly, account, side }: Order): string | undefined => {
  if (lots.lt(1)) return 'below-lot'
  if (goodTil !== 0 && goodTil <= state.now) return 'expired'
  if (reduceOnly && reducible(state.markets[m], account, side).isZero()) return 'would-increase'
  return undefined
}

/** An order in good form: trades what it can, rests where it may. */
const admit = (terms: Terms, state: State, m: number, order: Order, events: ModelEvent[]): string | undefined => {
  const market = state.markets[m]
  const { side, limit } = order
  const dropped = order.immediate || order.allOrNone || limit === undefined
  const best = queue(market, opposite(side))[0]
  if (best !== undefined && accepts(order, best.price)) {
    if (order.postOnly && order.slide) {
      const { tick } = terms.markets[m]
      const inside = side === 'buy' ? best.price.minus(tick) : best.price.plus(tick)
      return inside.lt(tick) ? 'would-cross' : rest(state, m, order, inside)
    }
    if (order.allOrNone) return fillOrKill(terms, state, m, order, events)
    const { left, stopped } = walk(terms, state, m, order, events)
    if (left.isZero()) return undefined
    if (stopped !== undefined) return stopped
    if (dropped) return whyNoMore(market, side)
    return rest(state, m, { ...order, lots: left }, limit)
  }
  if (order.allOrNone) return 'not-all-filled'
  return dropped ? whyNoMore(market, side) : rest(state, m, order, limit)
}

/** An order comes to the book. @returns why it, or its rest, was refused */
export const submitToBook = (
  terms: Terms,
  state: State,
  m: number,
  order: Order,
  events: ModelEvent[],
): string | undefined => formOf(state, m, order) ?? admit(terms, state, m, order, events)

/** Changes lots left and price: fewer lots at the same price keep their place, anything else comes again as a new order. */
export const replaceInBook = (
  terms: Terms,
  state: State,
  m: number,
  order: Resting,
  lots: Exact,
  price: Exact,
  events: ModelEvent[],
): string | undefined => {
  const market = state.markets[m]
  const malformed = formOf(state, m, { ...order, lots, goodTil: 0 })
  if (malformed !== undefined) return malformed
  if (price.eq(order.price) && lots.lte(order.lots)) {
    order.lots = lots
    return undefined
  }
  remove(market, order)
  return admit(terms, state, m, { ...order, lots, limit: price }, events)
}

/** Orders whose good-til time has come go. */
export const expireBook = (market: MarketState, now: number): void => {
  market.book = market.book.filter(({ goodTil }) => goodTil === 0 || goodTil > now)
}

/** Price units of the bests; 0 where a side is empty. */
export const bests = (market: MarketState): { readonly bid: Exact; readonly ask: Exact } => ({
  bid: queue(market, 'buy')[0]?.price ?? ZERO,
  ask: queue(market, 'sell')[0]?.price ?? ZERO,
})
