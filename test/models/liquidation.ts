import { openOrders } from './book.ts'
import { type Case, nextStep } from './close-rule.ts'
import { cancelAll, place } from './entry.ts'
import type { ModelEvent } from './events.ts'
import { down, type Exact, exact, greatest, least, part, sum, up, ZERO } from './exact.ts'
import { settleAll, transfer } from './ledger.ts'
import { type Health, healthOf, initialWithOrders } from './margin.ts'
import { FUND, firstTrader, type State } from './state.ts'
import type { Terms } from './terms.ts'
import { engineAdmits, offer, pay } from './waterfall.ts'
import { shareOf } from './words.ts'

/** Who visits where no liquidator does, as events have it. */
const PROTOCOL = -1

const sizeOf = (state: State, m: number, account: number): Exact => state.markets[m].positions[account].size

/** The market of the account's largest notional, the first of equals. */
const largest = (state: State, account: number): number => {
  const notional = (m: number): Exact => sizeOf(state, m, account).abs().times(state.markets[m].mark)
  return [...state.markets.keys()].reduce((best, m) => (notional(m).gt(notional(best)) ? m : best), 0)
}

/** The penalty on a close, and what goes to the liquidator and to the fund; what is left of it stays with the account. */
const penaltyOf = (
  terms: Terms,
  notional: Exact,
  equity: Exact,
): { readonly liquidator: Exact; readonly fund: Exact } => {
  const { rate, liquidator, fund } = terms.words.liquidation.penalty
  const charged = least(up(part(notional, shareOf(rate))), greatest(ZERO, equity))
  const toLiquidator = down(part(charged, shareOf(liquidator)))
  const [a, b] = [shareOf(liquidator), shareOf(fund)]
  const returned = { n: a.d.times(b.d).minus(a.n.times(b.d)).minus(b.n.times(a.d)), d: a.d.times(b.d) }
  return { liquidator: toLiquidator, fund: charged.minus(toLiquidator).minus(down(part(charged, returned))) }
}

/** Closes lots through the engine and charges the penalty. @returns lots closed */
const close = (
  terms: Terms,
  state: State,
  account: number,
  m: number,
  { lots, limit }: { readonly lots: Exact; readonly limit?: Exact },
  liquidator: number | undefined,
  events: ModelEvent[],
): Exact => {
  const size = sizeOf(state, m, account)
  const { mark } = state.markets[m]
  place(
    terms,
    state,
    m,
    {
      account,
      side: size.lt(0) ? 'buy' : 'sell',
      lots,
      ...(limit !== undefined && { limit }),
      immediate: true,
      allOrNone: false,
      postOnly: false,
      slide: false,
      reduceOnly: true,
      liquidation: true,
      selfTrade: 'cancel-resting',
      goodTil: 0,
      tag: 0,
    },
    events,
  )
  const { totals, last } = state.markets[m]
  const { lots: closed, quote } = last
  if (closed.isZero()) return ZERO
  const atMark = closed.times(mark)
  totals.liquidations = totals.liquidations.plus(1)
  totals.liquidatedLots = totals.liquidatedLots.plus(closed)
  totals.liquidatedQuote = totals.liquidatedQuote.plus(quote)
  totals.liquidationSlippage = totals.liquidationSlippage.plus(size.gt(0) ? atMark.minus(quote) : quote.minus(atMark))
  const split = penaltyOf(terms, quote, healthOf(terms, state, account).equity)
  const toLiquidator = liquidator === undefined ? ZERO : split.liquidator
  const toFund = split.fund.plus(split.liquidator).minus(toLiquidator)
  transfer(state, account, FUND, toFund)
  if (liquidator !== undefined) transfer(state, account, liquidator, toLiquidator)
  totals.penalties = totals.penalties.plus(toFund).plus(toLiquidator)
  totals.penaltiesToFund = totals.penaltiesToFund.plus(toFund)
  totals.penaltiesToLiquidators = totals.penaltiesToLiquidators.plus(toLiquidator)
  events.push({
    kind: 'liquidation',
    account,
    market: m,
    lots: closed.toNumber(),
    quote: quote.toNumber(),
    mark: mark.toNumber(),
    penalty: toFund.plus(toLiquidator).toNumber(),
    equity: healthOf(terms, state, account).equity.toNumber(),
  })
  return closed
}

