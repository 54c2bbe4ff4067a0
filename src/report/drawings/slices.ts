import { listed } from '../arm-words.ts'
import { colourClass } from '../chart-html.ts'
import { drawingHtml } from './drawing-html.ts'
import { linearScale } from './linear-scale.ts'
import { isLogSpaced, logScale } from './log-scale.ts'
import {
  boundsOf,
  type Estimate,
  estimateWords,
  figureWords,
  inSentence,
  type Measure,
  measureName,
  type Parameter,
  parameterName,
  reachOf,
} from './measure.ts'
import { down, plotFrame } from './plot-frame.ts'
import type { Scale } from './scale.ts'
import { corners, inset, line, markAt, path, pixels, stretched, text } from './svg-marks.ts'
import { armSymbol, symbol } from './symbol.ts'
import { textWidth } from './text-width.ts'

/** One arm's figures along the levels, `undefined` where it has none. */
export interface SliceLine {
  readonly name: string
  readonly estimates: readonly (Estimate | undefined)[]
}

/** A metric against one parameter, all others held. */
export interface Slices {
  readonly id: string
  readonly title: string
  /** Evenly spaced and not joined where a level is a word; logarithmic where levels are spaced by ratios. */
  readonly parameter: Parameter
  readonly metric: Measure
  /** Colours and forms by their order. */
  readonly lines: readonly SliceLine[]
  /** What the others are held at, in words. */
  readonly held?: string
  /** What an interval is, such as `95% interval over 32 seeds`; left out where figures have none. */
  readonly interval?: string
  readonly better?: 'low' | 'high'
  readonly today?: number
  readonly recommended?: number
}

const HEIGHT = 260
/** Pixels between the marks of arms at one level, and from the first to the last where lines join them. */
const DODGE = 12
const JOINED_SPREAD = 8

interface Points {
  /** Whether levels are numbers, in order, so that lines may join them. */
  readonly joined: boolean
  readonly scale: 'linear' | 'log' | 'words'
  /** Position across of each level. */
  readonly shares: readonly number[]
  readonly place?: Scale['place']
}

const pointsOf = ({ levels }: Parameter): Points => {
  const at = levels.flatMap((level) => (level.at === undefined || !Number.isFinite(level.at) ? [] : [level.at]))
  if (at.length < levels.length || levels.length === 0) {
    const n = levels.length
    return { joined: false, scale: 'words', shares: levels.map((_, i) => inset((i + 0.5) / n)) }
  }
  const isLog = isLogSpaced(levels)
  const [low, high] = [Math.min(...at), Math.max(...at)]
  const place = isLog
    ? logScale(at).place
    : (x: number): number => (high > low ? Math.min(1, Math.max(0, (x - low) / (high - low))) : 0.5)
  return { joined: true, scale: isLog ? 'log' : 'linear', shares: at.map((x) => inset(place(x))), place }
}

const known = (estimate: Estimate | undefined): estimate is Estimate =>
  estimate !== undefined && Number.isFinite(estimate.value)

/** Runs of neighbours that all have a figure, in the order of their positions. */
const runsOf = (
  shares: readonly number[],
  estimates: readonly (Estimate | undefined)[],
): readonly (readonly [number, Estimate])[][] => {
  const runs: [number, Estimate][][] = [[]]
  const order = shares.map((_, i) => i).sort((a, b) => shares[a] - shares[b])
  for (const i of order) {
    const estimate = estimates[i]
    if (known(estimate)) runs[runs.length - 1].push([shares[i], estimate])
    else runs.push([])
  }
  return runs.filter((run) => run.length > 0)
}

const lineSvg = (slices: Slices, own: SliceLine, at: number, points: Points, y: Scale): string => {
  const gaps = slices.lines.length - 1
  const shift = (at - gaps / 2) * (points.joined ? Math.min(DODGE, JOINED_SPREAD / Math.max(2, gaps)) : DODGE)
  const place = (x: number): number => down(y.place(x), HEIGHT)
  const bound = (estimate: Estimate, side: 0 | 1): number => place(boundsOf(estimate)?.[side] ?? estimate.value)
  const runs = runsOf(points.shares, own.estimates)
  const paths = points.joined
    ? runs.flatMap((run) => [
        path(
          'band',
          `${corners([...run.map(([share, e]) => [share, bound(e, 1)] as const), ...[...run].reverse().map(([share, e]) => [share, bound(e, 0)] as const)])}z`,
        ),
        path('line', corners(run.map(([share, e]) => [share, place(e.value)] as const))),
      ])
    : []
  const marks = points.shares.flatMap((share, i) => {
    const estimate = own.estimates[i]
    if (!known(estimate)) return []
    const [low, high, middle] = [bound(estimate, 0), bound(estimate, 1), place(estimate.value)]
    const whisker =
      low - high < 0.5
        ? ''
        : `<path class="stroke" d="M-3 ${pixels(high - middle)}h6M0 ${pixels(high - middle)}V${pixels(low - middle)}M-3 ${pixels(low - middle)}h6"/>`
    const words = `${own.name}, ${slices.parameter.name} ${slices.parameter.levels[i].label}: ${estimateWords(slices.metric.unit, estimate)}`
    return [
      markAt(
        share,
        middle,
        `<g transform="translate(${pixels(shift)} 0)">${whisker}${symbol(armSymbol(at), 4)}</g>`,
        words,
        'solid',
      ),
    ]
  })
  return `<g class="${colourClass(at)}">${paths.length > 0 ? stretched(HEIGHT, paths.join('')) : ''}${marks.join('')}</g>`
}

