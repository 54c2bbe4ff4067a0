import { LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import { counted } from '../arm-words.ts'
import { withUnit } from '../findings.ts'
import { formatNumber } from '../number-format.ts'
import { clearnessWords, pairedWords } from '../study/difference-words.ts'
import { directionOf, type ShownFigure } from '../study/shown-figures.ts'
import { bestPoint, rivalsOf } from './best-point.ts'
import { MOST_NAMED, namedPoints } from './named-points.ts'
import type { SweepView } from './sweep-view.ts'

/** What a sweep found of one figure in one arm. */
export interface SweepFinding {
  readonly figure: ShownFigure
  readonly arm: string
  /** Sentences: the best point, today's, and which others are as good. */
  readonly sentences: readonly string[]
}

const valueWords = ({ measure }: ShownFigure, x: number, quote: string): string =>
  withUnit(measure.unit, formatNumber(measure.unit, x), quote)

/** How far today's point is from another, paired by seed. */
const againstToday = (
  view: SweepView,
  figure: ShownFigure,
  arm: string,
  point: number,
  name = 'the difference',
): string => {
  const { statistics, sweep, quote } = view
  const today = statistics.average(figure.column, sweep.today, arm)
  if (today === undefined) return "Today's point has no such figure."
  const difference = statistics.difference(figure.column, point, sweep.today, arm)
  const words = withUnit(figure.measure.unit, pairedWords(figure.measure.unit, difference), quote)
  return `Today it is ${valueWords(figure, today, quote)}; ${name} is ${words} (${clearnessWords(difference)}).`
}

const directed = (view: SweepView, figure: ShownFigure, arm: string): readonly string[] => {
  const direction = directionOf(figure)
  const best = bestPoint(view, figure, arm, direction)
  if (best === undefined) return ['No run has this figure.']
  const { sweep, quote } = view
  const value = valueWords(figure, best.mean, quote)
  const others = sweep.runnable.length - 1
  if (best.ties.length === others) return [`It is ${value} at ${others === 0 ? 'the only point' : 'every point'}.`]
  const most = direction === 'minimise' ? 'Least' : 'Most'
  const tied = best.ties.length === 0 ? '' : `, and the same at ${namedPoints(view, best.ties)}`
  const isToday = best.point === sweep.today
  const first = isToday
    ? `Today's point is the best: ${value}${tied}.`
    : `${most}, ${value}, at ${view.words(best.point)}${tied}.`
  const compared = isToday ? [] : [againstToday(view, figure, arm, best.point)]
  const rivals = rivalsOf(view, figure, arm, direction, best)
  if (rivals.examined === 0 || view.plan.seeds < LEAST_FOR_BOOTSTRAP) return [first, ...compared]
  const untold =
    rivals.untold.length === 0
      ? 'Paired by seed every other point is clearly worse'
      : rivals.untold.length === rivals.examined && rivals.examined > MOST_NAMED
        ? 'Paired by seed none of the other points can be told from it'
        : `Paired by seed ${rivals.untold.length} of ${counted(rivals.examined, 'other point')} cannot be told from it: ${namedPoints(view, rivals.untold)}`
  const overlap =
    rivals.overlapping === undefined
      ? 'its figure has no interval, being equal in every seed'
      : rivals.overlapping === 0
        ? 'no interval overlaps with its own'
        : `${rivals.overlapping === 1 ? '1 interval overlaps' : `${rivals.overlapping} intervals overlap`} with its own`
  return [first, ...compared, `${untold}; ${overlap}.`]
}

/** Where neither more nor less is wanted: both ends. */
const undirected = (view: SweepView, figure: ShownFigure, arm: string): readonly string[] => {
  const [least, most] = (['minimise', 'maximise'] as const).map((direction) => bestPoint(view, figure, arm, direction))
  if (least === undefined || most === undefined) return ['No run has this figure.']
  if (least.mean === most.mean) return [`It is ${valueWords(figure, least.mean, view.quote)} at every point.`]
  return [
    `Least, ${valueWords(figure, least.mean, view.quote)}, at ${view.words(least.point)}; most, ${valueWords(figure, most.mean, view.quote)}, at ${view.words(most.point)}.`,
    least.point === view.sweep.today
      ? againstToday(view, figure, arm, most.point, 'the difference of the most')
      : againstToday(view, figure, arm, least.point, 'the difference of the least'),
  ]
}

/** What became of a condition: at which points it holds in every run. */
const conditional = (view: SweepView, { column }: ShownFigure, arm: string): readonly string[] => {
  const { statistics, sweep } = view
  const known = sweep.runnable.filter((point) => statistics.values(column, point, arm).length > 0)
  const holds = (point: number): number => statistics.values(column, point, arm).filter((x) => x !== 0).length
  const always = known.filter((point) => holds(point) === statistics.values(column, point, arm).length)
  const today = known.includes(sweep.today)
    ? [
        `Today it holds in ${holds(sweep.today)} of ${counted(statistics.values(column, sweep.today, arm).length, 'run')}.`,
      ]
    : []
  if (known.length === 0) return ['It cannot be told of any run.']
  if (always.length === known.length) return ['It holds in every run at every point.']
  if (always.length === 0) {
    const best = Math.max(...known.map((point) => holds(point) / statistics.values(column, point, arm).length))
    return [
      best === 0
        ? 'It holds in no run at any point.'
        : `At no point does it hold in every run; at most in ${formatNumber('percent', best)} of them.`,
      ...(best === 0 ? [] : today),
    ]
  }
  return [
    `It holds in every run at ${always.length} of ${counted(known.length, 'point')}: ${namedPoints(view, always)}.`,
    ...today,
  ]
}

/** What a sweep found, by figure and arm, in the order of the figures. */
export const sweepFindings = (view: SweepView): readonly SweepFinding[] =>
  view.figures.flatMap((figure) =>
    view.plan.arms.map((arm) => ({
      figure,
      arm,
      sentences: figure.condition
        ? conditional(view, figure, arm)
        : figure.better === undefined
          ? undirected(view, figure, arm)
          : directed(view, figure, arm),
    })),
  )
