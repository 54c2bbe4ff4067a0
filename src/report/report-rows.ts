import type { Comparison, MetricRow } from '../studies/comparison.ts'
import type { Interval } from '../studies/interval.ts'
import { costGroups } from './cost-rows.ts'
import { impactRows } from './impact-rows.ts'
import { type MetricLabel, marketQuality, metricGroups, profitAndLoss } from './metric-labels.ts'
import { moneyScale } from './money-scale.ts'
import type { ShownUnit } from './number-format.ts'
import { pairedValues } from './paired-values.ts'
import type { ReportGroup, ReportRow } from './report-row.ts'

const SHOWN: Readonly<Record<MetricRow['unit'], ShownUnit>> = {
  atoms: 'money',
  count: 'count',
  fraction: 'percent',
  bps: 'bps',
}

/** An interval of no seeds is none: the arm has no such figure. */
const scaled = ({ mean, low, high, count }: Interval, divisor: number): Interval | undefined =>
  count === 0 ? undefined : { mean: mean / divisor, low: low / divisor, high: high / divisor, count }

const labelled = (row: MetricRow, label: MetricLabel, atoms: number): ReportRow => {
  const unit = row.unit === 'fraction' ? label.unit : SHOWN[row.unit]
  const divisor = unit === 'money' ? atoms : row.unit === 'fraction' && unit === 'bps' ? 1e-4 : 1
  return {
    key: row.metric,
    label: label.label,
    meaning: label.meaning,
    unit,
    sampled: true,
    minor: label.minor === true,
    arms: row.arms.map((x) => scaled(x, divisor)),
    differences: row.differences.map((x) => scaled(x, divisor)),
  }
}

const groupPnl = (metric: string): MetricLabel | undefined =>
  metric.startsWith('pnl.')
    ? {
        metric,
        label: `PnL: ${metric.slice('pnl.'.length)}`,
        meaning: 'Equity of the group at the end less its deposits.',
        unit: 'money',
      }
    : undefined

const depthPerCapital = (comparison: Comparison): readonly ReportRow[] => {
  const values = comparison.arms.map(({ capital, runs }) =>
    runs.map(({ metrics }) =>
      capital > 0 && metrics['depth.mean'] !== undefined ? metrics['depth.mean'] / capital : undefined,
    ),
  )
  if (values.every((ofArm) => ofArm.every((x) => x === undefined))) return []
  return [
    {
      key: 'depth.perCapital',
      label: 'Depth per capital',
      meaning: 'Mean depth within 1% over the capital behind the quotes.',
      unit: 'ratio',
      sampled: true,
      minor: true,
      ...pairedValues(values),
    },
  ]
}

/**
 * All rows of a comparison by group, as a designer reads them: market quality, execution cost, funding, liquidations,
 * losses, profit and loss, activity. A metric that no list knows comes last, so that none is lost. Empty groups are left out.
 */
export const reportGroups = (comparison: Comparison): readonly ReportGroup[] => {
  const { atoms } = moneyScale(comparison.market)
  const left = new Map(comparison.metrics.map((row) => [row.metric, row]))
  const take = (labels: readonly MetricLabel[]): readonly ReportRow[] =>
    labels.flatMap((label) => {
      const row = left.get(label.metric)
      left.delete(label.metric)
      return row === undefined ? [] : [labelled(row, label, atoms)]
    })
  const quality = [...take(marketQuality), ...depthPerCapital(comparison), ...impactRows(comparison)]
  const groups = metricGroups.map(({ title, rows }) => ({ title, rows: take(rows) }))
  const pnl = take([
    ...profitAndLoss,
    ...comparison.metrics.flatMap(({ metric }) => {
      const label = groupPnl(metric)
      return label === undefined ? [] : [label]
    }),
  ])
  const others = take(
    [...left.values()].map(({ metric, unit }) => ({ metric, label: metric, meaning: '', unit: SHOWN[unit] })),
  )
  const activity = groups.filter(({ title }) => title === 'Activity')
  return [
    { title: 'Market quality', rows: quality },
    ...costGroups(comparison),
    ...groups.filter(({ title }) => title !== 'Activity'),
    { title: 'Profit and loss', rows: pnl },
    ...activity,
    { title: 'Other figures', rows: others },
  ].filter(({ rows }) => rows.length > 0)
}
