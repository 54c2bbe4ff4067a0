import type { ScenarioLaw } from '../../law.ts'
import { guardsStopWhatTheySay } from './guards-stop-what-they-say.ts'
import { indexFollowsItsSources } from './index-follows-its-sources.ts'
import { markFollowsItsRule } from './mark-follows-its-rule.ts'
import { nothingOpensWhilePaused } from './nothing-opens-while-paused.ts'
import { publicationHasItsRange } from './publication-has-its-range.ts'

/** What may be published as index and mark. */
export const ORACLE_WATCHED_LAWS: readonly ScenarioLaw[] = [
  indexFollowsItsSources,
  publicationHasItsRange,
  guardsStopWhatTheySay,
  nothingOpensWhilePaused,
  markFollowsItsRule,
]