/** One visit. @returns whether a lot, an order or a payment moved */
const visit = (
  terms: Terms,
  state: State,
  account: number,
  liquidator: number | undefined,
  events: ModelEvent[],
): boolean => {
  events.push({ kind: 'visit', account, liquidator: liquidator ?? PROTOCOL })
  settleAll(state, account)
  let executed = false
  let [sold, refused] = [ZERO, ZERO]
  let market = largest(state, account)
  let lostSize = sizeOf(state, market, account)
  for (let step = 0; step < 64; step++) {
    if (state.markets[market].paused.includes('liquidation')) return executed
    const { equity, maintenance } = healthOf(terms, state, account)
    const asked: Case = {
      market,
      equity,
      maintenance,
      initial: initialWithOrders(terms, state, account),
      size: sizeOf(state, market, account),
      mark: state.markets[market].mark,
      openOrders: sum(state.markets.map((one) => exact(openOrders(one, account).length))).toNumber(),
      sold,
      refused,
      lastClose: state.lastClose[account],
      now: state.now,
    }
    const next = nextStep(terms, asked)
    if (next.do === 'done') return executed
    if (next.do === 'wait') {
      state.waitUntil[account] = next.until
      return executed
    }
    if (next.do === 'pay') return pay(terms, state, account, market, lostSize, events).isZero() || executed
    if (next.do === 'cancel-orders') {
      for (const m of state.markets.keys()) cancelAll(state, m, account)
      executed = true
    }
    if (next.do === 'close') {
      const admitted = engineAdmits(terms, equity, maintenance)
      const closed = admitted ? close(terms, state, account, market, next, liquidator, events) : ZERO
      sold = sold.plus(closed)
      refused = next.lots.minus(closed)
      executed ||= closed.gt(0)
      if (closed.gt(0) && !sizeOf(state, market, account).isZero()) state.lastClose[account] = state.now
    }
    if (next.do === 'hand-over') {
      const taken = offer(terms, state, account, market, next.lots, events)
      executed ||= taken.gt(0)
      refused = ZERO
      if (taken.lt(next.lots)) return executed
    }
    if (!sizeOf(state, market, account).isZero()) continue
    const other = largest(state, account)
    if (!sizeOf(state, other, account).isZero()) {
      market = other
      lostSize = sizeOf(state, market, account)
      sold = ZERO
      refused = ZERO
    } else if (healthOf(terms, state, account).equity.lt(0)) {
      pay(terms, state, account, market, lostSize, events)
      return true
    }
  }
  return executed
}

/** An insolvent account that no liquidator took: its lots go past the engine, its loss to the payers. */
const windUp = (terms: Terms, state: State, account: number, events: ModelEvent[]): boolean => {
  events.push({ kind: 'visit', account, liquidator: PROTOCOL })
  settleAll(state, account)
  let moved = false
  let [lostSize, lossMarket] = [ZERO, 0]
  for (const m of state.markets.keys()) {
    if (state.markets[m].paused.includes('liquidation')) return moved
    cancelAll(state, m, account)
    const size = sizeOf(state, m, account)
    if (size.isZero()) continue
    lostSize = size
    lossMarket = m
    moved = offer(terms, state, account, m, size.abs(), events).gt(0) || moved
    if (!sizeOf(state, m, account).isZero()) return moved
  }
  pay(terms, state, account, lossMarket, lostSize, events)
  return moved
}

/** Traders below maintenance, in the declared order; ties go by account number. */
export const inOrder = (terms: Terms, state: State): readonly number[] => {
  const { order } = terms.words.liquidation
  const all = state.balances
    .map((_, account) => account)
    .slice(firstTrader(state.markets.length))
    .map((account) => ({ account, ...healthOf(terms, state, account) }))
    .filter(({ equity, maintenance }) => maintenance.gt(0) && equity.lt(maintenance))
  const compare = (a: Health, b: Health): number => {
    if (order === 'lowest-margin-ratio') return a.equity.times(b.maintenance).cmp(b.equity.times(a.maintenance))
    return order === 'largest-notional' ? b.notional.cmp(a.notional) : 0
  }
  return all.sort((a, b) => compare(a, b) || a.account - b.account).map(({ account }) => account)
}

/** The block's liquidations: rounds over the accounts below maintenance. */
export const liquidateAll = (terms: Terms, state: State, events: ModelEvent[]): void => {
  const { mode, roundsPerBlock } = terms.words.liquidation
  for (let round = 0; round < roundsPerBlock; round++) {
    let executed = false
    for (const account of inOrder(terms, state)) {
      if (mode === 'bots') {
        if (healthOf(terms, state, account).equity.lt(0)) executed = windUp(terms, state, account, events) || executed
      } else if (state.now >= state.waitUntil[account])
        executed = visit(terms, state, account, undefined, events) || executed
    }
    if (!executed) return
  }
}

/** A scripted liquidation: by a liquidator where bots liquidate (never its own account), else as the block's end does it. */
export const liquidate = (terms: Terms, state: State, account: number, by: number, events: ModelEvent[]): void => {
  if (terms.words.liquidation.mode === 'protocol') visit(terms, state, account, undefined, events)
  else if (account !== by) visit(terms, state, account, by, events)
}
