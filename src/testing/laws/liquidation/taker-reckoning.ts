import { VAULT_ACCOUNT } from '../../../exchange/accounts.ts'
import { floorDiv } from '../../watch/reckoning.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import { magnitude, type Standing } from '../../watch/standing.ts'
import { contendersFor } from './contenders.ts'
import type { TakerTerms } from './liquidation-terms.ts'

/** Do the taker's terms admit the account as it stands? Thresholds are strict. */
export const admitsNow = (taker: TakerTerms, standing: Standing, account: number): boolean => {
  const share = taker.kind === 'engine' ? taker.notBelow : taker.below
  if (share === undefined) return true
  const below = standing.equity(account) * share.d < standing.required('maintenance', account) * share.n
  return taker.kind === 'engine' ? !below : below
}

/**
 * Most lots of the account's position that a taker beside the engine has room for: a vault up to the notional that it may
 * hold, what reduces its own position included; deleveraging what the profitable other side holds.
 */
export const roomFor = (
  taker: Exclude<TakerTerms, { readonly kind: 'engine' }>,
  view: RunInView,
  standing: Standing,
  account: number,
  market: number,
): bigint => {
  if (taker.kind === 'deleverage')
    return contendersFor(view, standing, account, market, taker.includePool).reduce(
      (sum, { size }) => sum + magnitude(size),
      0n,
    )
  const size = standing.size(market, account)
  if (taker.limit === undefined) return magnitude(size)
  const most = floorDiv(taker.limit, standing.mark(market))
  const held = standing.size(market, VAULT_ACCOUNT)
  const room = size > 0n ? most - held : most + held
  return room > 0n ? room : 0n
}
