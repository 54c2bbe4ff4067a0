import { LIQUIDATION } from '../../../market/order-flags.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import { ceilDiv, type Share, shareOf } from '../../watch/reckoning.ts'

/** What both sides of a fill pay by the scenario's schedule, atoms; a negative fee is a rebate. */
export interface FillFees {
  maker(quote: number): bigint
  /** A liquidation's taker pays its own fee, where the schedule names one. */
  taker(quote: number, flags: number): bigint
}

/** The fees of a scenario: each rounded up, so that rebates are rounded down. */
export const fillFees = ({ fees }: Pick<Scenario, 'fees'>): FillFees => {
  const maker = shareOf(fees.maker)
  const taker = shareOf(fees.taker)
  const liquidationTaker = shareOf(fees.liquidationTaker ?? fees.taker)
  const of = (quote: number, { n, d }: Share): bigint => ceilDiv(BigInt(quote) * n, d)
  return {
    maker: (quote) => of(quote, maker),
    taker: (quote, flags) => of(quote, (flags & LIQUIDATION) === 0 ? taker : liquidationTaker),
  }
}
