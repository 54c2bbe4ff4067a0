export { accountLaws } from './account-laws.ts'
export { allLaws } from './all-laws.ts'
export { type AccountOptions, accounts } from './arbitraries/accounts.ts'
export { durations } from './arbitraries/durations.ts'
export { type EngineOrder, type EngineOrderOptions, engineOrders } from './arbitraries/engine-orders.ts'
export { lots } from './arbitraries/lots.ts'
export { marginTables } from './arbitraries/margin-tables.ts'
export type { MarketGrid } from './arbitraries/market-grid.ts'
export { money } from './arbitraries/money.ts'
export { type OracleFaultOptions, oracleFaultSteps, oracleFaults } from './arbitraries/oracle-faults.ts'
export { ORDER_TYPES, type OrderType } from './arbitraries/order-drafts.ts'
export { type OrderOperation, type OrderSequenceOptions, orderSequences } from './arbitraries/order-sequences.ts'
export { type OrderOptions, orders } from './arbitraries/orders.ts'
export { pathSteps, pathWaypoints } from './arbitraries/path-text.ts'
export { CROWD_KINDS, type CrowdKind, type PopulationOptions, populations } from './arbitraries/populations.ts'
export { priceMoves } from './arbitraries/price-moves.ts'
export {
  PATH_KINDS,
  type PathKind,
  type PathMove,
  type PricePath,
  type PricePathOptions,
  pricePaths,
} from './arbitraries/price-paths.ts'
export { type PriceTextGrid, priceTexts } from './arbitraries/price-texts.ts'
export { type PriceGrid, prices } from './arbitraries/prices.ts'
export { rates } from './arbitraries/rates.ts'
export { ticksOff } from './arbitraries/ticks-off.ts'
export { type TierOptions, tierTexts } from './arbitraries/tier-texts.ts'
export { type RangeChoice, withinRange } from './arbitraries/within-range.ts'
export { accountCases } from './cases/account-cases.ts'
export { crowdCases } from './cases/crowd-cases.ts'
export { labScenario } from './cases/lab-scenario.ts'
export { priceCases } from './cases/price-cases.ts'
export { type ScenarioCaseOptions, scenarioCases } from './cases/scenario-cases.ts'
export { scripts } from './cases/script.ts'
export type { ScriptNeeds } from './cases/script-needs.ts'
export { twoMarketScenario } from './cases/two-markets.ts'
export { chainLaws } from './chain-laws.ts'
export { type CheckOptions, type Counterexample, checkLaws, type LawReport } from './check-laws.ts'
export { type CurveSample, curveLaws } from './curve-laws.ts'
export { deleveragingLaws } from './deleveraging-laws.ts'
export { type EngineLawOptions, engineLaws } from './engine-laws.ts'
export { equivalenceLaws } from './equivalence-laws.ts'
export { fundingLaws } from './funding-laws.ts'
export { judgeCase } from './judge.ts'
export type {
  BuildCase,
  ComparedLaw,
  Judgement,
  LawPart,
  LawText,
  Onlookers,
  Ruling,
  ScenarioCase,
  ScenarioLaw,
  Violation,
  WatchedLaw,
} from './law.ts'
export { type Law, LawBroken, lawOver, lawsOver } from './law-property.ts'
export type { Requirement } from './laws/margin/requirement-shape.ts'
export { marginLaws } from './margin-laws.ts'
export { oracleLaws } from './oracle-laws.ts'
export { protocolLaws } from './protocol-laws.ts'
export { SCENARIO_LAWS } from './scenario-laws.ts'
export type { RestingBook, RestingOrder } from './watch/resting-book.ts'
export type { RunInView } from './watch/run-in-view.ts'
export type { TapeEntry } from './watch/tape-entry.ts'
export type { BuildChoice } from './watch/watched-run.ts'
export type { Watcher } from './watch/watcher.ts'
