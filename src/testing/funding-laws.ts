import type { RateRule } from '../funding/rate-rule.ts'
import type { Law } from './law-property.ts'
import { anySplitPaysTheSame } from './laws/funding/any-split-pays-the-same.ts'
import { premiumIndexIsTheMean } from './laws/funding/premium-index-is-the-mean.ts'
import { type RatePromises, rateRuleIsExact, rateRuleLaw } from './laws/funding/rate-rule-is-exact.ts'

/**
 * The laws of funding over numbers: of a rate rule of yours, or of perplab's own rules, indices and means.
 *
 * @param rule - makes the rule anew for each question; rules with state begin at their start
 * @example
 * ```ts
 * const rule = () => ({ name: 'half', rate: ({ premium }) => Math.trunc(premium / 2) })
 * for (const law of fundingLaws(rule)) test(law.name, () => fc.assert(law.property))
 * ```
 */
export const fundingLaws = (rule?: () => RateRule, promises?: RatePromises): readonly Law[] =>
  rule !== undefined
    ? [rateRuleLaw(rule, promises)]
    : [rateRuleIsExact(), anySplitPaysTheSame(), premiumIndexIsTheMean()]
