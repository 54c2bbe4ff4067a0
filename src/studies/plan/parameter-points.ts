import { armsOf } from '../../scenario/arms.ts'
import { readScenarioData } from '../../scenario/parse-scenario.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { ScenarioError } from '../../scenario/scenario-error.ts'
import { valueAt } from '../../scenario/scenario-path.ts'
import { withChanges } from '../../scenario/vary/change.ts'
import { changesTo, labelOf, readParameters, type StudyParameter } from '../../scenario/vary/study-parameter.ts'
import type { RangeText } from '../../scenario/vary/value-range.ts'
import { InputError } from '../input-error.ts'
import type { Point } from '../sampling/point.ts'
import type { LabelColumn, StudyPoint } from './study-plan.ts'

/** What a study varies. @throws InputError naming every parameter that cannot be varied, or where there is none */
export const variedParameters = (
  scenario: Scenario,
  vary: Readonly<Record<string, RangeText>>,
): readonly StudyParameter[] => {
  const read = readParameters(scenario, vary)
  if ('faults' in read) throw new InputError(read.faults.join('\n'))
  if (read.parameters.length === 0)
    throw new InputError('nothing varies: name a parameter with --vary PATH=RANGE, or in the scenario under study.vary')
  return read.parameters
}

/** The columns that tell points of parameters apart. */
export const parameterColumns = (parameters: readonly StudyParameter[]): readonly LabelColumn[] =>
  parameters.map(({ name, isNumber, scale }) => ({ name, kind: isNumber ? 'number' : 'text', unit: scale.unit }))

/** The point at which each parameter is at a share of its scale. */
export const pointAt = (scenario: Scenario, parameters: readonly StudyParameter[], shares: Point): StudyPoint => {
  const values = parameters.map(({ scale }, k) => scale.at(shares[k]))
  return {
    labels: parameters.map((parameter, k) => labelOf(parameter, values[k])),
    changes: parameters.flatMap((parameter, k) => changesTo(parameter, scenario, values[k])),
  }
}

/** The scenario as it stands, among points of these parameters. */
export const todaysPoint = (parameters: readonly StudyParameter[]): StudyPoint => ({
  labels: parameters.map((parameter) =>
    parameter.today === undefined ? undefined : labelOf(parameter, parameter.today),
  ),
  changes: [],
})

/** Whether a point of these parameters is the scenario as it stands: each parameter has today's value, at all of its places. */
export const isTodaysPoint = (
  scenario: Scenario,
  parameters: readonly StudyParameter[],
  { labels }: StudyPoint,
): boolean =>
  parameters.every((parameter, k) => {
    const { today, paths } = parameter
    const everywhere = new Set(paths.map((path) => JSON.stringify(valueAt(scenario, path))))
    return today !== undefined && everywhere.size === 1 && labelOf(parameter, today) === labels[k]
  })

/** Why a point cannot be run in these arms: the first rule that refuses it; `undefined` for one that can. */
export const refusedPoint = async (
  scenario: Scenario,
  { changes }: StudyPoint,
  arms: readonly string[],
): Promise<string | undefined> => {
  try {
    const varied = await readScenarioData(withChanges(scenario, changes), scenario.name)
    const there = armsOf(varied.scenario).map(({ name }) => name)
    const missing = arms.filter((arm) => !there.includes(arm))
    return missing.length === 0 ? undefined : `engines: there is no arm ${missing.join(', ')}, only ${there.join(', ')}`
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    const [{ path, value, rule }] = error.faults
    return [`${path}:`, value, rule].filter((part) => part !== '').join(' ')
  }
}

/** A point that a rule between fields of the scenario refuses. */
export interface RefusedPoint {
  readonly point: number
  readonly reason: string
}

/** Which of some points can be run in these arms, by their positions. */
export const runnablePoints = async (
  scenario: Scenario,
  points: readonly StudyPoint[],
  arms: readonly string[],
): Promise<{ readonly runnable: readonly number[]; readonly refused: readonly RefusedPoint[] }> => {
  const runnable: number[] = []
  const refused: RefusedPoint[] = []
  for (const [point, at] of points.entries()) {
    const reason = await refusedPoint(scenario, at, arms)
    if (reason === undefined) runnable.push(point)
    else refused.push({ point, reason })
  }
  return { runnable, refused }
}
