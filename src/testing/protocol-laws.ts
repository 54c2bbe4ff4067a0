import type { Scenario } from '../scenario/scenario.ts'
import { type ScenarioCaseOptions, scenarioCases } from './cases/scenario-cases.ts'
import type { ScenarioCase } from './law.ts'
import { type Law, lawsOver } from './law-property.ts'
import { SCENARIO_LAWS } from './scenario-laws.ts'
import type { BuildChoice } from './watch/watched-run.ts'

/**
 * The laws of whole protocols over one protocol: a scenario of yours (its traders and prices give way to scripts that the
 * cases draw), or the laboratory's with its parts varied.
 *
 * @param choice - an engine of your own in place of the arm's (`engineOf`)
 * @example
 * ```ts
 * const { scenario } = await loadScenario('my-protocol.yaml')
 * for (const law of protocolLaws(scenario)) test(law.name, () => fc.assert(law.property))
 * ```
 */
export const protocolLaws = (
  protocol?: Scenario,
  options: Omit<ScenarioCaseOptions, 'scenario'> = {},
  choice: BuildChoice = {},
): readonly Law<ScenarioCase>[] =>
  lawsOver(SCENARIO_LAWS, scenarioCases({ ...options, ...(protocol !== undefined && { scenario: protocol }) }), choice)
