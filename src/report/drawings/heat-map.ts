import { counted, listed } from '../arm-words.ts'
import { acrossLabels } from './across-labels.ts'
import { drawingHtml, type LegendEntry } from './drawing-html.ts'
import { heatScale } from './heat-shade.ts'
import {
  type Estimate,
  estimateWords,
  figureWords,
  inSentence,
  type Measure,
  measureName,
  type Parameter,
  parameterName,
  shortWords,
} from './measure.ts'
import { leftLabels } from './plot-frame.ts'
import { bar, markAt, percent, pixels, text } from './svg-marks.ts'
import { symbol } from './symbol.ts'
import { textWidth } from './text-width.ts'

/** What a study found at one pair of levels. */
export interface HeatCell {
  /** Positions in the lists of levels. */
  readonly x: number
  readonly y: number
  readonly estimate?: Estimate
  /** Why there is no figure, such as `not run: budget spent`. */
  readonly refused?: string
}

/** A metric over two parameters. Pairs without a cell are empty. */
export interface HeatMap {
  readonly id: string
  readonly title: string
  readonly x: Parameter
  readonly y: Parameter
  readonly metric: Measure
  readonly cells: readonly HeatCell[]
  /** Which figures are wanted; left out where neither is. */
  readonly better?: 'low' | 'high'
  /** With it two hues, for figures below and above. */
  readonly about?: number
  /** Positions of the scenario's own point and of the recommended one, where they are among the cells. */
  readonly today?: readonly [x: number, y: number]
  readonly recommended?: readonly [x: number, y: number]
}

const ROW = 36
const RIM = 2

interface Placed extends HeatCell {
  readonly value: number | undefined
}

const cellsOf = ({ x, y, cells }: HeatMap): readonly Placed[] =>
  y.levels.flatMap((_, row) =>
    x.levels.map((__, column) => {
      const cell = cells.find((one) => one.x === column && one.y === row) ?? { x: column, y: row }
      const value = cell.estimate?.value
      return { ...cell, value: value !== undefined && Number.isFinite(value) ? value : undefined }
    }),
  )

const pointWords = ({ x, y }: HeatMap, column: number, row: number): string =>
  `${x.name} ${x.levels[column]?.label ?? '-'}, ${y.name} ${y.levels[row]?.label ?? '-'}`

const isAt = (point: readonly [number, number] | undefined, { x, y }: HeatCell): boolean =>
  point !== undefined && point[0] === x && point[1] === y

const picture = (map: HeatMap, cells: readonly Placed[]): string => {
  const columns = map.x.levels.length
  const rows = map.y.levels.length
  const height = rows * ROW
  const shade = heatScale(
    cells.flatMap(({ value }) => (value === undefined ? [] : [value])),
    map.about,
  )
  const topOf = (row: number): number => (rows - 1 - row) * ROW
  const drawn = cells.map((cell) => {
    const { x, y, value, estimate } = cell
    const [from, to] = [x / columns, (x + 1) / columns]
    const words = `${pointWords(map, x, y)}: ${cell.refused ?? estimateWords(map.metric.unit, estimate)}`
    if (value === undefined) {
      return [
        bar(from, to, topOf(y) + RIM / 2, ROW - RIM, 'empty', words),
        text((from + to) / 2, topOf(y) + ROW / 2 + 4, cell.refused === undefined ? '·' : '–', 'tick', 'middle'),
      ].join('')
    }
    const { kind, opacity } = shade(value)
    return [
      `<g class="${kind}" fill-opacity="${opacity}">${bar(from, to, topOf(y) + RIM / 2, ROW - RIM, 'cell', words)}</g>`,
      text((from + to) / 2, topOf(y) + ROW / 2 + 4, shortWords(map.metric.unit, value), 'value', 'middle'),
    ].join('')
  })
  const marks = cells.flatMap(({ x, y }) => {
    const own: string[] = []
    const frame = (kind: string): string =>
      `<rect class="${kind}" x="${percent(x / columns)}" width="${percent(1 / columns)}" y="${pixels(topOf(y) + 1)}" height="${ROW - 2}"/>`
    if (isAt(map.today, { x, y })) {
      own.push(
        frame('frame dashed'),
        markAt(x / columns, topOf(y), `<g transform="translate(9 9)">${symbol('circle', 4)}</g>`, 'today', 'hollow'),
      )
    }
    if (isAt(map.recommended, { x, y })) {
      own.push(
        frame('frame'),
        markAt(
          (x + 1) / columns,
          topOf(y),
          `<g transform="translate(-9 9)">${symbol('star', 5)}</g>`,
          'recommended',
          'solid',
        ),
      )
    }
    return own
  })
  const labels = map.x.levels.map(({ label }, i) => ({ share: (i + 0.5) / columns, words: label }))
  return [
    leftLabels(
      map.y.levels.map(({ label }, row) => ({ y: topOf(row) + ROW / 2, words: label })),
      height + 24,
    ),
    `<svg class="field" width="100%" height="${height + 24}">${drawn.join('')}${marks.join('')}${acrossLabels(labels, height + 17, true)}</svg>`,
  ].join('')
}

