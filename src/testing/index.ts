export { allLaws } from './all-laws.ts'
export { labScenario } from './cases/lab-scenario.ts'
export { type ScenarioCaseOptions, scenarioCases } from './cases/scenario-cases.ts'
export { type CheckOptions, type Counterexample, checkLaws, type LawReport } from './check-laws.ts'
export { judgeCase } from './judge.ts'
export type {
  BuildCase,
  ComparedLaw,
  Judgement,
  LawPart,
  LawText,
  Ruling,
  ScenarioCase,
  ScenarioLaw,
  Violation,
  WatchedLaw,
} from './law.ts'
export { type Law, LawBroken, lawOver, lawsOver } from './law-property.ts'
export { protocolLaws } from './protocol-laws.ts'
export { SCENARIO_LAWS } from './scenario-laws.ts'
export type { RestingBook, RestingOrder } from './watch/resting-book.ts'
export type { RunInView } from './watch/run-in-view.ts'
export type { TapeEntry } from './watch/tape-entry.ts'
export type { BuildChoice } from './watch/watched-run.ts'
export type { Watcher } from './watch/watcher.ts'
