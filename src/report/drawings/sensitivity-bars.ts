import { listed } from '../arm-words.ts'
import type { ShownUnit } from '../number-format.ts'
import { drawingHtml } from './drawing-html.ts'
import { linearScale } from './linear-scale.ts'
import { type Estimate, estimateWords, inSentence, type Measure, measureName, reachOf, shortWords } from './measure.ts'
import { rowFrame } from './row-frame.ts'
import type { Scale } from './scale.ts'
import { bar, inset } from './svg-marks.ts'
import { whisker } from './whisker.ts'

/** The two indices of a parameter, in the order of their kind. */
export interface SensitivityRow {
  readonly parameter: string
  readonly indices: readonly [Estimate, Estimate]
}

/** How strongly a metric depends on each parameter. */
export interface SensitivityBars {
  readonly id: string
  readonly title: string
  /** Sobol: first order and total; Morris: mean of absolute elementary effects and their standard deviation, in the metric's unit. */
  readonly kind: 'sobol' | 'morris'
  readonly metric: Measure
  readonly rows: readonly SensitivityRow[]
  /** What an interval is, such as `95% bootstrap interval`. */
  readonly interval: string
}

const KINDS = {
  sobol: {
    names: ['first order', 'total'],
    sortedBy: 1,
    how: 'The share of the variance that a parameter explains alone (first order) and with all its interactions (total); where total is much larger, it acts together with others.',
  },
  morris: {
    names: ['mean absolute effect (μ*)', 'spread of effects (σ)'],
    sortedBy: 0,
    how: 'How much the metric moves on average when a parameter moves over its range (μ*), and how much that differs from place to place (σ): a large σ means interactions or a curve.',
  },
} as const

const BAR = 10
const KINDS_OF_FILL = ['fill', 'fill pale'] as const

const barSvg = (estimate: Estimate, at: number, top: number, x: Scale, words: string): string => {
  if (!Number.isFinite(estimate.value)) return ''
  const place = (value: number): number => inset(x.place(value))
  const y = top + at * (BAR + 3)
  const { value } = estimate
  return bar(place(0), place(value), y, BAR, KINDS_OF_FILL[at], words) + whisker(estimate, x, y + BAR / 2)
}

const readingOf = (
  { kind, interval, metric }: SensitivityBars,
  rows: readonly SensitivityRow[],
  unit: ShownUnit,
): string => {
  const { how, sortedBy } = KINDS[kind]
  const largest = rows
    .slice(0, 3)
    .map(({ parameter, indices }) => `${parameter} ${estimateWords(unit, indices[sortedBy])}`)
  return `${how} Lines are the ${interval}. For ${inSentence(metric)} the largest are ${listed(largest, '; ')}.`
}

/** Two indices of each parameter as bars with whiskers, the most important first. */
export const sensitivityBars = (bars: SensitivityBars): string => {
  const { id, title, kind, metric } = bars
  const { names, sortedBy } = KINDS[kind]
  const unit = kind === 'sobol' ? 'ratio' : metric.unit
  const sizeOf = ({ indices }: SensitivityRow): number =>
    Number.isFinite(indices[sortedBy].value) ? indices[sortedBy].value : -Infinity
  const rows = bars.rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => sizeOf(b.row) - sizeOf(a.row) || a.i - b.i)
    .map(({ row }) => row)
  const x = linearScale(
    rows.flatMap(({ indices }) => indices.flatMap(reachOf)),
    4,
    [0],
  )
  const picture = rowFrame(
    rows.map(({ parameter, indices }) => ({
      name: parameter,
      words: indices.map(({ value }) => shortWords(unit, value)).join(' / '),
      height: 2 * BAR + 3,
      marks: (top) =>
        `<g class="arm0">${indices
          .map((estimate, at) =>
            barSvg(estimate, at, top, x, `${parameter}, ${names[at]}: ${estimateWords(unit, estimate)}`),
          )
          .join('')}</g>`,
    })),
    x,
    unit,
    0,
  )
  const name =
    kind === 'sobol'
      ? `Share of the variance of ${inSentence(metric)}`
      : `Effect on ${measureName({ ...metric, name: inSentence(metric) })}`
  return drawingHtml({
    id,
    title,
    reading: rows.length === 0 ? 'No parameter was varied.' : readingOf(bars, rows, unit),
    legend: names.map((each, at) => ({
      name: each,
      kind: 'arm0',
      swatch: `<rect class="${KINDS_OF_FILL[at]}" x="-14" y="-5" width="28" height="10"/>`,
    })),
    xName: name,
    picture: rows.length === 0 ? '' : picture,
    table: {
      caption: name,
      head: ['Parameter', ...names],
      rows: rows.map(({ parameter, indices }) => [
        parameter,
        ...indices.map((estimate) => estimateWords(unit, estimate)),
      ]),
    },
  })
}