const legendOf = (map: HeatMap, cells: readonly Placed[]): readonly LegendEntry[] => {
  const values = cells.flatMap(({ value }) => (value === undefined ? [] : [value]))
  if (values.length === 0) return []
  const shade = heatScale(values, map.about)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const swatch = (x: number): LegendEntry => {
    const { kind, opacity } = shade(x)
    return {
      name: shortWords(map.metric.unit, x),
      kind,
      swatch: `<rect class="cell" fill-opacity="${opacity}" x="-14" y="-6" width="28" height="12"/>`,
    }
  }
  const middle = map.about === undefined ? (least + most) / 2 : map.about
  const shown = [...new Set([least, ...(middle > least && middle < most ? [middle] : []), most])]
  return [
    ...shown.map(swatch),
    ...(map.today === undefined ? [] : [{ name: 'today', kind: 'hollow', swatch: symbol('circle', 4) }]),
    ...(map.recommended === undefined ? [] : [{ name: 'recommended', kind: 'solid', swatch: symbol('star', 5) }]),
    ...(cells.some(({ value }) => value === undefined)
      ? [{ name: 'no figure', kind: 'shared', swatch: '<rect class="empty" x="-14" y="-6" width="28" height="12"/>' }]
      : []),
  ]
}

const readingOf = (map: HeatMap, cells: readonly Placed[]): string => {
  const { metric, better, about } = map
  const known = cells.filter((cell): cell is Placed & { value: number } => cell.value !== undefined)
  if (known.length === 0) return `No point of this grid has a figure of ${inSentence(metric)}.`
  const most = known.reduce((a, b) => (b.value > a.value ? b : a))
  const least = known.reduce((a, b) => (b.value < a.value ? b : a))
  const one = (name: string, { x, y, value }: Placed): string =>
    `${name} ${figureWords(metric.unit, value)} at ${pointWords(map, x, y)}`
  const marked = (name: string, point: readonly [number, number] | undefined): readonly string[] => {
    const cell = cells.find((own) => isAt(point, own))
    return cell === undefined
      ? []
      : [`${name}: ${pointWords(map, cell.x, cell.y)}, ${figureWords(metric.unit, cell.value)}.`]
  }
  const empty = cells.filter(({ value }) => value === undefined)
  const reasons = [...new Set(empty.flatMap(({ refused }) => (refused === undefined ? [] : [refused])))]
  return [
    about === undefined
      ? `The stronger the colour, the more ${inSentence(metric)}.`
      : `One colour is more than ${figureWords(metric.unit, about)}, the other less; stronger is further from it.`,
    ...(better === undefined ? [] : [better === 'low' ? 'Less is better.' : 'More is better.']),
    least.value === most.value
      ? `Every figure is ${figureWords(metric.unit, most.value)}.`
      : `${one('Least', least)}; ${one('most', most)}.`,
    ...marked('Today', map.today),
    ...marked('Recommended', map.recommended),
    ...(empty.length === 0
      ? []
      : [
          `${counted(empty.length, 'point')} without a figure${reasons.length === 0 ? '' : `: ${listed(reasons, '; ')}`}.`,
        ]),
  ].join(' ')
}

/**
 * A metric over two parameters as a grid of cells, the levels of x from left to right and those of y from below, each
 * with its figure printed; shades of one hue, or of two about a number.
 */
export const heatMap = (map: HeatMap): string => {
  const cells = cellsOf(map)
  const { metric, x, y } = map
  const words = cells.map(({ value }) => textWidth(shortWords(metric.unit, value)))
  const names = x.levels.map(({ label }) => textWidth(label))
  const left = Math.max(0, ...y.levels.map(({ label }) => textWidth(label)))
  const widest = Math.max(30, ...words, ...names) + 8
  return drawingHtml({
    id: map.id,
    title: map.title,
    reading: readingOf(map, cells),
    legend: legendOf(map, cells),
    yName: parameterName(y),
    xName: parameterName(x),
    picture: cells.some(({ value }) => value !== undefined) ? picture(map, cells) : '',
    leastWidth: left + 20 + x.levels.length * widest,
    table: {
      caption: `${measureName(metric)}, by ${y.name} and ${x.name}`,
      head: [parameterName(y), parameterName(x), measureName(metric), 'Note'],
      rows: cells.map((cell) => [
        y.levels[cell.y].label,
        x.levels[cell.x].label,
        estimateWords(metric.unit, cell.estimate),
        [cell.refused ?? '', isAt(map.today, cell) ? 'today' : '', isAt(map.recommended, cell) ? 'recommended' : '']
          .filter((note) => note !== '')
          .join(', '),
      ]),
    },
  })
}
