import { counted } from '../arm-words.ts'
import { formatRound } from '../number-format.ts'
import { drawingHtml, type LegendEntry } from './drawing-html.ts'
import { linearScale } from './linear-scale.ts'
import { figureWords, inSentence, type Measure, measureName } from './measure.ts'
import { down, plotFrame } from './plot-frame.ts'
import type { Scale } from './scale.ts'
import { ACROSS, inset, markAt, path, pixels, stretched, text } from './svg-marks.ts'
import { type SymbolForm, symbol } from './symbol.ts'
import { textWidth } from './text-width.ts'

/** A point that a study tried. */
export interface TriedPoint {
  /** Its parameters in words. */
  readonly name: string
  readonly x: number
  readonly y: number
  /** Whether it keeps all constraints. */
  readonly feasible: boolean
  /** Whether no feasible point is better in one objective and no worse in the other. */
  readonly onFront: boolean
}

/** An objective, and which end of it is wanted. */
export interface Objective extends Measure {
  readonly better: 'low' | 'high'
}

/** Two objectives of the points that a study tried. */
export interface ParetoScatter {
  readonly id: string
  readonly title: string
  readonly x: Objective
  readonly y: Objective
  readonly points: readonly TriedPoint[]
  /** Constraints in words, such as `p99 of bad debt is 0`. */
  readonly subjectTo?: string
  /** Positions in the list of points. */
  readonly today?: number
  readonly recommended?: number
}

const HEIGHT = 340

const isKnown = ({ x, y }: TriedPoint): boolean => Number.isFinite(x) && Number.isFinite(y)

/** The front's edge: at each x the best y of the points that are no worse in x. */
const frontPath = (points: readonly TriedPoint[], { x: objective }: ParetoScatter, x: Scale, y: Scale): string => {
  const front = points
    .filter(({ onFront }) => onFront)
    .map((point) => [inset(x.place(point.x)) * ACROSS, down(y.place(point.y), HEIGHT)] as const)
    .sort((a, b) => a[0] - b[0])
  const [first, ...others] = front
  if (first === undefined || others.length === 0) return ''
  const steps = others.map(([across, up]) =>
    objective.better === 'low' ? `H${pixels(across)}V${pixels(up)}` : `V${pixels(up)}H${pixels(across)}`,
  )
  return stretched(HEIGHT, path('line', `M${pixels(first[0])} ${pixels(first[1])}${steps.join('')}`))
}

interface Look {
  readonly form: SymbolForm
  readonly kind: string
  readonly radius: number
}

const lookOf = (point: TriedPoint): Look =>
  !point.feasible
    ? { form: 'cross', kind: 'solid infeasible', radius: 3.5 }
    : point.onFront
      ? { form: 'diamond', kind: 'solid', radius: 5 }
      : { form: 'circle', kind: 'hollow', radius: 3.5 }

/** Words beside a point, on the side that has room for them at any width. */
const labelled = (share: number, y: number, words: string, above: boolean): string => {
  const anchor = share > 0.6 ? 'end' : share < 0.35 ? 'start' : 'middle'
  const shift = anchor === 'end' ? 6 : anchor === 'start' ? -6 : 0
  return text(share, above ? Math.max(12, y - 13) : Math.min(HEIGHT - 4, y + 23), words, 'name', anchor, shift)
}

const marksOf = (scatter: ParetoScatter, x: Scale, y: Scale): string => {
  const { points, today, recommended } = scatter
  const place = ({ x: px, y: py }: TriedPoint): readonly [number, number] => [
    inset(x.place(px)),
    down(y.place(py), HEIGHT),
  ]
  const words = (point: TriedPoint): string =>
    `${point.name}: ${scatter.x.name} ${figureWords(scatter.x.unit, point.x)}, ${scatter.y.name} ${figureWords(scatter.y.unit, point.y)}${point.feasible ? '' : ', infeasible'}`
  const rank = (point: TriedPoint): number => (point.feasible ? (point.onFront ? 2 : 1) : 0)
  const marks = points
    .filter(isKnown)
    .sort((a, b) => rank(a) - rank(b))
    .map((point) => {
      const { form, kind, radius } = lookOf(point)
      return markAt(...place(point), symbol(form, radius), words(point), kind)
    })
  const one = (at: number | undefined, name: string, form: SymbolForm, kind: string, above: boolean): string => {
    const point = at === undefined ? undefined : points[at]
    if (point === undefined || !isKnown(point)) return ''
    const [share, up] = place(point)
    return markAt(share, up, symbol(form, 8), `${name}: ${words(point)}`, kind) + labelled(share, up, name, above)
  }
  const [now, then] = [today, recommended].map((at) => (at === undefined ? undefined : points[at]))
  const isUpper = now === undefined || then === undefined || now.y >= then.y
  return [
    ...marks,
    `<g class="arm1">${one(today, 'today', 'circle', 'ring', isUpper)}</g>`,
    `<g class="arm2">${one(recommended, 'recommended', 'star', 'solid', !isUpper)}</g>`,
  ].join('')
}

