import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { checkChain } from './check-chain.ts'
import { checkEngines } from './check-engines.ts'
import { checkFunding } from './check-funding.ts'
import { checkLaws } from './check-laws.ts'
import { checkLiquidation } from './check-liquidation.ts'
import { checkMargin } from './check-margin.ts'
import { checkMarkets } from './check-markets.ts'
import { checkMoney } from './check-money.ts'
import { checkOracle } from './check-oracle.ts'
import { checkProperties } from './check-properties.ts'
import { checkSteps } from './check-steps.ts'
import { checkStudy } from './check-study.ts'
import { checkTimes } from './check-times.ts'
import { checkTraders } from './check-traders.ts'
import { checkVary } from './check-vary.ts'
import { checkWaterfall } from './check-waterfall.ts'

/**
 * Rules between fields, a file a subject. Each looks at the parts that it needs, and says nothing where one of them is
 * missing because the schema refused it.
 */
export type Check = (scenario: Partial<Scenario>, report: Report) => void | Promise<void>

const CHECKS: readonly Check[] = [
  checkMarkets,
  checkMoney,
  checkTimes,
  checkChain,
  checkOracle,
  checkFunding,
  checkMargin,
  checkLiquidation,
  checkWaterfall,
  checkEngines,
  checkTraders,
  checkSteps,
  checkProperties,
  checkVary,
  checkStudy,
]

/**
 * Runs every check on the sound parts of a scenario.
 *
 * @param knownLaws - ids of the laws that there are, which are on a higher floor
 */
export const checkScenario = async (
  scenario: Partial<Scenario>,
  report: Report,
  knownLaws?: readonly string[],
): Promise<void> => {
  for (const check of CHECKS) await check(scenario, report)
  checkLaws(scenario, report, knownLaws)
}
