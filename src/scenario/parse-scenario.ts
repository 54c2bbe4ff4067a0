import { stringify } from 'yaml'
import { checkScenario } from './check/check-scenario.ts'
import { Report } from './report.ts'
import { type Scenario, type ScenarioPart, scenarioParts, scenarioSchema } from './scenario.ts'
import { ScenarioError, type ScenarioFault } from './scenario-error.ts'
import { schemaFaults } from './schema-faults.ts'
import { plainSource, type YamlSource, yamlSource } from './yaml-source.ts'

/** A scenario that can be run, and what its author should know. */
export interface ReadScenario {
  readonly scenario: Scenario
  /** Not wrong, but probably not meant; with places, as faults. */
  readonly warnings: readonly ScenarioFault[]
}

/** Answers the ids of the laws that there are: asked only for a scenario that names some. */
export type KnownLaws = () => Promise<readonly string[]>

/**
 * Reads a scenario from YAML or JSON.
 *
 * @param name - of the file, as messages show it
 * @param knownLaws - what `laws` may name; only their form is checked when left out
 * @throws ScenarioError with everything that is wrong with it
 */
export const parseScenario = async (text: string, name: string, knownLaws?: KnownLaws): Promise<ReadScenario> => {
  const source = yamlSource(text, name)
  if (source.faults.length > 0) throw new ScenarioError(source.faults)
  return checked(source, knownLaws)
}

/**
 * Reads a scenario from plain data, such as another scenario with some of its values changed.
 *
 * @param name - stands for the file in messages, which name no lines
 * @throws ScenarioError with everything that is wrong with it
 */
export const readScenarioData = (data: unknown, name: string): Promise<ReadScenario> => checked(plainSource(data, name))

const checked = async (source: YamlSource, knownLaws?: KnownLaws): Promise<ReadScenario> => {
  const whole = scenarioSchema.safeParse(source.data)
  const report = new Report(source)
  if (!whole.success) report.faults.push(...schemaFaults(whole.error.issues, source.data, [], source))
  const sound = whole.success ? whole.data : soundParts(source)
  const named = (sound.laws?.length ?? 0) > 0
  await checkScenario(sound, report, named ? await knownLaws?.() : undefined)
  if (report.faults.length > 0) throw new ScenarioError(distinct(report.faults))
  return { scenario: whole.data as Scenario, warnings: distinct(report.warnings) }
}

/** The parts of the scenario that are sound by themselves: rules between fields are checked on them although others are not. */
const soundParts = ({ data }: YamlSource): Partial<Scenario> => {
  const sound: Record<string, unknown> = {}
  if (typeof data !== 'object' || data === null) return sound
  for (const part of Object.keys(scenarioParts) as ScenarioPart[]) {
    const read = scenarioParts[part].safeParse((data as Record<string, unknown>)[part])
    if (read.success && read.data !== undefined) sound[part] = read.data
  }
  return sound
}

const distinct = (faults: readonly ScenarioFault[]): readonly ScenarioFault[] => [
  ...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values(),
]

/** A scenario as YAML with every default stated; `parseScenario` reads it back as itself. */
export const printScenario = (scenario: Scenario): string => stringify(scenario, { lineWidth: 120 })
