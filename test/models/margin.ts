import { type Exact, greatest, least, part, sum, up, ZERO } from './exact.ts'
import { fundingOwed } from './ledger.ts'
import type { Side, State } from './state.ts'
import type { Terms } from './terms.ts'
import { decimalOf, type ScenarioWords, shareOf } from './words.ts'

/** The requirement on a notional: each slice at its tier's rate, the exact sum rounded up once. */
export const requirement = (terms: Terms, which: 'initial' | 'maintenance', notional: Exact): Exact => {
  if (notional.isZero()) return ZERO
  let from = ZERO
  const slices: Exact[] = []
  for (const tier of terms.words.margin.tiers) {
    const upTo = tier.upTo === undefined ? notional : decimalOf(tier.upTo).times(terms.atomsPerQuote)
    if (notional.gt(from)) slices.push(part(least(notional, upTo).minus(from), shareOf(tier[which])))
    from = upTo
  }
  return up(roundedSum(slices))
}

/** A sum of shares of a few denominators: what its 40 digits lost beyond the 25th decimal is no part of an atom. */
const roundedSum = (shares: readonly Exact[]): Exact => sum(shares).toDecimalPlaces(20)

/** What would be added to an account before it is looked at. */
export interface Change {
  readonly market: number
  readonly lots: Exact
  readonly cash: Exact
}

/** An account over all markets, at the marks, unsettled funding counted. */
export interface Health {
  readonly equity: Exact
  readonly initial: Exact
  readonly maintenance: Exact
  readonly notional: Exact
}

export const healthOf = (terms: Terms, state: State, account: number, change?: Change): Health => {
  let equity = state.balances[account].plus(change?.cash ?? ZERO)
  let [initial, maintenance, total] = [ZERO, ZERO, ZERO]
  for (const [m, market] of state.markets.entries()) {
    const position = market.positions[account]
    equity = equity.minus(fundingOwed(market, position))
    const size = change?.market === m ? position.size.plus(change.lots) : position.size
    const notional = size.abs().times(market.mark)
    equity = equity.plus(size.times(market.mark))
    initial = initial.plus(requirement(terms, 'initial', notional))
    maintenance = maintenance.plus(requirement(terms, 'maintenance', notional))
    total = total.plus(notional)
  }
  return { equity, initial, maintenance, notional: total }
}

/** One more order, as it would rest. */
export interface Further {
  readonly market: number
  readonly side: Side
  readonly lots: Exact
  readonly price: Exact
}

/** Initial margin with open orders: in each market the worse of "all buys fill" and "all sells fill", with the loss that makes at once. */
export const initialWithOrders = (terms: Terms, state: State, account: number, further?: Further): Exact =>
  sum(
    state.markets.map(({ positions, book, mark }, m) => {
      const open = book.filter((order) => order.account === account && !order.reduceOnly)
      const all: readonly Omit<Further, 'market'>[] = further?.market === m ? [...open, further] : open
      const lots = (side: Side): Exact => sum(all.filter((order) => order.side === side).map((order) => order.lots))
      const value = (side: Side): Exact =>
        sum(all.filter((order) => order.side === side).map((order) => order.lots.times(order.price)))
      const { size } = positions[account]
      const [buys, sells] = [lots('buy'), lots('sell')]
      const after = (lotsAfter: Exact): Exact => requirement(terms, 'initial', lotsAfter.abs().times(mark))
      return greatest(
        after(size.plus(buys)).plus(greatest(ZERO, value('buy').minus(buys.times(mark)))),
        after(size.minus(sells)).plus(greatest(ZERO, sells.times(mark).minus(value('sell')))),
      )
    }),
  )

/** May the account come by a trade from one state to the other? */
export const mayTrade = (before: Health, after: Health): boolean => {
  if (after.equity.gte(after.initial)) return true
  if (after.maintenance.gt(before.maintenance)) return false
  if (before.maintenance.isZero() || after.maintenance.isZero())
    return before.maintenance.isZero() && after.maintenance.isZero() && after.equity.gt(before.equity)
  return after.equity.times(before.maintenance).gte(before.equity.times(after.maintenance))
}

/** Atoms free to leave the account by the withdrawal rule. */
export const freeOf = (terms: Terms, state: State, account: number): Exact => {
  const rule: ScenarioWords['margin']['withdrawal'] = terms.words.margin.withdrawal
  const { equity, notional } = healthOf(terms, state, account)
  const initial = initialWithOrders(terms, state, account)
  switch (rule.kind) {
    case 'initial':
      return greatest(ZERO, equity.minus(initial))
    case 'share-of-notional':
      return greatest(ZERO, equity.minus(greatest(initial, up(part(notional, shareOf(rule.share))))))
    case 'unrealised-profit-excluded': {
      const entry = sum(state.markets.map(({ positions }) => positions[account].entryValue))
      const profit = equity.minus(state.balances[account]).minus(entry)
      return greatest(ZERO, equity.minus(greatest(ZERO, profit)).minus(initial))
    }
  }
}
