import type { JudgedPoint } from '../../studies/tuning/tune-findings.ts'
import { type Objective as AxisObjective, paretoScatter } from '../drawings/pareto-scatter.ts'
import type { TuneView } from './tune-view.ts'

/** What an axis shows of every point. */
interface Axis {
  readonly objective: AxisObjective
  of(point: JudgedPoint): number | undefined
}

/** Axes of the drawing: two objectives, or the objective and the left side of the first condition; fewer where there is no second. */
const axesOf = ({ objectives, constraints }: TuneView): readonly Axis[] => [
  ...objectives.map(
    ({ measure, better }, k): Axis => ({ objective: { ...measure, better }, of: ({ values }) => values[k] }),
  ),
  ...constraints.map(
    ({ measure, better }, k): Axis => ({ objective: { ...measure, better }, of: ({ constraints: left }) => left[k] }),
  ),
]

/** All points with all seeds by two objectives, or by the objective and the first condition; `''` where there is one quantity. */
export const triedScatter = (view: TuneView): string => {
  const [x, y] = axesOf(view)
  if (x === undefined || y === undefined) return ''
  const { findings, plan, parameters, tune } = view
  const shown = findings.points.filter(({ seeds }) => seeds === plan.seeds)
  const place = (wanted: JudgedPoint): number => shown.findIndex(({ point }) => point === wanted.point)
  const [today, recommended] = [place(findings.today), place(findings.recommended)]
  return paretoScatter({
    id: 'tried',
    title: view.objectives.length > 1 ? 'Both objectives at every point' : 'Objective and condition at every point',
    x: x.objective,
    y: y.objective,
    points: shown.map((point) => ({
      name: parameters.words(point.at),
      x: x.of(point) ?? NaN,
      y: y.of(point) ?? NaN,
      feasible: point.violation === 0,
      onFront: point.violation === 0 && findings.front.some((one) => one.point === point.point),
    })),
    ...(tune.question.subjectTo.length > 0 && { subjectTo: tune.question.subjectTo.join(' and ') }),
    ...(today >= 0 && { today }),
    ...(recommended >= 0 && { recommended }),
  })
}
