import { bests } from './book.ts'
import { quotes } from './curve.ts'
import type { ModelEvent } from './events.ts'
import { down, type Exact, exact, greatest, least, nearest, part, sum, toZero, within, ZERO } from './exact.ts'
import type { MarketState, State } from './state.ts'
import { MICROS, type Terms } from './terms.ts'
import { millisecondsOf, shareOf } from './words.ts'

const PICO = exact(1_000_000_000_000)
/** Premiums and rates per period are held within 10,000 %. */
const MOST = PICO.times(100)

/** Bests in micro-units; 0 where there is none. */
export const bestsOf = (terms: Terms, market: MarketState): { readonly bid: Exact; readonly ask: Exact } => {
  const { engine } = terms
  if (engine.kind === 'virtual-amm' && market.curve !== undefined) return quotes(market.curve, shareOf(engine.spread))
  const { bid, ask } = bests(market)
  return { bid: bid.times(MICROS), ask: ask.times(MICROS) }
}

/** A curve's marginal price, or the middle of a book's bests, in micro-units; 0 where there is none. */
export const midOf = (terms: Terms, market: MarketState): Exact => {
  const { engine } = terms
  if (engine.kind === 'virtual-amm' && market.curve !== undefined)
    return quotes(market.curve, shareOf(engine.spread)).mid
  const { bid, ask } = bestsOf(terms, market)
  return bid.isZero() || ask.isZero() ? ZERO : bid.plus(ask).div(2)
}

/** The mark in micro-units, docs/oracle-and-mark.md "Mark rules". */
export const markMicros = (terms: Terms, market: MarketState): Exact => {
  const { mark } = terms.words
  const index = market.oracle.published.price
  const mid = midOf(terms, market)
  if (mark.rule === 'index' || mid.isZero() || index.isZero()) return index
  const width = down(part(index, shareOf(mark.band)))
  return least(greatest(mid, index.minus(width)), index.plus(width))
}

/** The mark in whole units, to the nearest, at least 1. */
export const remark = (terms: Terms, state: State, m: number): void => {
  const market = state.markets[m]
  market.mark = greatest(exact(1), nearest(markMicros(terms, market).div(MICROS)))
}

/** A rate of the scenario in pico, towards zero. */
const picoOf = (rate: string): Exact => toZero(part(PICO, shareOf(rate)))

const premiumNow = (terms: Terms, market: MarketState): Exact => {
  const index = market.oracle.published.price
  const mid = midOf(terms, market)
  if (mid.isZero() || index.isZero()) return market.funding.latest
  return within(toZero(mid.minus(index).times(PICO).div(index)), MOST)
}

/** The premium is sampled in each block, or stands for every sample of the grid that the block has passed. */
const sample = (terms: Terms, state: State, market: MarketState): void => {
  const { funding } = market
  const { every } = terms.words.funding.sample
  const slot = every === 'block' ? funding.slot + 1 : Math.floor(state.now / millisecondsOf(every))
  if (slot <= funding.slot) return
  funding.latest = premiumNow(terms, market)
  for (; funding.slot < slot; funding.slot++) funding.samples.push(funding.latest)
}

/** Closes the window of samples. */
const closeWindow = (terms: Terms, market: MarketState): Exact => {
  const { funding } = market
  const { mean } = terms.words.funding.sample
  const { samples } = funding
  if (samples.length > 0) {
    const weights = samples.map((_, i) => exact(mean === 'linear' ? i + 1 : 1))
    const total = sum(samples.map((premium, i) => premium.times(weights[i])))
    funding.premiumIndex = mean === 'latest' ? funding.latest : toZero(total.div(sum(weights)))
  }
  funding.samples = []
  return funding.premiumIndex
}

const ratePerPeriod = (terms: Terms, premium: Exact): Exact => {
  const { rate, constant = '0', interest = '0', clamp = '0', periodCap } = terms.words.funding
  const cap = periodCap === undefined ? MOST : least(MOST, picoOf(periodCap))
  if (rate === 'constant') return within(picoOf(constant), cap)
  return within(premium.plus(within(picoOf(interest).minus(premium), picoOf(clamp))), cap)
}

/** Samples the premium and makes the payments that are due, docs/funding.md. */
export const fund = (terms: Terms, state: State, m: number, events: ModelEvent[]): void => {
  const market = state.markets[m]
  const { funding } = market
  const { every, period, cap, price } = terms.words.funding
  sample(terms, state, market)
  for (;;) {
    const elapsed = state.now - funding.paidUntil
    const covers = every === 'block' ? elapsed : millisecondsOf(every)
    if (elapsed < covers || covers <= 0) return
    funding.paidUntil += covers
    const rate = ratePerPeriod(terms, closeWindow(terms, market))
    funding.rate = rate
    const whole = rate.times(covers).plus(funding.rateCarry)
    const over = down(whole.div(millisecondsOf(period)))
    funding.rateCarry = whole.minus(over.times(millisecondsOf(period)))
    const paid = cap === undefined ? over : within(over, picoOf(cap))
    funding.ratePaid = paid
    const notional = price === 'mark' ? markMicros(terms, market) : market.oracle.published.price
    const owed = paid.times(notional).plus(funding.indexCarry)
    const step = down(owed.div(PICO))
    funding.indexCarry = owed.minus(step.times(PICO))
    funding.index = funding.index.plus(step)
    events.push({ kind: 'funding', market: m, ratePico: paid.toNumber() })
  }
}
