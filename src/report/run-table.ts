import type { MarketSpec } from '../market/market-spec.ts'
import { metricUnits } from '../simulation/run-metrics.ts'
import type { RunResult } from '../simulation/run-result.ts'
import { COST_PARTS, sizeNames } from './cost-rows.ts'
import { type MetricLabel, marketQuality, metricGroups, profitAndLoss } from './metric-labels.ts'
import { type MoneyScale, moneyScale } from './money-scale.ts'
import { formatDuration, formatNumber, withThousands } from './number-format.ts'
import { bold, type Terminal, terminalTable } from './terminal-table.ts'
import { wrapped } from './wrapped.ts'

const LABEL = 30
const VALUE = 12
const PART = 8

const valueText = (
  { metric, unit }: Pick<MetricLabel, 'metric' | 'unit'>,
  x: number,
  { atoms, quote }: MoneyScale,
): string => {
  if (unit === 'money') return `${formatNumber(unit, x / atoms)} ${quote}`
  if (unit === 'bps') return `${formatNumber(unit, metricUnits[metric] === 'fraction' ? x * 10_000 : x)} bps`
  return formatNumber(unit, x)
}

const figures = (run: RunResult, scale: MoneyScale, terminal: Terminal): string => {
  const left = new Map(Object.entries(run.metrics))
  const take = (labels: readonly MetricLabel[]): readonly (readonly string[])[] =>
    labels.flatMap((label) => {
      const x = left.get(label.metric)
      left.delete(label.metric)
      return x === undefined || x === 0 ? [] : [[label.label, valueText(label, x, scale)]]
    })
  const pnl = Object.keys(run.metrics)
    .filter((metric) => metric.startsWith('pnl.'))
    .map((metric): MetricLabel => ({ metric, label: `PnL: ${metric.slice(4)}`, meaning: '', unit: 'money' }))
  const groups = [
    { title: 'Market quality', rows: take(marketQuality) },
    ...metricGroups.map(({ title, rows }) => ({ title, rows: take(rows) })),
    { title: 'Profit and loss', rows: take([...profitAndLoss, ...pnl]) },
  ]
  const rows = groups.filter((group) => group.rows.length > 0).flatMap((group) => [[group.title], ...group.rows])
  const widest = Math.max(VALUE, ...rows.map((row) => row[1]?.length ?? 0))
  return terminalTable(
    { head: ['', 'Value'], rows, widths: [Math.min(LABEL, terminal.width - widest - 1), widest] },
    terminal,
  )
}

/** Room beside so many columns of parts. */
const labelWidth = (most: number, parts: number, { width }: Terminal): number =>
  Math.max(10, Math.min(most, width - parts * (PART + 1) - 1))

const costs = (run: RunResult, scale: MoneyScale, terminal: Terminal): string => {
  const names = sizeNames(run.costs, scale)
  const rows = run.costs.flatMap((cost, size) => {
    if (cost.notional <= 0) return []
    const bps = (x: number): string => formatNumber('bps', (x / cost.notional) * 10_000)
    const total = COST_PARTS.reduce((sum, part) => sum + cost[part], 0)
    return [[names[size], bps(total), ...COST_PARTS.map((part) => bps(cost[part])), formatNumber('count', cost.count)]]
  })
  if (rows.length === 0) return 'Nobody traded against a quoted price.'
  return terminalTable(
    {
      head: ['Cost by order size, bps', 'total', ...COST_PARTS, 'orders'],
      rows,
      widths: [labelWidth(24, 5, terminal), PART, PART, PART, PART, PART],
    },
    terminal,
  )
}

const probes = (run: RunResult, terminal: Terminal): string => {
  if (run.probes.length === 0) return ''
  const parts = [...COST_PARTS, 'movement', 'funding'] as const
  const rows = run.probes.map((probe) => {
    const bps = (x: number): string => (probe.notional > 0 ? formatNumber('bps', (x / probe.notional) * 10_000) : '-')
    return [`${probe.group} ${probe.member}`, bps(probe.total), ...parts.map((part) => bps(probe[part]))]
  })
  return terminalTable(
    {
      head: ['Cost of probes, bps', 'total', ...parts],
      rows,
      widths: [labelWidth(22, 6, terminal), PART, PART, PART, PART, PART + 1, PART],
    },
    terminal,
  )
}

/** One run for a terminal: its figures that are not zero, cost by order size, probes, and the run's proof of exactness. */
export const runTable = (run: RunResult, market: MarketSpec, terminal: Terminal): string => {
  const scale = moneyScale(market)
  const title = `${run.arm}: ${market.symbol}, ${formatDuration(run.horizon)} in ${withThousands(run.blocks, 0)} blocks, seed ${run.seed}`
  const ending = [
    'Figures that are zero are left out.',
    `Conservation drift ${run.conservationDrift.join(', ')} atoms; sizes sum to ${run.sizeSum.join(', ')} lots; deficit ${formatNumber('money', run.deficit / scale.atoms)} ${scale.quote}.`,
    `Digest ${run.digest}.`,
  ]
  return [
    bold(wrapped(title, terminal.width), terminal),
    figures(run, scale, terminal),
    costs(run, scale, terminal),
    probes(run, terminal),
    ending.map((text) => wrapped(text, terminal.width)).join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n')
}
