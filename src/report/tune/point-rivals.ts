import type { JudgedPoint } from '../../studies/tuning/tune-findings.ts'
import { objectiveDifference } from './expression-estimates.ts'
import type { TuneView } from './tune-view.ts'

/** What the seeds tell of a point against the recommended one. */
export type RivalVerdict =
  /** The same objectives, or differences whose intervals hold zero. */
  | 'untold'
  /** An objective differs clearly. */
  | 'told'
  /** Too few seeds, or objectives that are extremes, which have no interval. */
  | 'unknown'

/** Whether a point's objectives can be told from those of the recommended one, paired by seed. */
export const rivalVerdict = (view: TuneView, point: JudgedPoint): RivalVerdict => {
  const { recommended } = view.findings
  if (point.values.every((x, k) => x !== undefined && x === recommended.values[k])) return 'untold'
  const differences = view.objectives.map((shown) => objectiveDifference(view, shown, recommended, point))
  if (differences.some((own) => own?.clear === true)) return 'told'
  return differences.every((own) => own !== undefined && own.difference.kind !== 'too-few') ? 'untold' : 'unknown'
}

/** Points that are as feasible as the recommended one and have all seeds. */
export const rivalPoints = ({ findings: { points, recommended }, plan }: TuneView): readonly JudgedPoint[] =>
  points.filter(
    (point) =>
      point.point !== recommended.point && point.seeds === plan.seeds && point.violation <= recommended.violation,
  )
