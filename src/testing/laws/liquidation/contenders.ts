import { POOL, TRADER } from '../../../exchange/accounts.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { Standing } from '../../watch/standing.ts'
import { type Contender, profitOfContender } from '../exact-ranking.ts'

/** Positions of traders and pools in a market, with figures of their whole accounts. */
export const positionsIn = (
  view: RunInView,
  standing: Standing,
  market: number,
  admitted: (account: number, role: number) => boolean,
): readonly Contender[] => {
  const { role } = view.simulation.parts.exchange.accounts
  const found: Contender[] = []
  for (let account = 0; account < standing.accounts; account++) {
    const size = standing.size(market, account)
    if (size === 0n || (role[account] !== TRADER && role[account] !== POOL) || !admitted(account, role[account]))
      continue
    found.push({
      account,
      size,
      entryValue: standing.entryValue(market, account),
      equity: standing.equity(account),
      notional: standing.notional(market, account),
    })
  }
  return found
}

/** Who may be deleveraged against the account: the profitable positions of the other side; pools only where they may be. */
export const contendersFor = (
  view: RunInView,
  standing: Standing,
  account: number,
  market: number,
  includePool: boolean,
): readonly Contender[] => {
  const long = standing.size(market, account) > 0n
  const opposite = positionsIn(
    view,
    standing,
    market,
    (other, role) => standing.size(market, other) > 0n !== long && (role !== POOL || includePool),
  )
  return opposite.filter((contender) => profitOfContender(contender) > 0n)
}
