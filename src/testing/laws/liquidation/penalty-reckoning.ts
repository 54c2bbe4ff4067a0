import { ceilDiv, floorDiv } from '../../watch/reckoning.ts'
import type { LiquidationTerms } from './liquidation-terms.ts'
import type { OrderDeed } from './visits.ts'

/** Atoms of a penalty: what the terms ask, what is charged of it, and who has that; the trader keeps the rest. */
export interface Penalty {
  readonly asked: bigint
  readonly charged: bigint
  readonly toLiquidator: bigint
  readonly toFund: bigint
}

/**
 * The penalty on a close: rounded up, at most what is left of the equity; the liquidator's and the trader's parts rounded
 * down, the fund has the rest, and the liquidator's part too where the protocol liquidates.
 */
export const penaltyOn = (
  { penalty, mode }: LiquidationTerms,
  { quote, after }: OrderDeed,
  account: number,
): Penalty => {
  const { rate, liquidator, fund } = penalty
  const left = after.equity(account)
  const asked = ceilDiv(quote * rate.n, rate.d)
  const most = left > 0n ? left : 0n
  const charged = asked < most ? asked : most
  const both = liquidator.d * fund.d
  const returned = floorDiv(charged * (both - liquidator.n * fund.d - fund.n * liquidator.d), both)
  const toLiquidator = mode === 'bots' ? floorDiv(charged * liquidator.n, liquidator.d) : 0n
  return { asked, charged, toLiquidator, toFund: charged - returned - toLiquidator }
}
