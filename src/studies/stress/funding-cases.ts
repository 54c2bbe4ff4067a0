import { fractionToNumber } from '../../numeric/fraction.ts'
import { millisecondsOf, type Rate, rateOf } from '../../scenario/quantities.ts'
import type { FundingText } from '../../scenario/schema/funding-schema.ts'
import { type SizedStressWords, sizedCases } from './sized-cases.ts'
import type { StressEntry } from './stress-case.ts'
import type { StressSetting } from './stress-setting.ts'

/** Payers of a pinned rate: its sign, and how it is said. */
const PAYERS = [
  { id: 'longs-pay', sign: 1, words: 'longs pay' },
  { id: 'shorts-pay', sign: -1, words: 'shorts pay' },
] as const

/** A rate in six digits: that of a payment a block is small. */
const rateText = (rate: number): string => `${Number((rate * 100).toPrecision(6))} %`

/** Milliseconds that a payment covers. */
const intervalOf = ({ every }: FundingText, { blockTime }: StressSetting): number =>
  every === 'block' ? blockTime : millisecondsOf(every)

/** The most that one payment may be by the scenario's own bounds; `undefined` where nothing bounds it. */
const capOf = (funding: FundingText, setting: StressSetting): number | undefined => {
  const { cap, periodCap, period, multiplier } = funding
  const number = (rate: Rate): number => fractionToNumber(rateOf(rate))
  const perPayment = (number(multiplier) * intervalOf(funding, setting)) / millisecondsOf(period)
  const bounds = [
    ...(cap === undefined ? [] : [number(cap)]),
    ...(periodCap === undefined ? [] : [number(periodCap) * perPayment]),
  ]
  return bounds.length === 0 ? undefined : Math.min(...bounds)
}

/** The scenario's funding with a rate that is always the same, in its own cadence; nothing bounds it or changes it. */
const pinned = (funding: FundingText, setting: StressSetting, ratePerPayment: number): unknown => {
  const { every, period, missed, premium, sample, price } = funding
  const perPeriod = (ratePerPayment * millisecondsOf(period)) / intervalOf(funding, setting)
  return {
    rate: 'constant',
    constant: perPeriod.toFixed(12),
    every,
    period,
    missed,
    premium,
    sample,
    multiplier: '1',
    price,
  }
}

/** Funding held at its 95th percentile and at its cap from the first payment to the last, either side paying. */
export const fundingCases = (setting: StressSetting): readonly StressEntry[] => {
  const { scenario, end, baseline } = setting
  const { funding } = scenario
  const cap = capOf(funding, setting)
  const usual = baseline.fundingRateP95
  const never = intervalOf(funding, setting) > end ? 'no funding payment falls into the run' : undefined
  return PAYERS.flatMap(({ id, sign, words }) => {
    const ladder = `funding-${id}`
    const top = cap ?? (usual === undefined ? 0 : 16 * usual)
    const sizes: Omit<SizedStressWords, 'id' | 'title' | 'standard'> = {
      group: 'funding',
      unit: 'rate',
      grid: [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1].map((part) => part * top).filter((size) => size > 0),
      resolution: top / 256,
      sized: (size) =>
        never ?? {
          title: `Funding is held at ${rateText(size)} a payment for the whole run, and ${words}.`,
          changes: [{ path: ['funding'], value: pinned(funding, setting, sign * size) }],
        },
    }
    const at = (size: number | undefined, name: string, what: string, lacking: string): readonly StressEntry[] => {
      const title = `Funding is held at ${what} for the whole run, and ${words}.`
      const own = `${ladder}-${name}`
      if (size === undefined) return [{ id: own, group: 'funding', title, skipped: never ?? lacking }]
      return sizedCases({ ...sizes, id: ladder, title, standard: [size] }).map((entry) => ({ ...entry, id: own }))
    }
    return [
      ...at(
        usual === 0 ? undefined : usual,
        'p95',
        'its 95th percentile',
        usual === 0
          ? 'the 95th percentile of the funding rate is 0'
          : 'the 95th percentile of the funding rate was not measured on runs without stress',
      ),
      ...at(cap === 0 ? undefined : cap, 'cap', 'its cap', 'the scenario bounds neither the rate nor a payment'),
    ]
  })
}
