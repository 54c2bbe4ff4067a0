import type fc from 'fast-check'
import type { MarginTier } from '../../margin/margin-tiers.ts'
import { atomsOf, rateOf } from '../../scenario/quantities.ts'
import { type TierOptions, tierTexts } from './tier-texts.ts'

/**
 * Margin tables as `marginTiers` takes them: bounds in quote atoms, rates as exact fractions, all valid. Shrinks to one
 * tier of 1/10 initial and 1/20 maintenance.
 *
 * @param decimals - of the quote asset
 * @example
 * ```ts
 * fc.assert(fc.property(marginTables(), (tiers) => marginTiers(tiers).maintenance(0) === 0))
 * ```
 */
export const marginTables = (options: TierOptions = {}, decimals = 6): fc.Arbitrary<readonly MarginTier[]> =>
  tierTexts(options).map((tiers) =>
    tiers.map(({ upTo, initial, maintenance }) => ({
      upTo: upTo === undefined ? Infinity : atomsOf(upTo, decimals),
      initial: rateOf(initial),
      maintenance: rateOf(maintenance),
    })),
  )
