import { POOL } from '../../../exchange/accounts.ts'
import { OPENING_PAUSED } from '../../../exchange/market-state.ts'
import type { Venue } from '../../../exchange/venue.ts'
import {
  BY_QUOTE,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIQUIDATION,
  MARKET,
  REDUCE_ONLY,
} from '../../../market/order-flags.ts'
import { BUY } from '../../../market/side.ts'
import type { Transaction } from '../../../market/transaction.ts'
import { lotsOf } from '../../../scenario/market-units.ts'
import { larger, magnitude } from '../../watch/exact-division.ts'
import { ceilDiv, floorDiv, shareOf } from '../../watch/reckoning.ts'
import type { RestingOrder } from '../../watch/resting-book.ts'
import type { RunInView } from '../../watch/run-in-view.ts'

/** What should become of an order at entry. */
export interface EntryExpectation {
  /** Name of the refusal; undefined when the order should pass. */
  readonly refusal: string | undefined
  /** What the engine should be asked for, the market's price band kept. */
  readonly limit: number
  readonly flags: number
  /** Figures of the rule that decides, for who reads the violation. */
  readonly figures: string
  /** What was put to the test: the rules that the order had to pass. */
  readonly tested: readonly string[]
}

/** What is said of the script's pauses: bits by market. */
export type PausedByScript = readonly number[]

const isWhole = (x: number): boolean => Number.isSafeInteger(x) && x > 0

/** Form: what is wrong with an order whatever the market's state. */
const malformed = ({ simulation }: RunInView, { spec }: Venue, order: Transaction): string | undefined => {
  const { account, lots, atoms, flags, limit, expiry, trigger, triggerPrice } = order
  if (account < 0 || account >= simulation.parts.exchange.accounts.count) return 'unknown-account'
  if (!isWhole((flags & BY_QUOTE) !== 0 ? atoms : lots)) return 'below-lot'
  if (expiry !== 0 && expiry <= simulation.block.time) return 'expired'
  if ((flags & MARKET) === 0 && (!isWhole(limit) || limit % spec.tickUnits !== 0)) return 'off-tick'
  if (trigger !== 0 && !isWhole(triggerPrice)) return 'off-tick'
  return undefined
}

/** The market's limits in lots, from the scenario's words; the caps are for all but pools. */
const limitsOf = ({ scenario, simulation }: RunInView, { spec, pool }: Venue, account?: number) => {
  const { position, openInterest, priceBand } = scenario.markets[spec.market].limits
  const capped = account !== pool || simulation.parts.exchange.accounts.role[pool] !== POOL
  return {
    position: position === undefined || !capped ? undefined : BigInt(lotsOf(position, spec)),
    openInterest: openInterest === undefined || !capped ? undefined : BigInt(lotsOf(openInterest, spec)),
    band: priceBand === undefined ? undefined : shareOf(priceBand),
  }
}

/** The worst price that a market order may reach: the last tick inside the band. */
const bandEdge = (view: RunInView, venue: Venue, side: number): number | undefined => {
  const { market, tickUnits } = venue.spec
  const index = BigInt(view.simulation.parts.exchange.markets.index[market])
  const { band } = limitsOf(view, venue)
  if (band === undefined || index === 0n) return undefined
  const tick = BigInt(tickUnits)
  return side === BUY
    ? Number(floorDiv(index * (band.d + band.n), band.d * tick) * tick)
    : Number(larger(tick, ceilDiv(index * (band.d - band.n), band.d * tick) * tick))
}

/**
 * Reckons what the exchange's documents say of an order at entry: form, pauses, caps, price band, initial margin, in this
 * order, as the market stands now.
 *
 * @param replaced - the resting order that it takes the place of
 */
export const entryExpectation = (
  view: RunInView,
  order: Transaction,
  paused: PausedByScript,
  replaced?: RestingOrder,
): EntryExpectation => {
  const { simulation, reckoning, books } = view
  const { exchange } = simulation.parts
  const { account, market, side, lots } = order
  const venue = exchange.venues[market]
  let { limit, flags } = order
  const tested = ['form']
  const answer = (refusal: string | undefined, figures = ''): EntryExpectation => {
    return { refusal, limit, flags, figures, tested }
  }
  const fault = malformed(view, venue, order)
  if (fault !== undefined) return answer(fault)
  if (order.trigger !== 0) return answer(undefined)
  const edge = (flags & MARKET) !== 0 && (flags & LIQUIDATION) === 0 ? bandEdge(view, venue, side) : undefined
  if (edge !== undefined && replaced === undefined) {
    tested.push('band')
    limit = edge
    flags = (flags & ~MARKET) | IMMEDIATE_OR_CANCEL
  }
  if ((flags & (REDUCE_ONLY | LIQUIDATION)) !== 0) return answer(undefined)

  const size = reckoning.size(market, account)
  const wanted = BigInt(lots)
  const reducible = larger(0n, side === BUY ? 0n - size : size)
  const { consequences } = simulation.feeds[market].parts.oracle.published
  if (((paused[market] | consequences) & OPENING_PAUSED) !== 0) {
    tested.push('paused')
    if (reducible < wanted) return answer('paused', `${reducible} of ${wanted} lots would reduce`)
  }

  const others = books[market].of(account).filter(({ handle }) => handle !== replaced?.handle)
  const limits = limitsOf(view, venue, account)
  const sign = side === BUY ? 1n : -1n
  if (limits.position !== undefined) {
    tested.push('position cap')
    const resting = others
      .filter((other) => other.side === side && (other.flags & REDUCE_ONLY) === 0)
      .reduce((sum, other) => sum + BigInt(other.lots), 0n)
    const after = magnitude(size + sign * (resting + wanted))
    if (after > limits.position && after > magnitude(size))
      return answer('beyond-cap', `${after} lots with resting orders, cap ${limits.position}`)
  }
  if (limits.openInterest !== undefined) {
    tested.push('open interest cap')
    const opened = magnitude(size + sign * wanted) - magnitude(size)
    const after = BigInt(exchange.ledger.openInterest[market]) + opened
    if (opened > 0n && after > limits.openInterest)
      return answer('beyond-cap', `open interest ${after}, cap ${limits.openInterest}`)
  }
  const index = BigInt(exchange.markets.index[market])
  if (limits.band !== undefined && limit !== 0 && index !== 0n) {
    tested.push('band')
    const beyond = sign * (BigInt(limit) - index)
    if (beyond * limits.band.d > index * limits.band.n)
      return answer('outside-band', `limit ${limit}, index ${index} units`)
  }

  const rests = (flags & (IMMEDIATE_OR_CANCEL | FILL_OR_KILL | MARKET | BY_QUOTE)) === 0
  if (!rests || exchange.accounts.exempt[account] !== 0) return answer(undefined)
  tested.push('margin')
  if (reducible >= wanted && others.length === 0) return answer(undefined)
  const change = { market, with: { side, lots, price: limit, flags } }
  const equity = reckoning.equity(account)
  const required = reckoning.initialWithOrders(
    account,
    replaced === undefined ? change : { ...change, without: replaced.handle },
  )
  const figures = `equity ${equity}, initial margin with all open orders ${required}`
  return answer(equity >= required ? undefined : 'insufficient-margin', figures)
}
