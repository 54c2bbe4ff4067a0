import type { ScenarioLaw } from '../../law.ts'
import { aVisitDoesWhatItsRuleSays } from './a-visit-does-what-its-rule-says.ts'
import { deleveragingFollowsItsRanking } from './deleveraging-follows-its-ranking.ts'
import { everyoneBelowMaintenanceIsAttempted } from './everyone-below-maintenance-is-attempted.ts'
import { lotsChangeHandsAtTheDeclaredPrice } from './lots-change-hands-at-the-declared-price.ts'
import { onlyTheUnhealthyAreLiquidated } from './only-the-unhealthy-are-liquidated.ts'
import { payersPayInTheirOrder } from './payers-pay-in-their-order.ts'
import { takersAreAskedInTheirOrder } from './takers-are-asked-in-their-order.ts'
import { theFundChangesByItsEntries } from './the-fund-changes-by-its-entries.ts'
import { thePenaltyIsWhatWasDeclared } from './the-penalty-is-what-was-declared.ts'
import { whatNobodyPaysIsTheDeficit } from './what-nobody-pays-is-the-deficit.ts'

/** Who is liquidated, by how much, and who takes lots and losses. */
export const LIQUIDATION_LAWS: readonly ScenarioLaw[] = [
  onlyTheUnhealthyAreLiquidated,
  everyoneBelowMaintenanceIsAttempted,
  aVisitDoesWhatItsRuleSays,
  thePenaltyIsWhatWasDeclared,
  takersAreAskedInTheirOrder,
  lotsChangeHandsAtTheDeclaredPrice,
  deleveragingFollowsItsRanking,
  payersPayInTheirOrder,
  whatNobodyPaysIsTheDeficit,
  theFundChangesByItsEntries,
]
