import type { Comparison } from '../studies/comparison.ts'
import type { ImpactCurve, ImpactPoint } from '../studies/impact-curve.ts'
import type { Interval } from '../studies/interval.ts'
import { moneyScale } from './money-scale.ts'
import { formatSize } from './number-format.ts'
import type { ReportRow } from './report-row.ts'

/** Notional in quote units at which impact stands in the table. */
const SIZES: readonly number[] = [10_000, 100_000, 1_000_000]

const once = (x: number): Interval => ({ mean: x, low: x, high: x, count: 1 })

/**
 * Impact in basis points of an order of `notional` atoms, linear between the points of a side and down to half the
 * spread at nothing; `undefined` beyond the last point or where the side ends before.
 */
export const impactAt = (
  points: readonly ImpactPoint[],
  notional: number,
  halfSpreadBps: number,
  ends: number,
): number | undefined => {
  if (notional > ends) return undefined
  const at = points.findIndex((point) => point.notional >= notional)
  if (at < 0) return undefined
  const right = points[at]
  const left = at === 0 ? { notional: 0, impactBps: halfSpreadBps } : points[at - 1]
  if (right.notional === left.notional) return right.impactBps
  const share = (notional - left.notional) / (right.notional - left.notional)
  return left.impactBps + share * (right.impactBps - left.impactBps)
}

const bothSides = (curve: ImpactCurve, notional: number): number | undefined => {
  const buy = impactAt(curve.buy, notional, curve.halfSpreadBps, curve.buyEnds)
  const sell = impactAt(curve.sell, notional, curve.halfSpreadBps, curve.sellEnds)
  return buy === undefined || sell === undefined ? undefined : (buy + sell) / 2
}

/** Impact of 10k, 100k and 1M before the first trade, mean of buying and selling; measured once, so without interval. */
export const impactRows = (comparison: Comparison): readonly ReportRow[] => {
  const { atoms } = moneyScale(comparison.market)
  return SIZES.map((size) => {
    const found = comparison.arms.map(({ impact }) => bothSides(impact, size * atoms))
    const [first, ...others] = found
    const name = formatSize(size)
    return {
      key: `impact.${size}`,
      label: `Impact of ${name}, at start`,
      meaning: `Price impact of ${name} before the first trade, mean of buying and selling.`,
      unit: 'bps' as const,
      sampled: false,
      minor: true,
      arms: found.map((x) => (x === undefined ? undefined : once(x))),
      differences: others.map((x) => (x === undefined || first === undefined ? undefined : once(x - first))),
    }
  }).filter(({ arms }) => arms.some((x) => x !== undefined))
}
