import fc from 'fast-check'
import { type Scenario, scenarioParts } from '../../scenario/scenario.ts'

/** Words of a rate rule. */
export type RateWords = Readonly<Record<string, string>>

const rates: fc.Arbitrary<RateWords> = fc.oneof(
  fc.record({ rate: fc.constant('constant'), constant: fc.constantFrom('1%', '-1/30', '1/7', '-3ppm') }),
  fc.record({
    rate: fc.constant('premium-clamp'),
    interest: fc.constantFrom('1bps', '0', '-2bps'),
    clamp: fc.constantFrom('5bps', '0', '1%'),
  }),
  fc.record({
    rate: fc.constant('twap-premium'),
    payback: fc.constantFrom('1d', '7s'),
    offset: fc.constantFrom('0', '2bps', '-1/7000'),
  }),
  fc.record({
    rate: fc.constant('skew-proportional'),
    skewScale: fc.constantFrom('1', '0.7', '20'),
    maxRate: fc.constantFrom('2%', '1/3'),
  }),
  fc.record({
    rate: fc.constant('skew-velocity'),
    skewScale: fc.constantFrom('1', '0.7', '20'),
    maxVelocity: fc.constantFrom('36', '1/7', '5000'),
  }),
)

/** Rate rules with their figures, as scenarios write them; a constant rate first. */
export const rateWords = (): fc.Arbitrary<RateWords> => rates

const premium = fc.constantFrom<unknown>(
  'mid',
  { of: 'mid', whenMissing: 'zero' },
  'impact',
  { of: 'impact', oneSided: 'zero', whenMissing: 'last' },
  { of: 'impact', oneSided: { extreme: '1/30' } },
  { of: 'impact', oneSided: 'last' },
  'impact-middle',
  { of: 'impact-middle', oneSided: { extreme: '2%' } },
  { of: 'twap', window: '3s' },
  { of: 'twap', window: '1500ms' },
)

const sample = fc.record({
  every: fc.constantFrom('block', '1s', '400ms', '2s', '3s'),
  mean: fc.constantFrom('equal', 'linear', 'latest'),
  minimum: fc.constantFrom(0, 0, 4),
  empty: fc.constantFrom('last', 'zero'),
})

/** Zeros are added to an equal mean only, and a payment per block has no cap of its own. */
const fitting = (words: Drawn): unknown => {
  const { cap, sample: sampled, ...others } = words
  return {
    ...others,
    ...(cap !== undefined && words.every !== 'block' && { cap }),
    ...(sampled !== undefined && {
      sample: { ...sampled, minimum: sampled.mean === 'equal' ? sampled.minimum : 0 },
    }),
  }
}

interface Drawn {
  readonly every: string
  readonly cap?: string
  readonly sample?: { readonly mean: string; readonly minimum: number }
}

/** Funding from a constant rate every few blocks to every rule, premium, mean, cadence and bound there is. */
export const fundingVariants = (): fc.Arbitrary<Scenario['funding']> =>
  fc
    .record({
      rates,
      terms: fc.record(
        {
          every: fc.constantFrom('2s', 'block', '1s', '3s', '400ms', '700ms', '5s'),
          period: fc.constantFrom('10s', '7s', '8h', '1m'),
          missed: fc.constantFrom('pay', 'skip'),
          premium,
          sample,
          premiumLimit: fc.constantFrom('1%', '1/7'),
          periodCap: fc.constantFrom('2%', '1/300'),
          maxChange: fc.constantFrom('50bps', '0'),
          cap: fc.constantFrom('1/700', '3bps'),
          multiplier: fc.constantFrom('1/2', '3/7', '0'),
          price: fc.constantFrom('index', 'mark'),
        },
        { requiredKeys: ['every', 'period'] },
      ),
    })
    .map(({ rates: rule, terms }) => scenarioParts.funding.parse(fitting({ ...rule, ...terms })) as Scenario['funding'])
