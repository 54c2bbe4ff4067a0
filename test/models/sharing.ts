import { down, type Exact, greatest, least, sum, ZERO } from './exact.ts'
import { settle } from './ledger.ts'
import { healthOf, requirement } from './margin.ts'
import { firstTrader, poolAccount, type State } from './state.ts'
import type { Terms } from './terms.ts'
import type { Among, DeleverageWords } from './words.ts'

/** A position that may be deleveraged, or share a loss. */
export interface Candidate {
  readonly account: number
  readonly size: Exact
  readonly profit: Exact
  readonly entry: Exact
  readonly notional: Exact
  /** Of the whole account. */
  readonly equity: Exact
}

/** Positions of traders and pools in a market, each settled before it is looked at, by account number. */
export const candidates = (
  terms: Terms,
  state: State,
  m: number,
  admitted: (account: number, size: Exact) => boolean,
): readonly Candidate[] => {
  const market = state.markets[m]
  const markets = state.markets.length
  const found = state.balances
    .map((_, account) => account)
    .filter((account) => account >= firstTrader(markets) || account >= poolAccount(markets, 0))
    .filter((account) => !market.positions[account].size.isZero() && admitted(account, market.positions[account].size))
  for (const account of found) settle(state, m, account)
  return found.map((account) => {
    const { size, entryValue } = market.positions[account]
    const value = size.times(market.mark)
    const { equity } = healthOf(terms, state, account)
    return { account, size, profit: value.minus(entryValue), entry: entryValue.abs(), notional: value.abs(), equity }
  })
}

/** Splits a whole in proportion to weights: shares down, the units left over to the largest remainders, ties to the first. */
export const inProportion = (whole: Exact, weights: readonly Exact[]): readonly Exact[] => {
  const total = sum(weights)
  const parts = weights.map((weight) => whole.times(weight).div(total))
  const shares = parts.map(down)
  const rest = whole.minus(sum(shares)).toNumber()
  const byRemainder = parts
    .map((exactly, i) => ({ i, remainder: whole.times(weights[i]).minus(down(exactly).times(total)) }))
    .sort((a, b) => b.remainder.cmp(a.remainder) || a.i - b.i)
  for (const { i } of byRemainder.slice(0, rest)) shares[i] = shares[i].plus(1)
  return shares
}

/** Place in the queue; ranks are floats, and only rank. */
const score = (terms: Terms, ranking: DeleverageWords['ranking'], candidate: Candidate): number => {
  const [profit, entry, notional, equity] = [
    candidate.profit,
    candidate.entry,
    candidate.notional,
    candidate.equity,
  ].map(Number)
  if (ranking === 'wallet-leverage') {
    if (equity <= 0) return 0
    const wallet = Math.max(equity - profit, terms.atomsPerQuote.toNumber())
    return (profit / wallet) * (requirement(terms, 'maintenance', candidate.notional).toNumber() / equity)
  }
  if (equity <= 0) return Number.POSITIVE_INFINITY
  const leverage = notional / equity
  if (ranking === 'profit-leverage') return (profit / entry) * leverage
  return (candidate.size.gt(0) ? notional / entry : entry / notional) * leverage
}

/** Lots that each candidate gives up: only those in profit, together no more than are needed. */
export const deleveraged = (
  terms: Terms,
  words: DeleverageWords,
  lots: Exact,
  all: readonly Candidate[],
): ReadonlyMap<number, Exact> => {
  const winners = all.filter(({ profit }) => profit.gt(0))
  const held = winners.map(({ size }) => size.abs())
  const taken = least(lots, sum(held))
  if (winners.length === 0 || taken.isZero()) return new Map()
  if (words.policy === 'pro-rata') {
    const shares = inProportion(taken, held)
    return new Map(winners.map(({ account }, i) => [account, shares[i]]))
  }
  const given = new Map<number, Exact>()
  let left = taken
  const ranked = winners.map((one) => ({ one, rank: score(terms, words.ranking, one) }))
  ranked.sort((a, b) => (a.rank === b.rank ? a.one.account - b.one.account : a.rank > b.rank ? -1 : 1))
  for (const { one } of ranked) {
    given.set(one.account, least(left, one.size.abs()))
    left = left.minus(least(left, one.size.abs()))
  }
  return given
}

/** What each position bears of a loss: in proportion, whoever would bear more than its bound bears its bound. */
export const shared = (
  among: Among,
  loss: Exact,
  lostSize: Exact,
  all: readonly Candidate[],
): ReadonlyMap<number, Exact> => {
  const weightOf = ({ profit, notional }: Candidate): Exact => (among === 'winners' ? greatest(ZERO, profit) : notional)
  const boundOf = ({ profit, equity }: Candidate): Exact => (among === 'winners' ? least(profit, equity) : equity)
  let sharing = all.filter(
    (one) => weightOf(one).gt(0) && boundOf(one).gt(0) && !(among === 'opposite' && one.size.gt(0) === lostSize.gt(0)),
  )
  const borne = new Map<number, Exact>()
  let left = loss
  for (;;) {
    const total = sum(sharing.map(weightOf))
    const atBound = sharing.filter((one) => left.times(weightOf(one)).gte(boundOf(one).times(total)))
    if (atBound.length === 0) break
    for (const one of atBound) {
      borne.set(one.account, boundOf(one))
      left = left.minus(boundOf(one))
    }
    sharing = sharing.filter((one) => !atBound.includes(one))
  }
  if (left.gt(0) && sharing.length > 0) {
    const shares = inProportion(left, sharing.map(weightOf))
    for (const [i, { account }] of sharing.entries()) borne.set(account, shares[i])
  }
  return borne
}
