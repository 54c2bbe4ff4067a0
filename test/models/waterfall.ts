import type { ModelEvent } from './events.ts'
import { down, type Exact, greatest, least, ONE, sum, up, ZERO } from './exact.ts'
import { move, settle, transfer } from './ledger.ts'
import { healthOf, requirement } from './margin.ts'
import { candidates, deleveraged, shared } from './sharing.ts'
import { FUND, firstTrader, poolAccount, type State, type Total, VAULT } from './state.ts'
import type { Terms } from './terms.ts'
import { type DeleverageWords, decimalOf, shareOf, type TakerWords } from './words.ts'

/** Do the terms of a taker admit an account? Thresholds are strict. */
const admits = (taker: TakerWords, equity: Exact, maintenance: Exact): boolean => {
  const isBelow = (share: string): boolean => {
    const { n, d } = shareOf(share)
    return equity.times(d).lt(maintenance.times(n))
  }
  if ('engine' in taker) return taker.engine.notBelow === undefined || !isBelow(taker.engine.notBelow)
  return isBelow('backstop' in taker ? taker.backstop.below : taker.deleverage.below)
}

/** Does the engine come first, and do its terms admit the account? */
export const engineAdmits = ({ words }: Terms, equity: Exact, maintenance: Exact): boolean =>
  'engine' in words.takers[0] && admits(words.takers[0], equity, maintenance)

const count = (state: State, m: number, total: Total, by: Exact): void => {
  const { totals } = state.markets[m]
  totals[total] = totals[total].plus(by)
}

/** Equity that belongs to the position: all of it for a single one, else in proportion to maintenance, down. */
const equityOfPosition = (terms: Terms, state: State, account: number, m: number): Exact => {
  const { equity, maintenance } = healthOf(terms, state, account)
  const { mark, positions } = state.markets[m]
  const own = requirement(terms, 'maintenance', positions[account].size.abs().times(mark))
  return own.eq(maintenance) || maintenance.isZero() ? equity : down(equity.times(own).div(maintenance))
}

/** Atoms that go with the lots: what the account gets, or, negative, gives. */
const quoteOf = (
  terms: Terms,
  state: State,
  account: number,
  m: number,
  lots: Exact,
  price: 'bankruptcy' | 'mark',
): Exact => {
  const { mark, positions } = state.markets[m]
  const { size } = positions[account]
  const atMark = size.gt(0) ? lots.times(mark) : lots.times(mark).neg()
  if (price === 'mark') return atMark
  return atMark.minus(up(equityOfPosition(terms, state, account, m).times(lots).div(size.abs())))
}

/** Lots change hands without an order and without a fee; both are settled. */
const handOver = (state: State, account: number, taker: number, m: number, lots: Exact, quote: Exact): void => {
  const market = state.markets[m]
  settle(state, m, account)
  settle(state, m, taker)
  const signed = market.positions[account].size.gt(0) ? lots.neg() : lots
  transfer(state, taker, account, quote)
  move(market, account, signed, quote.neg())
  move(market, taker, signed.neg(), quote)
}

const toBackstop = (
  terms: Terms,
  state: State,
  account: number,
  m: number,
  lots: Exact,
  limit: string | undefined,
  events: ModelEvent[],
): Exact => {
  const { mark, positions } = state.markets[m]
  const most = limit === undefined ? undefined : down(decimalOf(limit).times(terms.atomsPerQuote).div(mark))
  const held = positions[VAULT].size
  const room = most === undefined ? lots : positions[account].size.gt(0) ? most.minus(held) : most.plus(held)
  const taken = greatest(ZERO, least(lots, room))
  if (taken.isZero()) return ZERO
  const quote = quoteOf(terms, state, account, m, taken, 'bankruptcy')
  handOver(state, account, VAULT, m, taken, quote)
  count(state, m, 'backstopLots', taken)
  count(state, m, 'backstopQuote', quote.abs())
  events.push(handed('backstop', account, VAULT, m, taken, quote))
  return taken
}

const handed = (
  kind: string,
  account: number,
  taker: number,
  market: number,
  lots: Exact,
  quote: Exact,
): ModelEvent => ({
  kind,
  account,
  taker,
  market,
  lots: lots.toNumber(),
  quote: quote.toNumber(),
})

