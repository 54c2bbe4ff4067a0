import { down, type Exact, greatest, sum, up, ZERO } from './exact.ts'
import { fundingAccount, type MarketState, type Position, type Side, type State } from './state.ts'
import { MICROS } from './terms.ts'

/** Atoms go from one account to another; a negative amount the other way. */
export const transfer = (state: State, from: number, to: number, atoms: Exact): void => {
  state.balances[from] = state.balances[from].minus(atoms)
  state.balances[to] = state.balances[to].plus(atoms)
}

/** Atoms come in from outside. */
export const bringIn = (state: State, account: number, atoms: Exact): void => {
  state.balances[account] = state.balances[account].plus(atoms)
  state.netDeposits[account] = state.netDeposits[account].plus(atoms)
  state.deposited = state.deposited.plus(atoms)
}

/** Atoms leave. */
export const takeOut = (state: State, account: number, atoms: Exact): void => {
  state.balances[account] = state.balances[account].minus(atoms)
  state.netDeposits[account] = state.netDeposits[account].minus(atoms)
  state.withdrawn = state.withdrawn.plus(atoms)
}

/** Lots of one side. */
export const openInterest = (market: MarketState): Exact =>
  sum(market.positions.map(({ size }) => greatest(size, ZERO)))

/** Lots by which a trade on that side would bring the account nearer to zero. */
export const reducible = (market: MarketState, account: number, side: Side): Exact => {
  const { size } = market.positions[account]
  return greatest(side === 'buy' ? size.neg() : size, ZERO)
}

/** Atoms of funding not settled yet: what is owed up, what is received down. */
export const fundingOwed = ({ funding }: MarketState, { size, fundingEntry }: Position): Exact =>
  size.isZero() ? ZERO : up(size.times(funding.index.minus(fundingEntry)).div(MICROS))

/** Pays or receives what the position has gathered. */
export const settle = (state: State, m: number, account: number): void => {
  const market = state.markets[m]
  const position = market.positions[account]
  const owed = fundingOwed(market, position)
  if (position.size.isZero()) return
  position.fundingEntry = market.funding.index
  if (owed.isZero()) return
  transfer(state, account, fundingAccount(m), owed)
  position.fundingPaid = position.fundingPaid.plus(owed)
  const total = owed.gt(0) ? 'fundingPaid' : 'fundingReceived'
  market.totals[total] = market.totals[total].plus(owed.abs())
}

/** Settles the account in every market. */
export const settleAll = (state: State, account: number): void => {
  for (const m of state.markets.keys()) settle(state, m, account)
}

/** Share of an entry value, down in magnitude. */
const shareOfValue = (value: Exact, lots: Exact, of: Exact): Exact => {
  const kept = down(value.abs().times(lots.abs()).div(of.abs()))
  return value.lt(0) ? kept.neg() : kept
}

/**
 * Changes a settled position by signed lots for signed atoms paid. The entry value grows by what is paid; a reduction
 * keeps the share of what stays, a flip starts anew at the trade's price.
 */
export const move = (market: MarketState, account: number, lots: Exact, paid: Exact): void => {
  const position = market.positions[account]
  const { size: before, entryValue } = position
  const after = before.plus(lots)
  if (before.isZero() || before.gt(0) === lots.gt(0)) position.entryValue = entryValue.plus(paid)
  else if (after.isZero()) position.entryValue = ZERO
  else if (after.gt(0) === before.gt(0)) position.entryValue = shareOfValue(entryValue, after, before)
  else position.entryValue = shareOfValue(paid, after, lots)
  position.size = after
  position.fundingEntry = market.funding.index
}
