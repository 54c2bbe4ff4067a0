import type { ScenarioLaw } from './law.ts'
import { ACCOUNT_LAWS } from './laws/accounts/account-laws.ts'
import { COMPARED_LAWS } from './laws/compared/compared-laws.ts'
import { ENGINE_WATCHED_LAWS } from './laws/engine/engine-watched-laws.ts'
import { FUNDING_WATCHED_LAWS } from './laws/funding/funding-watched-laws.ts'
import { LEDGER_LAWS } from './laws/ledger-laws.ts'
import { LIQUIDATION_LAWS } from './laws/liquidation/liquidation-laws.ts'
import { ORACLE_WATCHED_LAWS } from './laws/oracle/oracle-watched-laws.ts'

/** All laws that any scenario can be judged by, without drawing cases. */
export const SCENARIO_LAWS: readonly ScenarioLaw[] = [
  ...LEDGER_LAWS,
  ...ENGINE_WATCHED_LAWS,
  ...ACCOUNT_LAWS,
  ...LIQUIDATION_LAWS,
  ...FUNDING_WATCHED_LAWS,
  ...ORACLE_WATCHED_LAWS,
  ...COMPARED_LAWS,
]
