import { MOST_TIERS } from '../../margin/margin-tiers.ts'
import { compareDecimals } from '../../numeric/decimal.ts'
import { compareFractions } from '../../numeric/fraction.ts'
import { buildTiers } from '../build/build-margin.ts'
import { rateOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import type { TierText } from '../schema/margin-schema.ts'

const checkTier = (tier: TierText, before: TierText | undefined, k: number, last: boolean, report: Report): void => {
  const path = ['margin', 'tiers', k]
  const [initial, maintenance] = [rateOf(tier.initial), rateOf(tier.maintenance)]
  if (initial.n === 0) report.fault([...path, 'initial'], 'must be more than 0: leverage would be without bound')
  if (compareFractions(maintenance, initial) >= 0) {
    report.fault([...path, 'maintenance'], `must be below initial (${tier.initial})`)
  }
  if (last && tier.upTo !== undefined) report.fault([...path, 'upTo'], 'must be left out: the last tier is open-ended')
  if (!last && tier.upTo === undefined)
    report.fault(path, 'needs upTo: only the last tier is open-ended', { value: '' })
  if (before === undefined) return
  if (tier.upTo !== undefined && before.upTo !== undefined && compareDecimals(tier.upTo, before.upTo) <= 0) {
    report.fault([...path, 'upTo'], `must be above the former tier's (${before.upTo})`, { unit: 'quote units' })
  }
  for (const rate of ['initial', 'maintenance'] as const) {
    if (compareFractions(rateOf(tier[rate]), rateOf(before[rate])) < 0) {
      report.fault([...path, rate], `must not be below the former tier's (${before[rate]})`)
    }
  }
}

/** Tiers rise, and liquidation comes after opening. */
export const checkMargin = ({ margin, markets }: Partial<Scenario>, report: Report): void => {
  if (margin === undefined) return
  const { tiers } = margin
  const before = report.faults.length
  tiers.forEach((tier, k) => {
    checkTier(tier, tiers[k - 1], k, k === tiers.length - 1, report)
  })
  if (tiers.length > MOST_TIERS) {
    report.fault(['margin', 'tiers'], `holds ${tiers.length} tiers; at most ${MOST_TIERS} are possible`, { value: '' })
  }
  if (report.faults.length === before) {
    report.attempt(['margin'], () => buildTiers(margin, markets?.[0].quoteDecimals ?? 6))
  }
}
