import { down, type Exact, greatest, part, up, ZERO } from './exact.ts'
import { requirement } from './margin.ts'
import type { Terms } from './terms.ts'
import { decimalOf, type LimitWords, millisecondsOf, shareOf } from './words.ts'

/** An account under liquidation with one position in hand. */
export interface Case {
  readonly market: number
  readonly equity: Exact
  readonly maintenance: Exact
  /** With open orders. */
  readonly initial: Exact
  readonly size: Exact
  readonly mark: Exact
  readonly openOrders: number
  readonly sold: Exact
  readonly refused: Exact
  readonly lastClose: number
  readonly now: number
}

/** What is to be done next. */
export type Step =
  | { readonly do: 'cancel-orders' | 'pay' | 'done' }
  | { readonly do: 'close'; readonly lots: Exact; readonly limit?: Exact }
  | { readonly do: 'hand-over'; readonly lots: Exact }
  | { readonly do: 'wait'; readonly until: number }

/** Price at which closing leaves nothing: whole units, against the account, at least 0. */
const bankruptcyPrice = ({ size, mark, equity }: Case): Exact => {
  const perLot = down(equity.div(size.abs()))
  return greatest(ZERO, size.gt(0) ? mark.minus(perLot) : mark.plus(perLot))
}

/** Limit of the closing order on whole ticks: up for the sale of a long, down for buying a short back, but at least a tick. */
const limitOf = (terms: Terms, words: LimitWords, state: Case): Exact | undefined => {
  if (words.kind === 'any') return undefined
  const { tick } = terms.markets[state.market]
  const { size, mark } = state
  const away = words.kind === 'slippage' ? part(mark, shareOf(words.slippage)) : ZERO
  if (size.gt(0)) {
    const worst = words.kind === 'bankruptcy' ? bankruptcyPrice(state) : greatest(ZERO, up(mark.minus(away)))
    const limit = up(worst.div(tick)).times(tick)
    return limit.isZero() ? undefined : limit
  }
  const worst = words.kind === 'bankruptcy' ? bankruptcyPrice(state) : down(mark.plus(away))
  return greatest(tick, down(worst.div(tick)).times(tick))
}

/** Equity over the target after so many lots are closed at the mark. */
const left = (terms: Terms, state: Case, target: 'initial' | 'maintenance', buffer: string, lots: Exact): Exact => {
  const notional = state.size.abs().times(state.mark)
  const closed = lots.times(state.mark)
  const remains = notional.minus(closed)
  const elsewhere = state[target].minus(requirement(terms, target, notional))
  return state.equity
    .minus(up(part(closed, shareOf(terms.words.liquidation.penalty.rate))))
    .minus(elsewhere)
    .minus(requirement(terms, target, remains))
    .minus(up(part(remains, shareOf(buffer))))
}

/** Lots of one close by the rule of the scenario; a number of milliseconds to wait until, where it closes nothing now. */
const toClose = (terms: Terms, state: Case): Exact | { readonly until: number } => {
  const { close } = terms.words.liquidation
  const all = state.size.abs()
  if (close.kind === 'full') return all
  const whole = all.times(state.mark).lte(decimalOf(close.wholeUpTo).times(terms.atomsPerQuote))
  if (close.kind === 'partial') {
    const over = state.lastClose < 0 ? 0 : state.lastClose + millisecondsOf(close.cooldown)
    const cooling = state.now < over
    const waits = cooling && close.duringCooldown === 'wait'
    if (state.sold.gt(0)) return { until: waits ? over : 0 }
    if (waits && !whole) return { until: over }
    return whole || cooling ? all : up(part(all, shareOf(close.fraction)))
  }
  const enough = (lots: Exact): boolean => left(terms, state, close.target, close.buffer, lots).gte(0)
  if (whole || !enough(all)) return all
  let [tooFew, most] = [ZERO, all]
  while (most.minus(tooFew).gt(1)) {
    const middle = down(tooFew.plus(most).div(2))
    if (enough(middle)) most = middle
    else tooFew = middle
  }
  return most
}

/** The next step of a visit, docs/liquidation.md "The visit". */
export const nextStep = (terms: Terms, state: Case): Step => {
  const { equity, maintenance, size, refused } = state
  if (equity.gte(maintenance)) return { do: 'done' }
  if (state.openOrders > 0) return { do: 'cancel-orders' }
  if (size.isZero()) return maintenance.isZero() ? { do: 'pay' } : { do: 'done' }
  if (refused.gt(0)) return { do: 'hand-over', lots: refused.lt(size.abs()) ? refused : size.abs() }
  const lots = toClose(terms, state)
  if ('until' in lots) return { do: 'wait', until: lots.until }
  const limit = limitOf(terms, terms.words.liquidation.close.limit, state)
  return { do: 'close', lots, ...(limit !== undefined && { limit }) }
}
