import { ceilDiv, floorDiv, type Reckoning, type Share } from '../../watch/reckoning.ts'
import { magnitude, type Standing } from '../../watch/standing.ts'
import type { CloseTerms, LimitTerms } from './liquidation-terms.ts'

/** What the rule of a close looks at. */
export interface ClosingCase {
  readonly account: number
  readonly market: number
  readonly standing: Standing
  readonly reckoning: Reckoning
  /** Price units a tick. */
  readonly tick: bigint
  /** Milliseconds of the block, and of the last partial close, -1 for none. */
  readonly now: number
  readonly lastClose: number
  /** Lots that the engine has closed of this position in this visit. */
  readonly sold: bigint
}

/** What the rule of a close answers: lots at a limit (0 is any price), or nothing before a time. */
export type Closing =
  | { readonly kind: 'close'; readonly lots: bigint; readonly limit: bigint }
  | { readonly kind: 'wait'; readonly until: number }

const shareUp = ({ n, d }: Share, x: bigint): bigint => ceilDiv(x * n, d)
const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** The worst price that the close may have, on whole ticks rounded against filling; 0 is any price. */
const limitFor = (terms: LimitTerms, { account, market, standing, tick }: ClosingCase): bigint => {
  if (terms.kind === 'any') return 0n
  const size = standing.size(market, account)
  const mark = standing.mark(market)
  // The whole atoms that each lot may lose before nothing is left.
  const perLot = floorDiv(standing.equity(account), magnitude(size))
  if (size > 0n) {
    const least =
      terms.kind === 'bankruptcy'
        ? mark - perLot
        : shareUp({ n: terms.slippage.d - terms.slippage.n, d: terms.slippage.d }, mark)
    return ceilDiv(greater(0n, least), tick) * tick
  }
  const most =
    terms.kind === 'bankruptcy'
      ? mark + perLot
      : floorDiv(mark * (terms.slippage.d + terms.slippage.n), terms.slippage.d)
  return greater(tick, floorDiv(greater(0n, most), tick) * tick)
}

/** Least lots whose closing at the mark leaves the target and the buffer covered; all where not even that does. */
const lotsToHealth = (
  terms: Extract<CloseTerms, { readonly kind: 'partial-to-health' }>,
  penalty: Share,
  { account, market, standing, reckoning }: ClosingCase,
): bigint => {
  const whole = magnitude(standing.size(market, account))
  const mark = standing.mark(market)
  if (whole * mark <= terms.wholeUpTo) return whole
  const elsewhere =
    standing.required(terms.target, account) - reckoning.requirement(terms.target, standing.notional(market, account))
  const spare = (lots: bigint): bigint => {
    const rest = (whole - lots) * mark
    const needed = elsewhere + reckoning.requirement(terms.target, rest) + shareUp(terms.buffer, rest)
    return standing.equity(account) - shareUp(penalty, lots * mark) - needed
  }
  if (spare(whole) < 0n) return whole
  let tooFew = 0n
  let enough = whole
  while (enough - tooFew > 1n) {
    const middle = (tooFew + enough) / 2n
    if (spare(middle) >= 0n) enough = middle
    else tooFew = middle
  }
  return enough
}

/** The next close of an account below maintenance, without orders and with a position in hand. */
export const closingOf = (terms: CloseTerms, penalty: Share, asked: ClosingCase): Closing => {
  const size = magnitude(asked.standing.size(asked.market, asked.account))
  const close = (lots: bigint): Closing => ({ kind: 'close', lots, limit: limitFor(terms.limit, asked) })
  if (terms.kind === 'full') return close(size)
  if (terms.kind === 'partial-to-health') return close(lotsToHealth(terms, penalty, asked))
  const coolingUntil = asked.lastClose < 0 ? 0 : asked.lastClose + terms.cooldown
  const cooling = asked.now < coolingUntil
  if (asked.sold > 0n) return { kind: 'wait', until: cooling && terms.waits ? coolingUntil : 0 }
  if (asked.standing.notional(asked.market, asked.account) <= terms.wholeUpTo) return close(size)
  if (!cooling) return close(shareUp(terms.fraction, size))
  return terms.waits ? { kind: 'wait', until: coolingUntil } : close(size)
}
