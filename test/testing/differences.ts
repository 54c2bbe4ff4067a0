import type { OrderBook } from '../../src/engines/order-book/order-book.ts'
import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { LAST_LOTS, LAST_PRICE, LAST_QUOTE, LAST_TAKER_FEE } from '../../src/exchange/market-clearing.ts'
import * as row from '../../src/exchange/position-row.ts'
import type { Venue } from '../../src/exchange/venue.ts'
import { MARKET, REDUCE_ONLY } from '../../src/market/order-flags.ts'
import { BUY, SELL } from '../../src/market/side.ts'
import type { Simulation } from '../../src/simulation/simulation.ts'
import { openOrders, queue } from '../models/book.ts'
import { type Exact, sum } from '../models/exact.ts'
import type { ExchangeModel } from '../models/exchange-model.ts'
import { bestsOf, midOf } from '../models/funding.ts'
import { openInterest } from '../models/ledger.ts'
import { freeOf, healthOf } from '../models/margin.ts'
import { truePrice } from '../models/oracle.ts'
import { type MarketState, type Order, TOTALS } from '../models/state.ts'

/** Numbers do not change, and most of them stand where they stood a moment ago. */
const read = new WeakMap<Exact, number>()

const equal = (model: Exact, real: number): boolean => {
  const known = read.get(model)
  if (known !== undefined) return known === real
  if (!model.isInteger()) return model.eq(real)
  const whole = model.toNumber()
  read.set(model, whole)
  return whole === real
}

/** Takes down which figures differ. */
class Differences {
  readonly found: string[] = []
  /** Where the figures that follow stand. */
  place = ''

  number(what: string, model: Exact | number, real: number): void {
    if (typeof model === 'number' ? model === real : equal(model, real)) return
    this.found.push(`${this.place}${what}: model ${model}, exchange ${real}`)
  }

  text(what: string, model: string, real: string): void {
    if (model !== real) this.found.push(`${this.place}${what}: model ${model || 'none'}, exchange ${real || 'none'}`)
  }
}

const told = (event: ExchangeEvent): string =>
  JSON.stringify(event.kind === 'fill' ? { ...event, side: event.side === BUY ? 'buy' : 'sell' } : event)

const restingModel = (market: MarketState, side: 'buy' | 'sell'): string =>
  queue(market, side)
    .map(({ account, lots, price, tag, reduceOnly }) => `${account}:${lots}@${price}#${tag}${reduceOnly ? 'r' : ''}`)
    .join(' ')

const restingReal = ({ engine, orders }: Venue, side: typeof BUY | typeof SELL): string => {
  if (engine.kind !== 'order-book') return ''
  const book = engine as OrderBook
  const handles = new Int32Array(book.resting)
  const count = book.handles(side, handles)
  return [...handles.subarray(0, count)]
    .map((handle) => {
      const reduces = (orders.flagsOf(handle) & REDUCE_ONLY) !== 0 ? 'r' : ''
      return `${book.ownerOf(handle)}:${orders.lotsOf(handle)}@${orders.priceOf(handle)}#${orders.tagOf(handle)}${reduces}`
    })
    .join(' ')
}

const waitingModel = ({ triggers }: MarketState): string =>
  triggers
    .map(({ account, side, lots, limit, tag, goodTil, trigger }: Order) =>
      [account, side, lots, limit ?? 0, tag, goodTil, trigger?.when, trigger?.price].join(':'),
    )
    .join(' ')

const waitingReal = ({ triggers }: Venue): string => {
  const { rows } = triggers.state()
  return Array.from({ length: triggers.count }, (_, i) => {
    const [account, side, lots, limit, flags, expiry, tag, , trigger, price] = rows.subarray(10 * i, 10 * i + 10)
    const worst = (flags & MARKET) !== 0 ? 0 : limit
    return [
      account,
      side === 0 ? 'buy' : 'sell',
      lots,
      worst,
      tag,
      expiry,
      trigger === 1 ? 'above' : 'below',
      price,
    ].join(':')
  }).join(' ')
}

/** How much is compared: `prices` leaves accounts out, `accounts` leaves out what follows from their rows. */
export type Depth = 'prices' | 'accounts' | 'everything'

/** What can be seen of a run and is otherwise in its model, a sentence each. */
export const differences = (
  model: ExchangeModel,
  simulation: Simulation,
  events: readonly ExchangeEvent[],
  depth: Depth,
): readonly string[] => {
  const all = new Differences()
  const heard = Math.max(events.length, model.events.length)
  for (let i = 0; i < heard; i++)
    all.text(`event ${i}`, JSON.stringify(model.events[i]) ?? '', events[i] === undefined ? '' : told(events[i]))
  for (const [m, market] of model.state.markets.entries()) compareMarket(all, model, simulation, m, market)
  if (depth === 'prices') return all.found
  compareLedger(all, model, simulation)
  const { accounts } = simulation.parts.exchange.ledger
  for (const [m, market] of model.state.markets.entries())
    for (let account = 0; account < accounts; account++) comparePosition(all, simulation, m, account, market)
  if (depth === 'everything' && all.found.length === 0) compareHealth(all, model, simulation)
  return all.found
}

