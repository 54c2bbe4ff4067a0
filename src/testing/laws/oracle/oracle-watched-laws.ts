import type { ScenarioLaw } from '../../law.ts'

/** What may be published as index and mark. */
export const ORACLE_WATCHED_LAWS: readonly ScenarioLaw[] = []
