import type { ScenarioLaw } from '../../law.ts'

/** Runs that differ in a stated way, and what must be the same. */
export const COMPARED_LAWS: readonly ScenarioLaw[] = []
