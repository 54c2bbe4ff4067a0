import { numberFormat, signed } from '../number-format.ts'
import { drawingHtml } from './drawing-html.ts'
import { linearScale } from './linear-scale.ts'
import { type Estimate, estimateWords, figureWords, type Measure, measureName, reachOf, shortWords } from './measure.ts'
import { rowFrame } from './row-frame.ts'
import type { Scale } from './scale.ts'
import { bar, inset } from './svg-marks.ts'
import { whisker } from './whisker.ts'

/** The metric at one end of a parameter's range. */
export interface TornadoEnd {
  /** The parameter's value there: `0.5%`. */
  readonly label: string
  readonly estimate: Estimate
}

/** A parameter at both ends of its range, or a stress case, which has one. */
export interface TornadoRow {
  readonly name: string
  readonly low?: TornadoEnd
  readonly high?: TornadoEnd
}

/** What each parameter does to a metric when it alone leaves the baseline. */
export interface Tornado {
  readonly id: string
  readonly title: string
  readonly metric: Measure
  readonly baseline: number
  readonly rows: readonly TornadoRow[]
  /** What an interval is, where ends have one. */
  readonly interval?: string
}

const BAR = 10

const endsOf = ({ low, high }: TornadoRow): readonly TornadoEnd[] => [low, high].filter((end) => end !== undefined)

/** How far a row's ends lie from the baseline, at most. */
const swing = (row: TornadoRow, baseline: number): number =>
  Math.max(
    0,
    ...endsOf(row).map(({ estimate }) => (Number.isFinite(estimate.value) ? Math.abs(estimate.value - baseline) : 0)),
  )

const endSvg = (
  end: TornadoEnd | undefined,
  kind: string,
  y: number,
  x: Scale,
  baseline: number,
  words: string,
): string => {
  if (end === undefined || !Number.isFinite(end.estimate.value)) return ''
  const place = (value: number): number => inset(x.place(value))
  const { value } = end.estimate
  return `<g class="${kind}">${bar(place(baseline), place(value), y, BAR, 'fill', words)}${whisker(end.estimate, x, y + BAR / 2)}</g>`
}

/** The effect of each parameter, or stress case, on a metric at the ends of its range, about the baseline; the widest first. */
export const tornado = (own: Tornado): string => {
  const { id, title, metric, baseline, interval } = own
  const rows = own.rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => swing(b.row, baseline) - swing(a.row, baseline) || a.i - b.i)
    .map(({ row }) => row)
  const x = linearScale(
    rows.flatMap((row) => endsOf(row).flatMap(({ estimate }) => reachOf(estimate))),
    4,
    [baseline],
  )
  const hasLow = rows.some(({ low }) => low !== undefined)
  const words = ({ label, estimate }: TornadoEnd): string => `${label}: ${shortWords(metric.unit, estimate.value)}`
  const picture = rowFrame(
    rows.map((row) => ({
      name: row.name,
      words: endsOf(row).map(words).join(', '),
      height: hasLow ? 2 * BAR + 2 : BAR,
      marks: (top) =>
        [
          endSvg(row.low, 'arm0', top, x, baseline, `${row.name} ${row.low === undefined ? '' : words(row.low)}`),
          endSvg(
            row.high,
            'arm1',
            hasLow ? top + BAR + 2 : top,
            x,
            baseline,
            `${row.name} ${row.high === undefined ? '' : words(row.high)}`,
          ),
        ].join(''),
    })),
    x,
    metric.unit,
    baseline,
  )
  const change = (end: TornadoEnd | undefined): string => {
    if (end === undefined || !Number.isFinite(end.estimate.value)) return '-'
    const difference = end.estimate.value - baseline
    return signed(numberFormat(metric.unit, Math.abs(difference)), difference)
  }
  const [first] = rows
  const reading = [
    `The upright line is the baseline, ${figureWords(metric.unit, baseline)}. Each bar goes from it to the metric when that one ${hasLow ? 'parameter moves to an end of its range' : 'case happens'}; the widest comes first.`,
    ...(interval === undefined ? [] : [`Thin lines are the ${interval}.`]),
    ...(first === undefined ? [] : [`Widest: ${first.name} (${endsOf(first).map(words).join(', ')}).`]),
  ].join(' ')
  const swatch = '<rect class="fill" x="-14" y="-5" width="28" height="10"/>'
  return drawingHtml({
    id,
    title,
    reading: rows.length === 0 ? 'Nothing was varied.' : reading,
    legend: hasLow
      ? [
          { name: 'low end', kind: 'arm0', swatch },
          { name: 'high end', kind: 'arm1', swatch },
        ]
      : [],
    xName: measureName(metric),
    picture: rows.length === 0 ? '' : picture,
    table: {
      caption: `${measureName(metric)}; baseline ${figureWords(metric.unit, baseline)}`,
      head: hasLow
        ? ['Parameter', 'Low end', 'Metric there', 'Change', 'High end', 'Metric there', 'Change']
        : ['Case', 'What', 'Metric', 'Change'],
      rows: rows.map((row) => [
        row.name,
        ...(hasLow ? [row.low] : []).flatMap((end) => [
          end?.label ?? '-',
          estimateWords(metric.unit, end?.estimate),
          change(end),
        ]),
        row.high?.label ?? '-',
        estimateWords(metric.unit, row.high?.estimate),
        change(row.high),
      ]),
    },
  })
}
