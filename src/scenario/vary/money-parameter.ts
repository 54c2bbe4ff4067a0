import { refusal } from '../check/check-vary.ts'
import type { Scenario } from '../scenario.ts'
import type { ScenarioPath } from '../scenario-path.ts'

/** A text that no field of money takes: what the schema says of it tells the field's unit. */
const NO_AMOUNT = 'no amount'

/** Whether the field at a path is money in units of the quote asset. */
export const isMoneyParameter = (scenario: Partial<Scenario>, path: ScenarioPath): boolean =>
  refusal(scenario, path, NO_AMOUNT)?.rule.includes('quote units') ?? false
