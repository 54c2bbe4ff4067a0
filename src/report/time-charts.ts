import { PICO } from '../market/price.ts'
import type { Series } from '../simulation/recorder.ts'
import { type Comparison, shownSeries } from '../studies/comparison.ts'
import { listed } from './arm-words.ts'
import type { AxisFormat, Chart, ChartLine } from './chart.ts'
import { type MoneyScale, moneyScale } from './money-scale.ts'
import { formatNumber, withThousands } from './number-format.ts'
import { formatTime, sampledRows, timeLine } from './time-line.ts'

/** A figure at one sample; `undefined` where there is none, as a mid where a side is empty. */
type Reading = (at: (column: string) => number, scale: MoneyScale) => number | undefined

/** Pixels by arm: each thinner than the one below it, so that lines which coincide all stay visible. */
const WIDTHS = [5, 3, 1.5]

interface Curve {
  /** What follows the arm's name in the legend; alone where the chart is of one arm. */
  readonly name: string
  readonly of: Reading
  readonly dash?: ChartLine['dash']
  readonly step?: true
}

interface TimeChart {
  readonly id: string
  readonly title: string
  readonly reading: string
  /** Said instead where every value is zero. */
  readonly nothing?: string
  readonly unit: string
  readonly format: AxisFormat
  readonly fromZero?: true
  readonly curves: readonly Curve[]
}

const money =
  (column: string): Reading =>
  (at, { atoms }) =>
    at(column) / atoms

const price =
  (column: string): Reading =>
  (at, { priceMicros }) =>
    at(column) > 0 ? at(column) / priceMicros : undefined

const charts = (quote: string): readonly TimeChart[] => [
  {
    id: 'basis',
    title: 'Basis: mid against index',
    reading: 'Positive: the market trades above the index. A market that is well arbitraged stays near zero.',
    unit: 'Mid / index - 1, bps',
    format: 'bps',
    curves: [
      {
        name: '',
        of: (at) =>
          at('midMicros') > 0 && at('indexMicros') > 0 ? (at('midMicros') / at('indexMicros') - 1) * 10_000 : undefined,
      },
    ],
  },
  {
    id: 'depth',
    title: 'Depth within 1% of the mid',
    reading: 'The notional that can be traded before the price has moved by 1%, on the thinner side. Higher is better.',
    unit: `Thinner side, ${quote}`,
    format: 'money',
    fromZero: true,
    curves: [{ name: '', of: (at, { atoms }) => Math.min(at('bidDepthAtoms'), at('askDepthAtoms')) / atoms }],
  },
  {
    id: 'funding-rate',
    title: 'Funding rate',
    reading: 'The rate of the latest payment. Positive: longs pay shorts.',
    nothing: 'No funding was paid.',
    unit: 'Rate of a payment, bps',
    format: 'bps',
    curves: [{ name: '', step: true, of: (at) => (at('fundingRatePico') / PICO) * 10_000 }],
  },
  {
    id: 'open-interest',
    title: 'Open interest',
    reading:
      'Notional of all long positions at the mark price. Positions that are opened raise it; positions that are closed or liquidated lower it.',
    unit: `One side at the mark, ${quote}`,
    format: 'money',
    fromZero: true,
    curves: [
      {
        name: '',
        of: (at, { atoms }) => (at('openInterestLots') * (at('markMicros') / 1_000_000)) / atoms,
      },
    ],
  },
  {
    id: 'liquidations',
    title: 'Liquidations',
    reading: 'Notional liquidated since the start. A steep rise is a cascade.',
    nothing: 'Nobody was liquidated.',
    unit: `Since the start, ${quote}`,
    format: 'money',
    fromZero: true,
    curves: [{ name: '', of: money('liquidatedAtoms') }],
  },
  {
    id: 'fund',
    title: 'Insurance fund',
    reading: 'Balance of the insurance fund. It grows by fees and penalties and falls when it covers negative equity.',
    nothing: 'There is no insurance fund.',
    unit: `Balance, ${quote}`,
    format: 'money',
    fromZero: true,
    curves: [{ name: '', of: money('fundAtoms') }],
  },
  {
    id: 'deleveraging',
    title: 'Auto-deleveraging and socialised loss',
    reading:
      'Since the start: notional taken from profitable positions (solid) and losses taken from profits (dashed).',
    nothing: 'Nobody was deleveraged and no loss was socialised.',
    unit: `Since the start, ${quote}`,
    format: 'money',
    fromZero: true,
    curves: [
      { name: 'deleveraged', of: money('deleveragedAtoms') },
      { name: 'socialised', of: money('socialisedAtoms'), dash: 'dashed' },
    ],
  },
  {
    id: 'deficit',
    title: 'Deficit',
    reading: 'Sum of all negative equities, the pool included: what the exchange is owed and may never get.',
    nothing: 'No account was below zero at any sample.',
    unit: `Owed, ${quote}`,
    format: 'money',
    fromZero: true,
    curves: [{ name: '', of: money('deficitAtoms') }],
  },
  {
    id: 'pool',
    title: 'Equity of the pool',
    reading: 'What the pool of an AMM would have if it closed its inventory. A book has no pool.',
    nothing: 'No arm has a pool.',
    unit: `Equity, ${quote}`,
    format: 'money',
    curves: [{ name: '', of: money('poolEquityAtoms') }],
  },
]

