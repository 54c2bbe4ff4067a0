import type { ScenarioLaw } from '../../law.ts'

/** What funding moves between accounts. */
export const FUNDING_WATCHED_LAWS: readonly ScenarioLaw[] = []
