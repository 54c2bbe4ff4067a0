import { compareFeasibly } from '../../studies/tuning/feasibility.ts'
import type { JudgedPoint } from '../../studies/tuning/tune-findings.ts'
import { figureWords, measureName } from '../drawings/measure.ts'
import { parameterHead } from '../study/study-parameters.ts'
import { rivalPoints, rivalVerdict } from './point-rivals.ts'
import type { TuneView } from './tune-view.ts'

/** Points in the order in which tables show them: the recommended one, today's, then the best first. */
export const rankedPoints = ({ findings: { points, today, recommended } }: TuneView): readonly JudgedPoint[] => {
  const first = [...new Set([recommended, today])]
  const others = points.filter(({ point }) => first.every((one) => one.point !== point))
  return [...first, ...others.toSorted((a, b) => b.seeds - a.seeds || compareFeasibly(a, b) || a.point - b.point)]
}

/** What a point is, in words: `today`, `recommended`, `front`, `as good`. */
const notes = (view: TuneView, point: JudgedPoint, rivals: ReadonlySet<number>): readonly string[] => {
  const { recommended, today, front } = view.findings
  return [
    ...(point.point === recommended.point ? ['recommended'] : []),
    ...(point.point === today.point ? ['today'] : []),
    ...(view.objectives.length > 1 && front.some((one) => one.point === point.point) ? ['front'] : []),
    ...(rivals.has(point.point) ? ['not told apart'] : []),
  ]
}

/** Points at which conditions hold, each as `yes` or the reason why not. */
const conditionWords = (view: TuneView, point: JudgedPoint): string => {
  const broken = view.constraints.filter(({ constraint }) => constraint.excess(view.runs(point)) > 0)
  return broken.length === 0 ? 'yes' : 'no'
}

/** Columns of tables of points. */
export const triedHead = (view: TuneView): readonly string[] => [
  'Point',
  ...view.parameters.named.map(parameterHead),
  ...view.objectives.map(({ measure }) => measureName(measure)),
  ...view.constraints.map(({ measure }) => measureName(measure)),
  ...(view.constraints.length === 0 ? [] : ['Conditions hold']),
  'Seeds',
]

/** How many columns of `triedHead` are words. */
export const triedWords = (view: TuneView): number => 1 + view.parameters.named.length

/** One point as a row under `triedHead`. */
const rowOf = (view: TuneView, point: JudgedPoint, rivals: ReadonlySet<number>): readonly string[] => {
  const told = notes(view, point, rivals)
  return [
    told.length === 0 ? String(point.point) : told.join(', '),
    ...view.parameters.values(point.at),
    ...view.objectives.map(({ measure }, k) => figureWords(measure.unit, point.values[k])),
    ...view.constraints.map(({ measure }, k) => figureWords(measure.unit, point.constraints[k])),
    ...(view.constraints.length === 0 ? [] : [conditionWords(view, point)]),
    String(point.seeds),
  ]
}

/** Points as rows under `triedHead`. */
export const triedRows = (view: TuneView, points: readonly JudgedPoint[]): readonly (readonly string[])[] => {
  const rivals = new Set(
    rivalPoints(view)
      .filter((point) => rivalVerdict(view, point) === 'untold')
      .map(({ point }) => point),
  )
  return points.map((point) => rowOf(view, point, rivals))
}
