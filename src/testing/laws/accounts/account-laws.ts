import type { ScenarioLaw } from '../../law.ts'
import { bystanders } from './bystanders.ts'
import { explainedBalances } from './explained-balances.ts'
import { feeShares } from './fee-shares.ts'
import { liquidationSearchFindsAll } from './liquidation-search-finds-all.ts'
import { marginAtEntry } from './margin-at-entry.ts'
import { marginAtMatch } from './margin-at-match.ts'
import { moneyInAndOut } from './money-in-and-out.ts'
import { ordersInGoodForm } from './orders-in-good-form.ts'
import { ordersMarginSees } from './orders-margin-sees.ts'
import { pauses } from './pauses.ts'
import { positionsFollowFills } from './positions-follow-fills.ts'
import { refusedWhole } from './refused-whole.ts'
import { tradingCaps } from './trading-caps.ts'

/** What accounts may do and must hold: entry, margin, fees, withdrawals, limits. */
export const ACCOUNT_LAWS: readonly ScenarioLaw[] = [
  explainedBalances,
  positionsFollowFills,
  refusedWhole,
  ordersMarginSees,
  feeShares,
  moneyInAndOut,
  ordersInGoodForm,
  pauses,
  tradingCaps,
  marginAtEntry,
  marginAtMatch,
  bystanders,
  liquidationSearchFindsAll,
]
