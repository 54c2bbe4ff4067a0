import { type Formula, parseFormula } from '../../formula/formula.ts'
import { constantRate } from '../../funding/constant-rate.ts'
import { FUNDING_SYMBOLS, formulaRate } from '../../funding/formula-rate.ts'
import type { FundingConfig } from '../../funding/funding-config.ts'
import { premiumClamp } from '../../funding/premium-clamp.ts'
import { premiumFromImpact } from '../../funding/premium-from-impact.ts'
import { premiumFromMid } from '../../funding/premium-from-mid.ts'
import { premiumFromTwap } from '../../funding/premium-from-twap.ts'
import type { PremiumRule } from '../../funding/premium-rule.ts'
import type { RateRule } from '../../funding/rate-rule.ts'
import { skewProportional, skewVelocity } from '../../funding/skew-rate.ts'
import { twapPremium } from '../../funding/twap-premium.ts'
import type { MarketSpec } from '../../market/market-spec.ts'
import { type Fraction, fractionToNumber } from '../../numeric/fraction.ts'
import { lotsOf } from '../market-units.ts'
import { type Duration, millisecondsOf, type Rate, rateOf } from '../quantities.ts'
import { type FundingText, type PremiumText, RATE_RULES } from '../schema/funding-schema.ts'

type RuleName = (typeof RATE_RULES)[number]
type Words<K extends RuleName> = Extract<FundingText, { rate: K }>
type RateBuilders = { readonly [K in RuleName]: (words: Words<K>, spec: MarketSpec) => RateRule }

const RATES: RateBuilders = {
  'premium-clamp': ({ interest, clamp }) => premiumClamp({ interest: rateOf(interest), clamp: rateOf(clamp) }),
  'twap-premium': ({ payback, offset }) => twapPremium({ payback: millisecondsOf(payback), offset: rateOf(offset) }),
  'skew-proportional': ({ skewScale, maxRate }, spec) =>
    skewProportional({ skewScale: lotsOf(skewScale, spec), maxRate: rateOf(maxRate) }),
  'skew-velocity': ({ skewScale, maxVelocity }, spec) =>
    skewVelocity({ skewScale: lotsOf(skewScale, spec), maxVelocity: rateOf(maxVelocity) }),
  constant: ({ constant }) => constantRate(rateOf(constant)),
}

/** Is the rate a rule's name, and no formula? */
export const isRateRule = (rate: string): rate is RuleName => (RATE_RULES as readonly string[]).includes(rate)

/** The compiled formula of a funding rate, `undefined` for a rule. @throws FormulaError */
export const fundingFormula = async (words: FundingText): Promise<Formula | undefined> =>
  isRateRule(words.rate) ? undefined : parseFormula(words.rate, { symbols: FUNDING_SYMBOLS })

const premiumOf = (words: PremiumText): PremiumRule => {
  switch (words.of) {
    case 'mid':
      return premiumFromMid(words.whenMissing)
    case 'twap':
      return premiumFromTwap(millisecondsOf(words.window))
    case 'impact':
    case 'impact-middle': {
      const { oneSided, whenMissing } = words
      const side = typeof oneSided === 'object' ? { extreme: rateOf(oneSided.extreme) } : oneSided
      return premiumFromImpact({
        of: words.of === 'impact' ? 'outside' : 'middle',
        ...(side === undefined ? {} : { oneSided: side }),
        whenMissing,
      })
    }
  }
}

const orBlock = (every: Duration | 'block'): number | 'block' => (every === 'block' ? every : millisecondsOf(every))
const bound = (name: string, rate: Rate | undefined): Readonly<Record<string, Fraction>> =>
  rate === undefined ? {} : { [name]: rateOf(rate) }

/**
 * The funding configuration of one market, with rules of its own.
 *
 * @param formula - as `fundingFormula` compiled it
 * @throws RangeError when a rule refuses its figures
 */
export const fundingConfig = (words: FundingText, formula: Formula | undefined, spec: MarketSpec): FundingConfig => {
  const { sample } = words
  const build = isRateRule(words.rate) ? (RATES[words.rate] as (w: FundingText, s: MarketSpec) => RateRule) : undefined
  const rate =
    formula !== undefined && 'formula' in words
      ? formulaRate(formula, {
          interest: fractionToNumber(rateOf(words.interest)),
          unitPrice: Number(spec.unitPrice),
          lot: Number(spec.lot),
        })
      : build?.(words, spec)
  if (rate === undefined) throw new RangeError(`funding.rate: "${words.rate}" is neither a rule nor a formula`)
  return {
    every: orBlock(words.every),
    missed: words.missed,
    period: millisecondsOf(words.period),
    premium: premiumOf(words.premium),
    sample: { every: orBlock(sample.every), mean: sample.mean, minimum: sample.minimum, empty: sample.empty },
    rate,
    ...bound('premiumLimit', words.premiumLimit),
    ...bound('periodCap', words.periodCap),
    ...bound('maxChange', words.maxChange),
    ...bound('cap', words.cap),
    multiplier: rateOf(words.multiplier),
    price: words.price,
  }
}
