import { bootstrapInterval } from '../../studies/statistics/bootstrap-interval.ts'
import type { PairedDifference } from '../../studies/statistics/paired-difference.ts'
import { expressionDifference } from '../../studies/tuning/expression-difference.ts'
import type { JudgedPoint } from '../../studies/tuning/tune-findings.ts'
import type { ChangeEffect } from '../drawings/current-against-recommended.ts'
import type { Estimate } from '../drawings/measure.ts'
import { estimateOf } from '../study/point-statistics.ts'
import type { ShownObjective } from './shown-expression.ts'
import type { TuneView } from './tune-view.ts'

/** An objective at a point: with an interval where it is a figure's mean. */
export const objectiveEstimate = (
  view: TuneView,
  { objective }: ShownObjective,
  point: JudgedPoint,
): Estimate | undefined => {
  const value = point.values[view.tune.terms.objectives.indexOf(objective)]
  if (value === undefined) return undefined
  if (objective.alone === undefined) return { value }
  const known = (view.runs(point).get(objective.alone) ?? []).filter((x) => x !== undefined)
  return estimateOf(bootstrapInterval(known, view.bootstrap))
}

/** An objective at the recommended point less that at another one, in the same seeds; `undefined` for extremes and quantiles. */
export const objectiveDifference = (
  view: TuneView,
  { objective }: ShownObjective,
  from: JudgedPoint,
  to: JudgedPoint,
): PairedDifference | undefined => {
  const seeds = Math.min(from.seeds, to.seeds)
  return expressionDifference(objective, view.runs({ ...from, seeds }), view.runs({ ...to, seeds }), view.bootstrap)
}

/** What the change to the recommended point does to the objectives. */
export const objectiveEffects = (view: TuneView): readonly ChangeEffect[] =>
  view.objectives.flatMap((shown) => {
    const { today, recommended } = view.findings
    const [current, then] = [today, recommended].map((point) => objectiveEstimate(view, shown, point))
    if (current === undefined || then === undefined) return []
    const paired = objectiveDifference(view, shown, today, recommended)
    const difference = paired && estimateOf(paired.difference)
    const { better, measure } = shown
    const told = difference === undefined ? { isLoose: true as const } : { difference }
    return [{ metric: measure, current, recommended: then, better, ...told }]
  })
