import type { ScenarioLaw } from '../../law.ts'

/** What an engine promises to the exchange that it trades on. */
export const ENGINE_WATCHED_LAWS: readonly ScenarioLaw[] = []
