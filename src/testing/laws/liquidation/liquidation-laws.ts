import type { ScenarioLaw } from '../../law.ts'

/** Who is liquidated, by how much, and who takes lots and losses. */
export const LIQUIDATION_LAWS: readonly ScenarioLaw[] = []
