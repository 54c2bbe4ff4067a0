import { type Direction, lowerIsBetter } from '../../studies/direction.ts'
import { overlapWithBest } from '../../studies/statistics/overlap-with-best.ts'
import type { ShownFigure } from '../study/shown-figures.ts'
import type { SweepView } from './sweep-view.ts'

/** The point of a sweep at which a figure is best in one arm. */
export interface BestPoint {
  readonly point: number
  readonly mean: number
  /** Other points with the same mean, in their order. */
  readonly ties: readonly number[]
}

/** A point with its mean. */
type Ranked = readonly [point: number, mean: number]

/** The points that have a figure in an arm, the best first, in their order where they are equal. */
export const rankedPoints = (view: SweepView, figure: string, arm: string, direction: Direction): readonly Ranked[] =>
  view.sweep.runnable
    .flatMap((point): readonly Ranked[] => {
      const mean = view.statistics.average(figure, point, arm)
      return mean === undefined ? [] : [[point, mean]]
    })
    .sort(([a, x], [b, y]) => lowerIsBetter(x, direction) - lowerIsBetter(y, direction) || a - b)

/** The best point by the mean; today's where it is among several. `undefined` where no point has the figure. */
export const bestPoint = (
  view: SweepView,
  { column }: ShownFigure,
  arm: string,
  direction: Direction,
): BestPoint | undefined => {
  const ranked = rankedPoints(view, column, arm, direction)
  if (ranked.length === 0) return undefined
  const [[first, mean]] = ranked
  const equal = ranked.filter(([, x]) => x === mean).map(([point]) => point)
  const point = equal.includes(view.sweep.today) ? view.sweep.today : first
  return { point, mean, ties: equal.filter((other) => other !== point) }
}

/** What tells other points from the best one. */
export interface Rivals {
  /** Points that were looked at: those nearest to the best, the best and its equals aside. */
  readonly examined: number
  /** Those that the paired differences do not tell from it. */
  readonly untold: readonly number[]
  /** How many have an interval that overlaps with the best's; `undefined` where the best has none. */
  readonly overlapping: number | undefined
}

const MOST_RIVALS = 500

/** Which points cannot be told from the best one. */
export const rivalsOf = (
  view: SweepView,
  { column }: ShownFigure,
  arm: string,
  direction: Direction,
  best: BestPoint,
): Rivals => {
  const { statistics } = view
  const rivals = rankedPoints(view, column, arm, direction)
    .map(([point]) => point)
    .filter((point) => point !== best.point && !best.ties.includes(point))
    .slice(0, MOST_RIVALS)
  const candidates = [best.point, ...rivals].map((point) => ({
    label: String(point),
    interval: statistics.mean(column, point, arm),
  }))
  const isKnown = candidates[0].interval.kind === 'interval'
  return {
    examined: rivals.length,
    untold: rivals
      .filter((point) => !statistics.difference(column, point, best.point, arm).clear)
      .sort((a, b) => a - b),
    overlapping: isKnown ? overlapWithBest(candidates, direction)?.overlapping.length : undefined,
  }
}