const priceChart = (arm: string, quote: string): TimeChart => ({
  id: `price-${arm.replace(/[^a-zA-Z0-9]+/g, '-')}`,
  title: `Mark, mid and index: ${arm}`,
  reading: 'Margin and liquidations go by the mark; how far the mid leaves the index shows what the engine adds to it.',
  unit: `Price, ${quote}`,
  format: 'price',
  curves: [
    { name: 'mark', of: price('markMicros') },
    { name: 'mid', of: price('midMicros'), dash: 'dotted' },
    { name: 'index', of: price('indexMicros'), dash: 'dashed' },
  ],
})

const written = (format: AxisFormat, x: number | undefined): string => {
  if (x === undefined) return '-'
  if (format === 'price') return withThousands(x, x >= 1000 ? 1 : 4)
  return formatNumber(format === 'money' ? 'money' : 'bps', x)
}

interface Source {
  readonly arm: number
  readonly name: string
  readonly series: Series
}

const chartOf = (
  { id, title, reading, nothing, unit, format, fromZero, curves }: TimeChart,
  sources: readonly Source[],
  scale: MoneyScale,
  horizon: number,
  most: number,
): Chart => {
  const lone = sources.length === 1 && curves.length > 1
  const drawnCurves = sources.flatMap(({ arm, name, series }) =>
    curves.map((curve) => {
      const columns = new Map(series.columns.map((column, i) => [column, series.values[i]]))
      const of = (row: number): number | undefined => curve.of((column) => columns.get(column)?.[row] ?? 0, scale)
      return {
        of,
        series,
        line: {
          name: lone ? curve.name : [name, curve.name].filter((word) => word !== '').join(' '),
          arm: lone && curve.name !== 'mark' ? -1 : arm,
          dash: curve.dash ?? 'solid',
          width: lone ? (curve.name === 'mark' ? 4 : 1.5) : WIDTHS[Math.min(arm, WIDTHS.length - 1)],
          ...(curve.step === undefined ? {} : { step: curve.step }),
          ...timeLine(series, of, most),
        },
      }
    }),
  )
  const lines = drawnCurves.map(({ line }) => line)
  const isNothing = nothing !== undefined && lines.every(({ y }) => y.every((value) => value === 0 || value === '-'))
  const [longest] = [...drawnCurves].sort((a, b) => b.series.values[0].length - a.series.values[0].length)
  const rows = longest === undefined ? [] : sampledRows(longest.series)
  return {
    id,
    title,
    reading: isNothing ? nothing : reading,
    x: { name: 'Time since the start', scale: 'linear', format: 'hours', min: 0, max: horizon / 3_600_000 },
    y: { name: unit, scale: 'linear', format, ...(fromZero === undefined ? {} : { min: 0 }) },
    lines: isNothing ? [] : lines,
    table: {
      caption: `${title}: ${unit}`,
      head: ['Time', ...lines.map(({ name }) => name)],
      rows: rows.map((row) => [
        formatTime(longest.series, row),
        ...drawnCurves.map(({ of, series }) => (row < series.values[0].length ? written(format, of(row)) : '-')),
      ]),
    },
  }
}

/**
 * Charts over time of the first seed: mark, mid and index by arm, then basis, depth, funding rate, open interest,
 * liquidations, insurance fund, deleveraging and socialised loss, deficit, pool.
 *
 * @param most - points of a line at most
 */
export const timeCharts = (comparison: Comparison, most: number): readonly Chart[] => {
  const scale = moneyScale(comparison.market)
  const { horizon } = comparison
  const sources = comparison.arms.flatMap((result, arm): readonly Source[] => {
    const series = shownSeries(result)
    return series === undefined || (series.values[0]?.length ?? 0) === 0 ? [] : [{ arm, name: result.arm, series }]
  })
  if (sources.length === 0) return []
  const build = (chart: TimeChart, own: readonly Source[]): Chart => chartOf(chart, own, scale, horizon, most)
  return [
    ...sources.map((source) => build(priceChart(source.name, scale.quote), [source])),
    ...charts(scale.quote).map((chart) => build(chart, sources)),
  ]
}

/** Lines that `timeCharts` draws, to share out a page's points. */
export const timeLineCount = (arms: number): number =>
  arms * (3 + charts('').reduce((sum, { curves }) => sum + curves.length, 0))

/** Which seed the charts over time show, in words. */
export const shownSeedWords = ({ seeds, arms }: Comparison): string =>
  `The charts show seed ${seeds[0]} of ${listed(arms.map(({ arm }) => arm))}, on the same prices and with the same traders.`
