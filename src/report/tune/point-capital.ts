import { atomsPerUnit } from '../../market/market-spec.ts'
import { readScenarioData } from '../../scenario/parse-scenario.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { withChanges } from '../../scenario/vary/change.ts'
import type { StudyPoint } from '../../studies/plan/study-plan.ts'
import { scenarioStudy } from '../../studies/scenario-study.ts'

/** What an arm's engine or makers were given at a point, quote units. */
export const pointCapital = async (scenario: Scenario, { changes }: StudyPoint, arm: string): Promise<number> => {
  const { scenario: varied } = await readScenarioData(withChanges(scenario, changes), scenario.name)
  const { arms, market } = scenarioStudy(varied, { arms: [arm], resolve: (file) => file })
  return arms[0].capital / atomsPerUnit(market)
}
