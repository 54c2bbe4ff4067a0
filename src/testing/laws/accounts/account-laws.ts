import type { ScenarioLaw } from '../../law.ts'

/** What accounts may do and must hold: entry, margin, fees, withdrawals, limits. */
export const ACCOUNT_LAWS: readonly ScenarioLaw[] = []