const compareLedger = (all: Differences, { state }: ExchangeModel, simulation: Simulation): void => {
  const { exchange, liquidations, waterfall } = simulation.parts
  const { ledger } = exchange
  const { lastClose, waitUntil } = liquidations.state()
  const { paid: paidBy, deleveraged } = waterfall.state()
  all.place = ''
  all.number('deposited', state.deposited, ledger.deposited[0])
  all.number('withdrawn', state.withdrawn, ledger.withdrawn[0])
  for (const [at, paid] of state.paid.entries()) all.number(`paid by payer ${at}`, paid, paidBy[at])
  for (let account = 0; account < ledger.accounts; account++) {
    all.place = `account ${account}: `
    all.number('balance', state.balances[account], ledger.balanceOf(0, account))
    all.number('net deposits', state.netDeposits[account], ledger.netDepositsOf(0, account))
    all.number('last close', state.lastClose[account], lastClose[account])
    all.number('wait', state.waitUntil[account], waitUntil[account])
    all.number('deleveraged', state.deleveraged[account] ? 1 : 0, deleveraged[account])
  }
}

const compareHealth = (all: Differences, { terms, state }: ExchangeModel, simulation: Simulation): void => {
  const { exchange } = simulation.parts
  for (let account = 4 + state.markets.length; account < exchange.ledger.accounts; account++) {
    all.place = `account ${account}: `
    all.number('equity', healthOf(terms, state, account).equity, exchange.equity(account))
    all.number('free atoms', freeOf(terms, state, account), exchange.free(account))
  }
}

const compareMarket = (
  all: Differences,
  { terms, state }: ExchangeModel,
  simulation: Simulation,
  m: number,
  market: MarketState,
): void => {
  const { exchange } = simulation.parts
  const { engine, clearing, counters } = exchange.venues[m]
  const { funding, oracle } = simulation.feeds[m].parts
  all.place = `market ${m}: `
  all.number('true price', truePrice(terms, state, m), simulation.feeds[m].truePrice(simulation.block.time))
  all.number('published price', market.oracle.published.price, oracle.published.price)
  all.number('time of publication', market.oracle.published.time, oracle.published.time)
  all.number('index', market.index, exchange.markets.index[m])
  all.number('mark', market.mark, exchange.markets.mark[m])
  all.number('mid', midOf(terms, market), engine.mid())
  const { bid, ask } = bestsOf(terms, market)
  all.number('best bid', bid, engine.best(BUY))
  all.number('best ask', ask, engine.best(SELL))
  const pauses = market.paused.reduce((bits, one) => bits + (one === 'opening' ? 1 : 2), 0)
  all.number('pauses', pauses, exchange.markets.paused[m])
  all.number('open interest', openInterest(market), exchange.ledger.openInterest[m])
  all.number('funding index of longs', market.funding.index, exchange.funding.long[m])
  all.number('funding index of shorts', market.funding.index, exchange.funding.short[m])
  all.number('carry of the funding index', market.funding.indexCarry, exchange.funding.state().carry[m])
  all.number('premium', market.funding.latest, funding.premium)
  all.number('premium index', market.funding.premiumIndex, funding.premiumIndex)
  all.number('rate per period', market.funding.rate, funding.rate)
  all.number('rate paid', market.funding.ratePaid, funding.paid)
  for (const [i, name] of TOTALS.entries()) all.number(name, market.totals[name], counters.market[i])
  all.number('lots of the order in hand', market.last.lots, clearing.last[LAST_LOTS])
  all.number('quote of the order in hand', market.last.quote, clearing.last[LAST_QUOTE])
  all.number('taker fee of the order in hand', market.last.fee, clearing.last[LAST_TAKER_FEE])
  all.number('last price', market.last.price, clearing.last[LAST_PRICE])
  if (market.curve?.kind === 'constant-product') {
    const [lots, atoms] = engine.state().curve
    all.number('lots of the curve', market.curve.lots, lots)
    all.number('atoms of the curve', market.curve.atoms, atoms)
  }
  all.text('bids', restingModel(market, 'buy'), restingReal(exchange.venues[m], BUY))
  all.text('asks', restingModel(market, 'sell'), restingReal(exchange.venues[m], SELL))
  all.text('waiting orders', waitingModel(market), waitingReal(exchange.venues[m]))
}

const comparePosition = (
  all: Differences,
  simulation: Simulation,
  m: number,
  account: number,
  market: MarketState,
): void => {
  const { ledger } = simulation.parts.exchange
  const { position: rows } = ledger
  const at = ledger.row(m, account)
  const position = market.positions[account]
  const open = openOrders(market, account)
  const exposed = (side: 'buy' | 'sell') => open.filter((order) => order.side === side && !order.reduceOnly)
  const lots = (side: 'buy' | 'sell'): Exact => sum(exposed(side).map((order) => order.lots))
  const value = (side: 'buy' | 'sell'): Exact => sum(exposed(side).map((order) => order.lots.times(order.price)))
  all.place = `market ${m}, account ${account}: `
  all.number('size', position.size, rows[at + row.SIZE])
  if (!position.size.isZero()) all.number('funding entry', position.fundingEntry, rows[at + row.FUNDING_ENTRY])
  all.number('lots resting to buy', lots('buy'), rows[at + row.BUY_LOTS])
  all.number('lots resting to sell', lots('sell'), rows[at + row.SELL_LOTS])
  all.number('value resting to buy', value('buy'), rows[at + row.BUY_VALUE])
  all.number('value resting to sell', value('sell'), rows[at + row.SELL_VALUE])
  all.number('resting orders', open.length, rows[at + row.ORDERS])
  all.number('entry value', position.entryValue, rows[at + row.ENTRY_VALUE])
  all.number('filled lots', position.filledLots, rows[at + row.FILLED_LOTS])
  all.number('filled quote', position.filledQuote, rows[at + row.FILLED_QUOTE])
  all.number('fees paid', position.feesPaid, rows[at + row.FEES_PAID])
  all.number('funding paid', position.fundingPaid, rows[at + row.FUNDING_PAID])
}
