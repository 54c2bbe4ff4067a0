import { submitToCurve } from './amm.ts'
import { openOrders, remove, replaceInBook, submitToBook } from './book.ts'
import { begin } from './clearing.ts'
import type { ModelEvent } from './events.ts'
import { down, type Exact, exact, greatest, part, type Share, sum, up, ZERO } from './exact.ts'
import { openInterest, reducible } from './ledger.ts'
import { healthOf, initialWithOrders } from './margin.ts'
import { firstTrader, type MarketState, type Order, type Side, type State } from './state.ts'
import type { Terms } from './terms.ts'
import { decimalOf, shareOf } from './words.ts'

const offTick = (limit: Exact | undefined, tick: Exact): boolean =>
  limit !== undefined && (limit.lte(0) || !limit.mod(tick).isZero())

/** What is wrong with an order whatever the market does. */
const malformed = (terms: Terms, state: State, m: number, { lots, limit, goodTil }: Order): string | undefined => {
  if (lots.lte(0)) return 'below-lot'
  if (goodTil !== 0 && goodTil <= state.now) return 'expired'
  return offTick(limit, terms.markets[m].tick) ? 'off-tick' : undefined
}

const bandOf = (terms: Terms, m: number): Share | undefined => {
  const { priceBand } = terms.words.markets[m].limits
  return priceBand === undefined ? undefined : shareOf(priceBand)
}

const lotsOf = (terms: Terms, m: number, size: string | undefined): Exact | undefined =>
  size === undefined ? undefined : decimalOf(size).div(terms.markets[m].lot)

/** The first limit that an opening order would break: position cap, open-interest cap, price band. */
const brokenLimit = (terms: Terms, market: MarketState, m: number, order: Order): string | undefined => {
  const { account, side, lots, limit } = order
  const { position, openInterest: most } = terms.words.markets[m].limits
  const sign = side === 'buy' ? 1 : -1
  const { size } = market.positions[account]
  const resting = sum(
    market.book
      .filter((other) => other.account === account && other.side === side && !other.reduceOnly)
      .map((other) => other.lots),
  )
  const after = size.plus(resting.plus(lots).times(sign))
  const cap = lotsOf(terms, m, position)
  if (cap !== undefined && after.abs().gt(cap) && after.abs().gt(size.abs())) return 'beyond-cap'
  const opening = greatest(ZERO, size.plus(lots.times(sign)).abs().minus(size.abs()))
  const all = lotsOf(terms, m, most)
  if (all !== undefined && opening.gt(0) && openInterest(market).plus(opening).gt(all)) return 'beyond-cap'
  const band = bandOf(terms, m)
  if (band === undefined || limit === undefined || market.index.isZero()) return undefined
  const aggressive = side === 'buy' ? limit.gt(market.index) : limit.lt(market.index)
  const distance = limit.minus(market.index).abs()
  return aggressive && distance.gt(part(market.index, band)) ? 'outside-band' : undefined
}

/** Initial margin for what may rest. An order that by its lots only reduces needs none where nothing else rests in the market. */
const lacksMargin = (terms: Terms, state: State, m: number, order: Order): boolean => {
  const { account, side, lots, limit } = order
  if (order.immediate || order.allOrNone || limit === undefined || account < firstTrader(terms.markets.length))
    return false
  const market = state.markets[m]
  if (reducible(market, account, side).gte(lots) && openOrders(market, account).length === 0) return false
  const { equity } = healthOf(terms, state, account)
  return equity.lt(initialWithOrders(terms, state, account, { market: m, side, lots, price: limit }))
}

/** Why a well-formed order is refused before it reaches the engine. */
const refusedAtEntry = (terms: Terms, state: State, m: number, order: Order): string | undefined => {
  if (order.reduceOnly || order.liquidation) return undefined
  const market = state.markets[m]
  if (market.paused.includes('opening') && reducible(market, order.account, order.side).lt(order.lots)) return 'paused'
  const broken = brokenLimit(terms, market, m, order)
  if (broken !== undefined) return broken
  return lacksMargin(terms, state, m, order) ? 'insufficient-margin' : undefined
}

