import { type Scenario, type ScenarioPart, scenarioSchema } from '../../scenario/scenario.ts'
import { type ScenarioPath, valueAt } from '../../scenario/scenario-path.ts'
import type { DrawnParameter } from '../../scenario/vary/draw-parameters.ts'
import { withValueAt } from '../../scenario/vary/parameter-path.ts'
import type { Move, Pass } from './shrink.ts'

/** Parts that say what the case is about, not how the protocol is set up. */
const KEPT: ReadonlySet<string> = new Set([
  'name',
  'description',
  'seed',
  'horizon',
  'steps',
  'laws',
  'properties',
  'vary',
] satisfies readonly ScenarioPart[])

const isContainer = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null

/** Paths of all fields that have a name, containers before what they hold. */
const fieldsOf = (data: unknown, above: ScenarioPath): readonly ScenarioPath[] => {
  if (!isContainer(data)) return []
  if (Array.isArray(data)) return data.flatMap((item, i) => fieldsOf(item, [...above, i]))
  return Object.keys(data).flatMap((key) => {
    const path = [...above, key]
    return [path, ...fieldsOf(data[key], path)]
  })
}

/** The scenario with a field left out, so that it takes its default; `undefined` where that is no change, or not possible. */
const withDefault = (scenario: Scenario, path: ScenarioPath): unknown => {
  if (valueAt(scenario, path) === undefined) return undefined
  const read = scenarioSchema.safeParse(withValueAt(scenario, path, undefined))
  return read.success && JSON.stringify(read.data) !== JSON.stringify(scenario) ? read.data : undefined
}

/** Returns parameters to the values that the scenario's file has, all of them, then one by one. */
export const unvaried =
  (parameters: readonly DrawnParameter[], original: Scenario): Pass =>
  () => {
    const back = (scenario: unknown, { path }: DrawnParameter): unknown =>
      valueAt(scenario, path.slice(0, -1)) === undefined
        ? scenario
        : withValueAt(scenario, path, valueAt(original, path))
    const all: Move = function* ({ scenario, arm }) {
      if (parameters.length > 1) yield { arm, scenario: parameters.reduce<unknown>(back, scenario) }
    }
    const each = parameters.map(
      (parameter): Move =>
        function* ({ scenario, arm }) {
          yield { arm, scenario: back(scenario, parameter) }
        },
    )
    return [all, ...each]
  }

/** Lets every part and every field take its default. */
export const nearerDefaults: Pass = ({ scenario }) =>
  fieldsOf(scenario, [])
    .filter(([part]) => !KEPT.has(String(part)))
    .map(
      (path): Move =>
        function* (now) {
          const other = withDefault(now.scenario, path)
          if (other !== undefined) yield { arm: now.arm, scenario: other }
        },
    )

/** Leaves out tiers of margin but the last, and markets but the first. */
export const fewerParts: Pass = () => [
  function* ({ scenario, arm }) {
    const { margin } = scenario
    if (margin.tiers.length > 1)
      yield { arm, scenario: { ...scenario, margin: { ...margin, tiers: margin.tiers.slice(1) } } }
  },
  function* ({ scenario, arm }) {
    const { markets } = scenario
    if (markets.length > 1) yield { arm, scenario: { ...scenario, markets: markets.slice(0, -1) } }
  },
]
