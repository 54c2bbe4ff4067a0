import { type Exact, exact, greatest, nearest, part } from './exact.ts'
import type { OracleState, Pause, State } from './state.ts'
import type { Terms } from './terms.ts'
import { millisecondsOf, type StepWords, shareOf } from './words.ts'

/** A failure of sources while `from <= time < until`. */
export type Fault = Extract<StepWords, { readonly do: 'fail-oracle' }>

const strikes = ({ source, at, for: length }: Fault, who: number, time: number): boolean =>
  (source === 'all' || source === who) &&
  time >= millisecondsOf(at) &&
  time < millisecondsOf(at) + millisecondsOf(length)

/** The true price in micro-units. */
export const truePrice = (terms: Terms, state: State, m: number): Exact =>
  nearest(terms.markets[m].start.times(state.markets[m].shift))

/** The price through spikes and biases, each to the nearest, in the order in which they were declared. */
const seen = (price: Exact, faults: readonly Fault[]): Exact => {
  let distorted = price
  for (const { kind, factor = '1', by = '0' } of faults) {
    if (kind === 'spike') distorted = nearest(part(distorted, shareOf(factor)))
    if (kind === 'bias') distorted = distorted.plus(nearest(part(distorted, shareOf(by))))
  }
  return greatest(exact(1), distorted)
}

/** Middle price; of an even number the middle of the two in the middle, to the nearest. */
const median = (prices: readonly Exact[]): Exact => {
  const sorted = [...prices].sort((a, b) => a.cmp(b))
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half] : nearest(sorted[half - 1].plus(sorted[half]).div(2))
}

/** The newest observation of each source that can be used now, too old ones left out, and their median. */
const collect = (terms: Terms, oracle: OracleState, now: number): OracleState['candidate'] => {
  const { sources, longestAge } = terms.words.oracle
  const live = Array.from({ length: sources }, (_, source) =>
    oracle.observations.filter((one) => one.source === source && one.usable <= now).at(-1),
  ).flatMap((one) =>
    one === undefined || (longestAge !== undefined && now - one.time > millisecondsOf(longestAge)) ? [] : [one],
  )
  if (live.length === 0) return undefined
  return { price: median(live.map(({ price }) => price)), newest: Math.max(...live.map(({ time }) => time)) }
}

const PAUSES: Readonly<Record<string, readonly Pause[]>> = {
  none: [],
  'pause-opening': ['opening'],
  'pause-liquidation': ['liquidation'],
  'pause-both': ['opening', 'liquidation'],
}

/** Which guards are up now; looked at when sources observe and when something is published. */
const guard = (terms: Terms, oracle: OracleState, now: number): void => {
  const { stale, jump } = terms.words.oracle.guards
  const isStale = stale !== undefined && now - oracle.published.time > millisecondsOf(stale.after)
  const isJumped = now < oracle.jumpedUntil
  oracle.pauses = [
    ...(isStale ? PAUSES[stale.consequence] : []),
    ...(isJumped && jump !== undefined ? PAUSES[jump.consequence] : []),
  ]
}

/** The candidate becomes the index. @returns false where there is none */
export const publish = (terms: Terms, state: State, m: number): boolean => {
  const { oracle } = state.markets[m]
  const { jump } = terms.words.oracle.guards
  const { candidate } = oracle
  if (candidate === undefined) return false
  const before = oracle.published.price
  if (jump !== undefined && before.gt(0))
    if (
      candidate.price
        .minus(before)
        .abs()
        .gt(part(before, shareOf(jump.beyond)))
    )
      oracle.jumpedUntil = state.now + millisecondsOf(jump.for)
  oracle.published = { ...candidate, time: state.now }
  guard(terms, oracle, state.now)
  indexChanged(state, m)
  return true
}

/** Index in whole units, at least 1, and what is paused. */
export const indexChanged = (state: State, m: number): void => {
  const market = state.markets[m]
  market.index = greatest(exact(1), nearest(market.oracle.published.price.div(1_000_000)))
}

/** What is paused: by the script and by guards. @returns whether that has changed */
export const refreshPauses = (state: State, m: number): boolean => {
  const market = state.markets[m]
  const all = [...market.scripted, ...market.oracle.pauses]
  const paused = (['opening', 'liquidation'] as const).filter((pause) => all.includes(pause))
  const changed = paused.join() !== market.paused.join()
  market.paused = paused
  return changed
}

/** Before the first block every source has reported the first price, a delay ago, and it is published. */
export const beginOracle = (terms: Terms, state: State, m: number): void => {
  const { oracle } = state.markets[m]
  const { sources, delay } = terms.words.oracle
  const price = truePrice(terms, state, m)
  const time = 0 - millisecondsOf(delay)
  oracle.observations = Array.from({ length: sources }, (_, source) => ({ source, time, usable: time, price }))
  oracle.candidate = collect(terms, oracle, 0)
  publish(terms, state, m)
}

/** A block begins: sources observe, and what is due is published. */
export const observe = (terms: Terms, state: State, m: number, faults: readonly Fault[]): void => {
  const { now } = state
  const { oracle } = state.markets[m]
  const { sources, delay, heartbeat, deviation } = terms.words.oracle
  const truth = truePrice(terms, state, m)
  for (let source = 0; source < sources; source++) {
    const striking = faults.filter((fault) => strikes(fault, source, now))
    if (striking.some(({ kind }) => kind === 'silent')) continue
    const before = oracle.observations.filter((one) => one.source === source).at(-1)
    const stuck = striking.some(({ kind }) => kind === 'stuck') && before !== undefined
    const price = stuck ? before.price : seen(truth, striking)
    oracle.observations.push({ source, time: now, usable: now + millisecondsOf(delay), price })
  }
  oracle.candidate = collect(terms, oracle, now)
  guard(terms, oracle, now)
  const { candidate, published } = oracle
  const fresh = candidate !== undefined && candidate.newest > published.newest
  const timely = now - published.time >= millisecondsOf(heartbeat)
  const moved = (price: Exact): boolean =>
    deviation !== undefined &&
    price
      .minus(published.price)
      .abs()
      .gte(part(published.price, shareOf(deviation)))
  if (fresh && (timely || moved(candidate.price))) publish(terms, state, m)
  else indexChanged(state, m)
}