/** The worst price on whole ticks within the band about the index. */
const bandEdge = (terms: Terms, market: MarketState, m: number, side: Side, band: Share): Exact => {
  const { tick } = terms.markets[m]
  const width = part(market.index, band)
  return side === 'buy'
    ? down(down(market.index.plus(width)).div(tick)).times(tick)
    : greatest(tick, up(up(market.index.minus(width)).div(tick)).times(tick))
}

/** In a market with a price band a market order is an immediate order up to the band's edge. */
const withinBand = (terms: Terms, state: State, m: number, order: Order): Order => {
  const market = state.markets[m]
  const band = bandOf(terms, m)
  if (band === undefined || order.limit !== undefined || order.liquidation || market.index.isZero()) return order
  return { ...order, limit: bandEdge(terms, market, m, order.side, band), immediate: true }
}

const refusal = (account: number, market: number, refused: string, what: string): ModelEvent => ({
  kind: 'refusal',
  account,
  market,
  refusal: refused,
  what,
})

/** An order comes to the exchange; one with a trigger is put aside. */
export const place = (terms: Terms, state: State, m: number, order: Order, events: ModelEvent[]): void => {
  begin(state, m)
  const form = malformed(terms, state, m, order)
  if (form === undefined && order.trigger !== undefined) {
    state.markets[m].triggers.push(order)
    return
  }
  const bounded = withinBand(terms, state, m, order)
  const submit = terms.engine.kind === 'order-book' ? submitToBook : submitToCurve
  const refused = form ?? refusedAtEntry(terms, state, m, bounded) ?? submit(terms, state, m, bounded, events)
  if (refused !== undefined) events.push(refusal(order.account, m, refused, 'place'))
}

/** Takes away the account's newest resting order with the tag, or else all that wait under it. */
export const cancel = (state: State, m: number, account: number, tag: number): void => {
  const market = state.markets[m]
  const found = openOrders(market, account).find((order) => order.tag === tag)
  if (found !== undefined) remove(market, found)
  else market.triggers = market.triggers.filter((order) => order.account !== account || order.tag !== tag)
}

export const cancelAll = (state: State, m: number, account: number): void => {
  const market = state.markets[m]
  market.triggers = market.triggers.filter((order) => order.account !== account)
  market.book = market.book.filter((order) => order.account !== account)
}

/** Changes lots and limit of the account's newest resting order with the tag. */
export const replace = (
  terms: Terms,
  state: State,
  m: number,
  account: number,
  { tag, lots, limit }: { readonly tag: number; readonly lots: Exact; readonly limit: Exact },
  events: ModelEvent[],
): void => {
  begin(state, m)
  const market = state.markets[m]
  const found = openOrders(market, account).find((order) => order.tag === tag)
  if (found === undefined) {
    events.push(refusal(account, m, 'unknown-order', 'replace'))
    return
  }
  let refused: string | undefined
  if (lots.gt(found.lots) || !limit.eq(found.price)) {
    const stead: Order = { ...found, lots, limit, goodTil: 0 }
    remove(market, found)
    refused = malformed(terms, state, m, stead) ?? refusedAtEntry(terms, state, m, stead)
    market.book.push(found)
  }
  refused ??= replaceInBook(terms, state, m, found, lots, limit, events)
  if (refused !== undefined) events.push(refusal(account, m, refused, 'replace'))
}

/** Orders whose mark has come are submitted, the oldest first; all that wait are looked at once, before any of them trades. */
export const runTriggers = (terms: Terms, state: State, m: number, events: ModelEvent[]): void => {
  const { mark, triggers } = state.markets[m]
  const isDue = ({ trigger }: Order): boolean =>
    trigger !== undefined && (trigger.when === 'above' ? mark.gte(trigger.price) : mark.lte(trigger.price))
  const due = triggers.filter(isDue)
  state.markets[m].triggers = triggers.filter((order) => !isDue(order))
  for (const order of due) {
    const { trigger, ...calm } = order
    events.push({
      kind: 'trigger',
      account: order.account,
      market: m,
      triggerPrice: (trigger?.price ?? exact(0)).toNumber(),
    })
    place(terms, state, m, calm, events)
  }
}
