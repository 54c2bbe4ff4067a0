import type { Fraction } from '../numeric/fraction.ts'
import { picoOf } from './pico.ts'
import { impactMidPremium, impactPremium } from './premium.ts'
import { missingPremium, type PremiumRule, type WhenMissing } from './premium-rule.ts'

/**
 * What the premium is while only one side of the book is deep enough for the impact notional:
 * - `'zero'`: none (dYdX v4)
 * - `'last'`: that of the sample before
 * - `'side'`: the side that is there speaks alone, the other adds nothing
 * - `{ extreme }`: plus this much while only bids are there, minus this much while only asks are (Mango v4)
 */
export type OneSided = WhenMissing | 'side' | { readonly extreme: Fraction }

/** How impact prices become a premium. */
export interface ImpactPremiumConfig {
  /** `'outside'` (default): zero while the index lies between the impact prices. `'middle'`: their mean against the index (HIP-3, Mango v4). */
  readonly of?: 'outside' | 'middle'
  /** One side is missing; `'side'` when left out, and with `'middle'` `'last'`, since half a pair has no middle. */
  readonly oneSided?: OneSided
  /** Both sides or the index are missing; `'zero'` when left out. */
  readonly whenMissing?: WhenMissing
}

/**
 * Premium from the prices at which the impact notional trades (`view.impactBid`, `view.impactAsk`).
 *
 * @throws RangeError for `'middle'` with `'side'`
 */
export const premiumFromImpact = (config: ImpactPremiumConfig = {}): PremiumRule => {
  const { of = 'outside', whenMissing = 'zero' } = config
  const oneSided = config.oneSided ?? (of === 'middle' ? 'last' : 'side')
  if (of === 'middle' && oneSided === 'side')
    throw new RangeError('funding.premium.oneSided: "side" has no middle; use "zero", "last" or an extreme')
  const extreme = typeof oneSided === 'object' ? picoOf(oneSided.extreme) : 0
  return {
    name: of === 'middle' ? 'impact-middle' : 'impact',
    premium: ({ impactBid, impactAsk, index }, _now, last) => {
      if (index === 0 || (impactBid === 0 && impactAsk === 0)) return missingPremium(whenMissing, last)
      if (impactBid !== 0 && impactAsk !== 0)
        return of === 'middle'
          ? impactMidPremium(impactBid, impactAsk, index)
          : impactPremium(impactBid, impactAsk, index)
      if (oneSided === 'side') return impactPremium(impactBid, impactAsk, index)
      if (typeof oneSided === 'object') return impactBid !== 0 ? extreme : 0 - extreme
      return missingPremium(oneSided, last)
    },
  }
}
