import type { TradingLimits } from '../../exchange/trading-limits.ts'
import { type MarginTier, type MarginTiers, marginTiers } from '../../margin/margin-tiers.ts'
import type { WithdrawalRule } from '../../margin/withdrawal.ts'
import type { MarketSpec } from '../../market/market-spec.ts'
import { lotsOf } from '../market-units.ts'
import { atomsOf, rateOf } from '../quantities.ts'
import type { Margin, WithdrawalText } from '../schema/margin-schema.ts'
import type { Limits } from '../schema/markets-schema.ts'

/** The margin table in atoms. @throws RangeError with all its faults */
export const buildTiers = (words: Margin, decimals: number): MarginTiers =>
  marginTiers(
    words.tiers.map(
      ({ upTo, initial, maintenance }): MarginTier => ({
        upTo: upTo === undefined ? Infinity : atomsOf(upTo, decimals),
        initial: rateOf(initial),
        maintenance: rateOf(maintenance),
      }),
    ),
  )

/** What must stay in an account when money leaves it. */
export const buildWithdrawal = (words: WithdrawalText): WithdrawalRule =>
  words.kind === 'share-of-notional' ? { kind: words.kind, share: rateOf(words.share) } : words

/** A market's limits in lots. @throws RangeError when a size is no whole number of lots */
export const buildLimits = ({ position, openInterest, priceBand }: Limits, spec: MarketSpec): TradingLimits => ({
  positionCap: position === undefined ? Infinity : lotsOf(position, spec),
  openInterestCap: openInterest === undefined ? Infinity : lotsOf(openInterest, spec),
  ...(priceBand === undefined ? {} : { priceBand: rateOf(priceBand) }),
})
