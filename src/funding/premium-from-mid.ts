import { premiumOf } from './premium.ts'
import { missingPremium, type PremiumRule, type WhenMissing } from './premium-rule.ts'

/**
 * Premium of the engine's mid over the index: `(mid - index) / index`.
 *
 * @param whenMissing - the answer for a one-sided book or before the index is published; `'last'` when left out
 */
export const premiumFromMid = (whenMissing: WhenMissing = 'last'): PremiumRule => ({
  name: 'mid',
  premium: ({ mid, index }, _now, last) =>
    mid === 0 || index === 0 ? missingPremium(whenMissing, last) : premiumOf(mid, index),
})
