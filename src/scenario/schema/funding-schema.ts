import { z } from 'zod'
import { nearestName } from '../../formula/nearest-name.ts'
import { FUNDING_SYMBOLS } from '../../funding/formula-rate.ts'
import type { DecimalText, Duration, Rate } from '../quantities.ts'
import { choice, count, decimal, defaulted, duration, fields, oneOf, rate, text } from '../value-schemas.ts'

/** How a premium over the index is observed. */
export type PremiumText =
  | { readonly of: 'mid'; readonly whenMissing: 'zero' | 'last' }
  | {
      readonly of: 'impact' | 'impact-middle'
      readonly oneSided?: 'zero' | 'last' | 'side' | { readonly extreme: Rate }
      readonly whenMissing: 'zero' | 'last'
    }
  | { readonly of: 'twap'; readonly window: Duration }

/** What all rate rules share. */
export interface FundingTerms {
  /** From payment to payment, or at each block. */
  readonly every: Duration | 'block'
  /** What rate, interest and clamp are stated for. */
  readonly period: Duration
  readonly missed: 'pay' | 'skip'
  readonly premium: PremiumText
  readonly sample: {
    readonly every: Duration | 'block'
    readonly mean: 'equal' | 'linear' | 'latest'
    readonly minimum: number
    readonly empty: 'zero' | 'last'
  }
  readonly premiumLimit?: Rate
  readonly periodCap?: Rate
  readonly maxChange?: Rate
  /** Bound of one payment. */
  readonly cap?: Rate
  readonly multiplier: Rate
  readonly price: 'index' | 'mark'
}

/** Names of the rate rules; any other text of `rate` is a formula. */
export const RATE_RULES = ['premium-clamp', 'twap-premium', 'skew-proportional', 'skew-velocity', 'constant'] as const

/** Funding: its rate rule and its terms. */
export type FundingText = FundingTerms &
  (
    | { readonly rate: 'premium-clamp'; readonly interest: Rate; readonly clamp: Rate }
    | { readonly rate: 'twap-premium'; readonly payback: Duration; readonly offset: Rate }
    | { readonly rate: 'skew-proportional'; readonly skewScale: DecimalText; readonly maxRate: Rate }
    | { readonly rate: 'skew-velocity'; readonly skewScale: DecimalText; readonly maxVelocity: Rate }
    | { readonly rate: 'constant'; readonly constant: Rate }
    /** A formula of `FUNDING_SYMBOLS`, per period. */
    | { readonly rate: string; readonly formula: true; readonly interest: Rate }
  )

const orBlock = (description: string, otherwise: string): z.ZodType<Duration | 'block'> =>
  z
    .union([z.literal('block'), duration(description, { sign: 'positive' })])
    .default(otherwise)
    .describe(description)

const whenMissing = choice('Premium where prices are missing', ['zero', 'last'] as const, 'last')
const oneSided = z
  .union([
    z.enum(['zero', 'last', 'side']),
    fields({ extreme: rate('Premium while one side alone is there', { least: '0' }) }),
  ])
  .describe('Premium while only one side is deep enough')

const premium: z.ZodType<PremiumText> = z
  .union([
    z.enum(['mid']).transform((): PremiumText => ({ of: 'mid', whenMissing: 'last' })),
    z.enum(['impact', 'impact-middle']).transform((of): PremiumText => ({ of, whenMissing: 'zero' })),
    z.discriminatedUnion('of', [
      fields({ of: z.literal('mid'), whenMissing }),
      fields({
        of: z.enum(['impact', 'impact-middle']),
        oneSided: oneSided.exactOptional(),
        whenMissing: choice('Premium where both sides are missing', ['zero', 'last'] as const, 'zero'),
      }),
      fields({ of: z.literal('twap'), window: duration('Window of the averages', { sign: 'positive' }) }),
    ]),
  ])
  .describe('What the premium is taken from')

const terms = {
  every: orBlock('From payment to payment, or `block`', '1h'),
  period: duration('What rate, interest and clamp are stated for', { otherwise: '8h', sign: 'positive' }),
  missed: choice('When a block comes late: every payment missed, or one', ['pay', 'skip'] as const, 'pay'),
  premium: premium.default({ of: 'mid', whenMissing: 'last' }),
  sample: defaulted(
    {
      every: orBlock('Time between samples of the premium, or `block`', '5s'),
      mean: choice('What samples become', ['equal', 'linear', 'latest'] as const, 'equal'),
      minimum: count('Zeros are added up to so many samples', 'samples', { otherwise: 0, most: 1_000_000 }),
      empty: choice('Premium index of a window without samples', ['zero', 'last'] as const, 'last'),
    },
    'How often the premium is observed, and what becomes of the samples',
  ),
  premiumLimit: rate('Bound of each sample, either way', { least: '0' }).exactOptional(),
  periodCap: rate('Bound of the rate per period, either way', { least: '0' }).exactOptional(),
  maxChange: rate('Bound of the change of the rate from one payment to the next', { least: '0' }).exactOptional(),
  cap: rate('Bound of one payment, either way', { least: '0' }).exactOptional(),
  multiplier: rate('Scales what is paid', { otherwise: '1', least: '0' }),
  price: choice('Price of the notional that pays', ['index', 'mark'] as const, 'index'),
}

const skewScale = decimal('Skew at which the rule is at its greatest', 'base units')

const rules = z.discriminatedUnion('rate', [
  fields({
    rate: z.literal('premium-clamp'),
    interest: rate('Interest per period, may be negative', { otherwise: '1bps' }),
    clamp: rate('How far the interest may pull the rate from the premium', { otherwise: '5bps', least: '0' }),
    ...terms,
  }),
  fields({
    rate: z.literal('twap-premium'),
    payback: duration('Time over which a lasting premium is paid once', { otherwise: '1d', sign: 'positive' }),
    offset: rate('Added to the premium', { otherwise: '0' }),
    ...terms,
  }),
  fields({
    rate: z.literal('skew-proportional'),
    skewScale,
    maxRate: rate('Rate per period at that skew', { least: '0' }),
    ...terms,
  }),
  fields({
    rate: z.literal('skew-velocity'),
    skewScale,
    maxVelocity: rate('Change of the daily rate in a day at that skew', { least: '0' }),
    ...terms,
  }),
  fields({ rate: z.literal('constant'), constant: rate('Rate per period'), ...terms }),
])

const notARule = new RegExp(`^(?!\\s*(?:${RATE_RULES.join('|')})\\s*$)[\\s\\S]*\\S`)

/** The rule that a single word with dashes, all of which no formula knows, was probably to name. */
const misspelt = (rate: string): string | undefined => {
  const words = rate.trim().split('-')
  if (!/^[A-Za-z-]+$/.test(rate.trim()) || words.every((word) => FUNDING_SYMBOLS.includes(word))) return undefined
  return nearestName(rate.trim(), RATE_RULES)
}

const byFormula = fields({
  rate: text('A formula of the premium and other names', notARule, `${oneOf(RATE_RULES)}, or a formula`, misspelt),
  formula: z.literal(true).default(true).describe('Set by the reader'),
  interest: rate('Value of `interest`', { otherwise: '0' }),
  ...terms,
})

/** Schema of `funding`. */
export const fundingSchema: z.ZodType<FundingText> = z
  .union([rules, byFormula])
  .describe('Payments between longs and shorts')