const LEGEND: readonly (LegendEntry & { readonly of: (scatter: ParetoScatter) => boolean })[] = [
  {
    name: 'on the front',
    kind: 'arm0 solid',
    swatch: symbol('diamond', 5),
    of: ({ points }) => points.some(({ onFront }) => onFront),
  },
  {
    name: 'feasible',
    kind: 'arm0 hollow',
    swatch: symbol('circle', 3.5),
    of: ({ points }) => points.some(({ feasible, onFront }) => feasible && !onFront),
  },
  {
    name: 'infeasible',
    kind: 'arm0 solid infeasible',
    swatch: symbol('cross', 3.5),
    of: ({ points }) => points.some(({ feasible }) => !feasible),
  },
  { name: 'today', kind: 'arm1 ring', swatch: symbol('circle', 5.5), of: ({ today }) => today !== undefined },
  {
    name: 'recommended',
    kind: 'arm2 solid',
    swatch: symbol('star', 5),
    of: ({ recommended }) => recommended !== undefined,
  },
]

const readingOf = (scatter: ParetoScatter): string => {
  const { x, y, points, subjectTo, today, recommended } = scatter
  const front = points.filter(({ onFront }) => onFront).length
  const feasible = points.filter((point) => point.feasible).length
  const wanted = (objective: Objective): string =>
    `${objective.better === 'low' ? 'less' : 'more'} ${inSentence(objective)}`
  const one = (name: string, at: number | undefined): readonly string[] => {
    const point = at === undefined ? undefined : points[at]
    if (point === undefined) return []
    return [
      `${name}: ${point.name}; ${inSentence(x)} ${figureWords(x.unit, point.x)}; ${inSentence(y)} ${figureWords(y.unit, point.y)}${point.feasible ? '' : ' (infeasible)'}.`,
    ]
  }
  return [
    `Each mark is a point that was tried; wanted are ${wanted(x)} and ${wanted(y)}.`,
    `${counted(points.length, 'point')}, ${feasible} feasible${subjectTo === undefined ? '' : ` (${subjectTo})`}, ${front} on the front, where neither objective can be bettered without the other getting worse.`,
    ...one('Today', today),
    ...one('Recommended', recommended),
  ].join(' ')
}

/** Two objectives of all points tried: feasible and infeasible ones, the front as a line of steps, today's point and the recommended one. */
export const paretoScatter = (scatter: ParetoScatter): string => {
  const { id, title, points, today, recommended } = scatter
  const shown = points.filter(isKnown)
  const x = linearScale(
    shown.map((point) => point.x),
    6,
  )
  const y = linearScale(
    shown.map((point) => point.y),
    5,
  )
  const labels = x.ticks.map((tick) => ({ share: inset(x.place(tick)), words: formatRound(scatter.x.unit, tick) }))
  const content = `<g class="arm0">${frontPath(shown, scatter, x, y)}${marksOf(scatter, x, y)}</g>`
  return drawingHtml({
    id,
    title,
    full: true,
    reading: shown.length === 0 ? 'No point was tried.' : readingOf(scatter),
    legend: LEGEND.filter(({ of }) => of(scatter)),
    yName: `${measureName(scatter.y)} (${scatter.y.better === 'low' ? 'lower' : 'higher'} is better)`,
    xName: `${measureName(scatter.x)} (${scatter.x.better === 'low' ? 'lower' : 'higher'} is better)`,
    picture:
      shown.length === 0 ? '' : plotFrame({ y, yUnit: scatter.y.unit, height: HEIGHT, labels, grid: true, content }),
    leastWidth: textWidth('recommended') + 120,
    table: {
      caption: `${measureName(scatter.x)} and ${measureName(scatter.y)} of every point`,
      head: ['Point', measureName(scatter.x), measureName(scatter.y), 'Feasible', 'Note'],
      rows: points.map((point, i) => [
        point.name,
        figureWords(scatter.x.unit, point.x),
        figureWords(scatter.y.unit, point.y),
        point.feasible ? 'yes' : 'no',
        [point.onFront ? 'front' : '', i === today ? 'today' : '', i === recommended ? 'recommended' : '']
          .filter((note) => note !== '')
          .join(', '),
      ]),
    },
  })
}