const deleverage = (
  terms: Terms,
  state: State,
  account: number,
  m: number,
  lots: Exact,
  words: DeleverageWords,
  events: ModelEvent[],
): Exact => {
  const { size } = state.markets[m].positions[account]
  const admitted = (other: number, held: Exact): boolean =>
    other !== account && held.gt(0) !== size.gt(0) && (other >= firstTrader(state.markets.length) || words.includePool)
  const given = deleveraged(terms, words, lots, candidates(terms, state, m, admitted))
  const byAccount = [...given].filter(([, taken]) => taken.gt(0)).sort(([a], [b]) => a - b)
  for (const [taker, taken] of byAccount) {
    const quote = quoteOf(terms, state, account, m, taken, words.price)
    handOver(state, account, taker, m, taken, quote)
    count(state, m, 'deleveragedLots', taken)
    count(state, m, 'deleveragedQuote', quote.abs())
    if (!state.deleveraged[taker]) count(state, m, 'deleveragedAccounts', ONE)
    state.deleveraged[taker] = true
    events.push(handed('deleverage', account, taker, m, taken, quote))
  }
  for (const [taker] of byAccount) {
    const flat = state.markets.every(({ positions }) => positions[taker].size.isZero())
    const isDebtor = taker >= firstTrader(state.markets.length) && state.balances[taker].lt(0)
    if (flat && isDebtor) pay(terms, state, taker, m, size, events)
  }
  return sum(byAccount.map(([, taken]) => taken))
}

/** Offers lots to the takers after the engine, in their order, each asked whether its terms admit the account then. @returns lots taken */
export const offer = (
  terms: Terms,
  state: State,
  account: number,
  m: number,
  lots: Exact,
  events: ModelEvent[],
): Exact => {
  let left = lots
  for (const taker of terms.words.takers) {
    const { equity, maintenance } = healthOf(terms, state, account)
    if (left.isZero() || maintenance.isZero()) break
    if (!admits(taker, equity, maintenance)) continue
    if ('backstop' in taker) left = left.minus(toBackstop(terms, state, account, m, left, taker.backstop.limit, events))
    if ('deleverage' in taker) left = left.minus(deleverage(terms, state, account, m, left, taker.deleverage, events))
  }
  return lots.minus(left)
}

/** Pays the negative cash of an account without positions down the payers. @returns atoms that nobody paid */
export const pay = (
  terms: Terms,
  state: State,
  account: number,
  m: number,
  lostSize: Exact,
  events: ModelEvent[],
): Exact => {
  const { payers } = terms.words
  const loss = state.balances[account].neg()
  if (loss.lte(0)) return ZERO
  const sharing = payers.some((payer) => 'socialise' in payer)
  const positions = sharing ? candidates(terms, state, m, (other) => other !== account) : []
  let left = loss
  for (const [at, payer] of payers.entries()) {
    const before = left
    if ('socialise' in payer) {
      for (const [other, atoms] of shared(payer.socialise.among, left, lostSize, positions)) {
        transfer(state, other, account, atoms)
        left = left.minus(atoms)
      }
    } else {
      const words = 'fund' in payer ? payer.fund : payer.vault
      const source = 'fund' in payer ? FUND : VAULT
      const has = 'fund' in payer ? state.balances[FUND] : healthOf(terms, state, VAULT).equity
      const limit =
        words.limit === undefined ? left : decimalOf(words.limit).times(terms.atomsPerQuote).minus(state.paid[at])
      const atoms = greatest(ZERO, least(has, left, limit))
      transfer(state, source, account, atoms)
      left = left.minus(atoms)
    }
    const paid = before.minus(left)
    state.paid[at] = state.paid[at].plus(paid)
    if (paid.isZero()) continue
    const kind = 'fund' in payer ? 'fund' : 'vault' in payer ? 'vault' : 'socialise'
    count(state, m, kind === 'socialise' ? 'socialised' : kind === 'fund' ? 'fundPaid' : 'vaultPaid', paid)
    events.push({ kind: 'loss-paid', account, payer: kind, atoms: paid.toNumber() })
  }
  if (left.gt(0)) {
    count(state, m, 'unpaid', left)
    events.push({ kind: 'loss-paid', account, payer: 'nobody', atoms: left.toNumber() })
  }
  return left
}

/** The fund pays what pools that it backs owe beyond what they have, as far as it reaches. */
export const backPools = (terms: Terms, state: State, events: ModelEvent[]): void => {
  const { engine } = terms
  if (engine.kind === 'order-book' || engine.backing !== 'fund') return
  for (const m of state.markets.keys()) {
    const pool = poolAccount(state.markets.length, m)
    const owes = greatest(ZERO, healthOf(terms, state, pool).equity.neg())
    const atoms = least(owes, greatest(ZERO, state.balances[FUND]))
    if (atoms.isZero()) continue
    transfer(state, FUND, pool, atoms)
    count(state, m, 'fundPaid', atoms)
    events.push({ kind: 'loss-paid', account: pool, payer: 'fund', atoms: atoms.toNumber() })
  }
}
