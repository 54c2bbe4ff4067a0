import type { Scenario } from '../../scenario/scenario.ts'
import type { StudyParameter } from '../../scenario/vary/study-parameter.ts'
import type { RangeText } from '../../scenario/vary/value-range.ts'
import { InputError } from '../input-error.ts'
import { type Design, designShares } from '../plan/design.ts'
import {
  isTodaysPoint,
  parameterColumns,
  pointAt,
  type RefusedPoint,
  runnablePoints,
  todaysPoint,
  variedParameters,
} from '../plan/parameter-points.ts'
import type { LabelColumn, StudyPoint } from '../plan/study-plan.ts'

/** What a sweep asks. */
export interface SweepQuestion {
  /** Ranges by path. */
  readonly vary: Readonly<Record<string, RangeText>>
  readonly design: Design
}

/** The points of a sweep. */
export interface Sweep {
  readonly parameters: readonly StudyParameter[]
  readonly labels: readonly LabelColumn[]
  /** Today's point, the scenario as it stands, first; then the design's. */
  readonly points: readonly StudyPoint[]
  /** Positions of those that can be run. */
  readonly runnable: readonly number[]
  readonly refused: readonly RefusedPoint[]
  /** Position of today's values among the points. */
  readonly today: number
}

/** Combinations of values beyond which a sweep is refused. */
const MOST_POINTS = 100_000

/**
 * Reads what a sweep asks of a scenario: which points there are, and which of them can be run.
 *
 * @throws InputError naming every parameter that cannot be varied, or where no point can be run
 */
export const readSweep = async (
  scenario: Scenario,
  { vary, design }: SweepQuestion,
  arms: readonly string[],
): Promise<Sweep> => {
  const parameters = variedParameters(scenario, vary)
  const count =
    design.kind === 'grid' ? parameters.reduce((product, { scale }) => product * scale.levels, 1) : design.points
  if (count > MOST_POINTS) throw new InputError(`${count} points are more than a study has (${MOST_POINTS})`)
  const points = designShares(design, parameters, scenario.seed).map((shares) => pointAt(scenario, parameters, shares))
  const own = todaysPoint(parameters)
  const same = points.findIndex((point) => isTodaysPoint(scenario, parameters, point))
  const all = same >= 0 ? points : [own, ...points]
  const { runnable, refused } = await runnablePoints(scenario, all, arms)
  if (runnable.length <= (same >= 0 ? 0 : 1))
    throw new InputError(`no point can be run, the first since ${refused[0]?.reason ?? 'there is none'}`)
  return { parameters, labels: parameterColumns(parameters), points: all, runnable, refused, today: Math.max(0, same) }
}
