import { basename } from 'node:path'
import { nearestName } from '../formula/nearest-name.ts'
import { armsOf } from '../scenario/arms.ts'
import { type LoadedScenario, loadScenario } from '../scenario/load-scenario.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { formatScenarioFault } from '../scenario/scenario-error.ts'
import type { Simulation } from '../simulation/simulation.ts'
import { InputError } from '../studies/input-error.ts'
import type { RunFiles } from '../studies/run-files.ts'
import { type StudyOptions, scenarioStudy } from '../studies/scenario-study.ts'
import type { Study } from '../studies/study.ts'
import type { CommonOptions } from './options.ts'
import { say } from './output.ts'

/** A scenario with what the command line changes of it, and its study. */
export interface ReadStudy extends LoadedScenario {
  readonly study: Study
}

/** Arms asked for, in the scenario's order. @throws InputError naming each that the scenario does not have */
const chosenArms = (
  scenario: Scenario,
  asked: readonly string[] | undefined,
  unnamed: 'all' | 'first',
): readonly string[] => {
  const names = armsOf(scenario).map(({ name }) => name)
  if (asked === undefined) return unnamed === 'all' ? names : names.slice(0, 1)
  const faults = asked
    .filter((name) => !names.includes(name))
    .map((name) => {
      const near = nearestName(name, names)
      const meant = near === undefined ? '' : `; did you mean ${near}?`
      return `--engine ${name}: ${scenario.name} has ${names.join(', ')}${meant}`
    })
  if (faults.length > 0) throw new InputError(faults.join('\n'))
  return names.filter((name) => asked.includes(name))
}

/** Ids of all laws about scenarios, loaded when a scenario names some. */
const lawIds = async (): Promise<readonly string[]> => {
  const { SCENARIO_LAWS } = await import('../testing/scenario-laws.ts')
  return SCENARIO_LAWS.map(({ id }) => id)
}

/**
 * Reads a scenario and what the options say of its runs; warnings go to stderr.
 *
 * @param unnamed - the arms where none is asked for
 * @throws ScenarioError or InputError
 */
export const readStudy = async (
  path: string,
  options: CommonOptions,
  more: Pick<StudyOptions, 'events'> = {},
  unnamed: 'all' | 'first' = 'all',
): Promise<ReadStudy> => {
  const { prices, index, seed, engine, quiet } = options
  const files = { ...(prices !== undefined && { prices }), ...(index !== undefined && { index }) }
  const loaded = await loadScenario(path, files, lawIds)
  const scenario = seed === undefined ? loaded.scenario : { ...loaded.scenario, seed }
  if (quiet !== true) for (const warning of loaded.warnings) say(`warning: ${formatScenarioFault(warning)}`)
  // Results name no folder of this machine.
  const warnings = loaded.warnings.map((warning) => formatScenarioFault({ ...warning, file: basename(warning.file) }))
  const arms = chosenArms(scenario, engine, unnamed)
  const study = scenarioStudy(scenario, { ...files, ...more, resolve: loaded.resolve, arms, warnings })
  return { ...loaded, scenario, study }
}

/** The files that the runs of a scenario read. */
export const filesOf = ({ resolve }: Pick<LoadedScenario, 'resolve'>, { prices, index }: CommonOptions): RunFiles => ({
  resolve,
  ...(prices !== undefined && { prices }),
  ...(index !== undefined && { index }),
})

/** A run before its first block. @throws InputError for what only the prices show to be wrong */
export const buildRun = async (study: Study, arm: string): Promise<Simulation> => {
  try {
    return await study.build(arm, study.seed)
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${study.name}, ${arm}: ${error.message}`)
    throw error
  }
}

/** Builds every arm once, so that wrong input is told from a run that failed. @throws InputError as `buildRun` */
export const buildAll = async (study: Study): Promise<readonly Simulation[]> => {
  const built: Simulation[] = []
  for (const { arm } of study.arms) built.push(await buildRun(study, arm))
  return built
}
