import { counted } from '../arm-words.ts'
import { colourClass } from '../chart-html.ts'
import { drawingHtml } from './drawing-html.ts'
import { linearScale } from './linear-scale.ts'
import { type Estimate, estimateWords, figureWords, type Measure, measureName, reachOf } from './measure.ts'
import { rowFrame } from './row-frame.ts'
import type { Scale } from './scale.ts'
import { ACROSS, inset, markAt, path, pixels, stretched } from './svg-marks.ts'
import { whisker } from './whisker.ts'

/** A quantile with its order-statistic interval, or why the sample cannot tell it. */
export interface ShownQuantile {
  /** `median`, `p95`. */
  readonly name: string
  readonly estimate?: Estimate
  /** `needs 1,000 runs, has 64`. */
  readonly refused?: string
}

/** The runs of one arm, or of one point. */
export interface DistributionRow {
  readonly name: string
  /** Position of the arm, which gives the colour. */
  readonly arm: number
  /** One a run. */
  readonly values: readonly number[]
  readonly median?: Estimate
  readonly quantiles: readonly ShownQuantile[]
}

/** A metric in every run. */
export interface Distribution {
  readonly id: string
  readonly title: string
  readonly metric: Measure
  readonly rows: readonly DistributionRow[]
  /** What an interval is, such as `95% interval by order statistics`. */
  readonly interval: string
}

const STRIP = 34
const SPREAD = 26

/** Where the n-th dot stands in its strip, 0 to 1: fractions of multiples of the golden ratio fill it evenly. */
const scatter = (n: number): number => (n * 0.6180339887498949) % 1

/** Cells across in which dots are counted: where more of them lie, they reach further up and down. */
const CELLS = 40
const THINNEST = 0.1

const dots = (values: readonly number[], top: number, x: Scale): string => {
  const cellOf = (value: number): number => Math.round(x.place(value) * CELLS)
  const counts = new Map<number, number>()
  for (const value of values) counts.set(cellOf(value), (counts.get(cellOf(value)) ?? 0) + 1)
  const most = Math.max(1, ...counts.values())
  const seen = new Set<string>()
  for (const [i, value] of [...values].sort((a, b) => a - b).entries()) {
    const across = Math.round(inset(x.place(value)) * ACROSS)
    const reach = SPREAD * Math.max(THINNEST, (counts.get(cellOf(value)) ?? 0) / most)
    const y = top + STRIP / 2 + (scatter(i) - 0.5) * reach
    seen.add(`M${across} ${pixels(Math.round(y * 4) / 4)}h0`)
  }
  return path('dots', [...seen].join(''))
}

const marks = (row: DistributionRow, top: number, x: Scale, metric: Measure): string => {
  const place = (value: number): number => inset(x.place(value))
  const middle = top + STRIP / 2
  const one = ({ name, estimate }: ShownQuantile): string => {
    if (estimate === undefined || !Number.isFinite(estimate.value)) return ''
    const isMedian = name === 'median'
    const half = isMedian ? STRIP / 2 : 9
    const { value } = estimate
    const interval = whisker(estimate, x, middle, isMedian ? 'whisker thick' : 'whisker')
    const tick = `<path class="stroke${isMedian ? ' thick' : ''}" d="M0 ${-half}V${half}"/>`
    return (
      interval +
      markAt(place(value), middle, tick, `${row.name}, ${name}: ${estimateWords(metric.unit, estimate)}`, 'ink')
    )
  }
  const known = row.values.filter((value) => Number.isFinite(value))
  return `<g class="${colourClass(row.arm)}">${stretched(top + STRIP, dots(known, top, x))}${[
    ...row.quantiles,
    ...(row.median === undefined ? [] : [{ name: 'median', estimate: row.median }]),
  ]
    .map(one)
    .join('')}</g>`
}

const wordsOf = ({ median }: DistributionRow, { unit }: Measure): string =>
  median === undefined ? '' : `median ${estimateWords(unit, median)}`

/** All values in words, rising, equal ones once with how many they are. */
const valueWords = (values: readonly number[], { unit }: Measure): string => {
  const counts = new Map<string, number>()
  for (const value of [...values].sort((a, b) => a - b)) {
    const words = figureWords(unit, value)
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return [...counts].map(([words, n]) => (n === 1 ? words : `${words} (${n} runs)`)).join('; ')
}

const quantileWords = ({ name, estimate, refused }: ShownQuantile, { unit }: Measure): string =>
  `${name} ${refused === undefined ? estimateWords(unit, estimate) : `refused: ${refused}`}`

const readingOf = ({ rows, metric, interval }: Distribution): string => {
  const told = rows.map((row) => {
    const quantiles = row.quantiles.map((quantile) => quantileWords(quantile, metric))
    return `${row.name}: ${counted(row.values.length, 'run')}${[wordsOf(row, metric), ...quantiles]
      .filter((words) => words !== '')
      .map((words) => `, ${words}`)
      .join('')}.`
  })
  return [
    `Every dot is a run; where runs are many, dots reach further up and down. The tall line is the median, short lines are the other quantiles, lines along the axis their ${interval}.`,
    ...told,
  ].join(' ')
}

/** A metric in every run, a strip of dots for each arm or point, with quantiles and their intervals; refused ones in words. */
export const distribution = (own: Distribution): string => {
  const { id, title, metric, rows } = own
  const x = linearScale(
    rows.flatMap(({ values, median, quantiles }) => [
      ...values,
      ...reachOf(median),
      ...quantiles.flatMap(({ estimate }) => reachOf(estimate)),
    ]),
    4,
  )
  const isEmpty = rows.every(({ values }) => values.length === 0)
  const names = [...new Set(rows.flatMap(({ quantiles }) => quantiles.map(({ name }) => name)))]
  const drawnNames = names.filter((name) =>
    rows.some(({ quantiles }) => quantiles.some((each) => each.name === name && each.estimate !== undefined)),
  )
  return drawingHtml({
    id,
    title,
    reading: isEmpty ? 'No run has this figure.' : readingOf(own),
    legend: [
      { name: 'a run', kind: 'arm0', swatch: '<circle class="faint" r="3"/>' },
      ...(rows.every(({ median }) => median === undefined)
        ? []
        : [{ name: 'median', kind: 'ink', swatch: '<path class="stroke thick" d="M0 -7V7M-10 0H10"/>' }]),
      ...(drawnNames.length === 0
        ? []
        : [{ name: drawnNames.join(', '), kind: 'ink', swatch: '<path class="stroke" d="M0 -5V5M-10 0H10"/>' }]),
    ],
    xName: measureName(metric),
    picture: isEmpty
      ? ''
      : rowFrame(
          rows.map((row) => ({
            name: row.name,
            words: wordsOf(row, metric),
            height: STRIP,
            marks: (top) => marks(row, top, x, metric),
          })),
          x,
          metric.unit,
        ),
    table: {
      caption: `${measureName(metric)} in every run`,
      head: ['Runs of', 'n', 'Median', ...names, 'All runs'],
      rows: rows.map((row) => [
        row.name,
        String(row.values.length),
        estimateWords(metric.unit, row.median),
        ...names.map((name) => {
          const quantile = row.quantiles.find((each) => each.name === name)
          return quantile === undefined ? '-' : quantileWords(quantile, metric).slice(name.length + 1)
        }),
        valueWords(row.values, metric),
      ]),
    },
  })
}
