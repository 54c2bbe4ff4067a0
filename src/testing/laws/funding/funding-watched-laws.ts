import type { ScenarioLaw } from '../../law.ts'
import { cadenceChangesNothing } from './cadence-changes-nothing.ts'
import { dustNeverFalls } from './dust-never-falls.ts'
import { indexSumsItsPayments } from './index-sums-its-payments.ts'
import { paymentsKeepTheirCadence } from './payments-keep-their-cadence.ts'
import { positionPaysItsFunding } from './position-pays-its-funding.ts'
import { premiumIsOfTheMarket } from './premium-is-of-the-market.ts'
import { rateFollowsItsRule } from './rate-follows-its-rule.ts'

/** What funding moves between accounts. */
export const FUNDING_WATCHED_LAWS: readonly ScenarioLaw[] = [
  dustNeverFalls,
  positionPaysItsFunding,
  indexSumsItsPayments,
  premiumIsOfTheMarket,
  rateFollowsItsRule,
  paymentsKeepTheirCadence,
  cadenceChangesNothing,
]