const guide = (name: string, x: number | undefined, { place }: Points, row: number): string => {
  if (x === undefined || place === undefined || !Number.isFinite(x)) return ''
  const share = inset(place(x))
  const isRight = share > 0.6
  const mark = text(share, 12 + 15 * row, name, 'name', isRight ? 'end' : 'start', isRight ? -6 : 6)
  return line(share, share, 0, HEIGHT, name === 'today' ? 'guide dashed' : 'guide') + mark
}

/** Levels as labels, from left to right. */
const labelsOf = ({ levels }: Parameter, { shares }: Points): readonly { share: number; words: string }[] =>
  levels.map(({ label }, i) => ({ share: shares[i], words: label })).sort((a, b) => a.share - b.share)

const readingOf = ({ metric, lines, held, interval, better }: Slices, { scale }: Points): string => {
  const ranges = lines.map(({ name, estimates }) => {
    const values = estimates.filter(known).map(({ value }) => value)
    if (values.length === 0) return `${name} has no figure`
    const [low, high] = [Math.min(...values), Math.max(...values)]
    return low === high
      ? `${name} stays at ${figureWords(metric.unit, low)}`
      : `${name} goes from ${figureWords(metric.unit, low)} to ${figureWords(metric.unit, high)}`
  })
  return [
    interval === undefined ? 'Marks are means.' : `Marks are means, whiskers and bands the ${interval}.`,
    ...(better === undefined ? [] : [better === 'low' ? 'Lower is better.' : 'Higher is better.']),
    ...(scale === 'log' ? ['The parameter is on a logarithmic axis.'] : []),
    ...(lines.length === 0 ? [] : [`${listed(ranges, '; ')}.`]),
    ...(held === undefined ? [] : [`Held: ${held}.`]),
  ].join(' ')
}

/** A metric against one parameter: for each arm a line through its means with bands and whiskers for their intervals. */
export const slices = (own: Slices): string => {
  const { id, title, parameter, metric, lines } = own
  const points = pointsOf(parameter)
  const estimates = lines.flatMap((each) => each.estimates).filter(known)
  const y = linearScale(estimates.flatMap(reachOf), 5)
  const widest = Math.max(0, ...parameter.levels.map(({ label }) => textWidth(label))) + 10
  const content = [
    guide('today', own.today, points, 0),
    guide('recommended', own.recommended, points, 1),
    ...lines.map((each, at) => lineSvg(own, each, at, points, y)),
  ].join('')
  return drawingHtml({
    id,
    title,
    reading:
      estimates.length === 0 ? `No figure of ${inSentence(metric)} along ${parameter.name}.` : readingOf(own, points),
    legend: lines.map(({ name }, at) => ({
      name,
      kind: colourClass(at),
      swatch: `<line x1="-15" x2="15" y1="0" y2="0" stroke-width="2"/>${symbol(armSymbol(at), 4)}`,
    })),
    yName: measureName(metric),
    xName: points.scale === 'log' ? `${parameterName(parameter)}, logarithmic` : parameterName(parameter),
    picture:
      estimates.length === 0
        ? ''
        : plotFrame({
            y,
            yUnit: metric.unit,
            height: HEIGHT,
            labels: labelsOf(parameter, points),
            every: points.scale === 'words',
            content,
          }),
    leastWidth: points.scale === 'words' ? 60 + parameter.levels.length * widest : 0,
    table: {
      caption: `${measureName(metric)}, by ${parameter.name}`,
      head: [parameterName(parameter), ...lines.map(({ name }) => name)],
      rows: parameter.levels.map(({ label }, i) => [
        label,
        ...lines.map((each) => estimateWords(metric.unit, each.estimates[i])),
      ]),
    },
  })
}
