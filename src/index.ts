export type { EventSink, ExchangeEvent } from './exchange/exchange-event.ts'
export type { MarketSpec } from './market/market-spec.ts'
export type { MarketView } from './market/market-view.ts'
export {
  type Atoms,
  atoms,
  type Lots,
  lots,
  type Milliseconds,
  milliseconds,
  notional,
  type PriceMicros,
  type PriceUnits,
  priceMicros,
  priceUnits,
  type Unit,
} from './numeric/units.ts'
export { comparisonTable } from './report/comparison-table.ts'
export { resultsJson } from './report/results-json.ts'
export { summaryMarkdown } from './report/summary-markdown.ts'
export { type Arm, armsOf } from './scenario/arms.ts'
export { assemble, type RunChoice } from './scenario/assemble.ts'
export { builtInScenarios, type GivenFiles, type LoadedScenario, loadScenario } from './scenario/load-scenario.ts'
export { parseScenario, printScenario, type ReadScenario } from './scenario/parse-scenario.ts'
export { type Scenario, scenarioJsonSchema } from './scenario/scenario.ts'
export { formatScenarioFault, ScenarioError, type ScenarioFault } from './scenario/scenario-error.ts'
export type { Chain } from './scenario/schema/chain-schema.ts'
export type { EngineText, OrderBookText, VirtualAmmText } from './scenario/schema/engines-schema.ts'
export type { FundingText } from './scenario/schema/funding-schema.ts'
export type { Fees, Insurance } from './scenario/schema/insurance-schema.ts'
export type { LiquidationText } from './scenario/schema/liquidation-schema.ts'
export type { Margin } from './scenario/schema/margin-schema.ts'
export type { MarkText } from './scenario/schema/mark-schema.ts'
export type { Market } from './scenario/schema/markets-schema.ts'
export type { OracleText } from './scenario/schema/oracle-schema.ts'
export type { StepText } from './scenario/schema/steps-schema.ts'
export type { TraderText } from './scenario/schema/trader-text.ts'
export type { PayerText, TakerText } from './scenario/schema/waterfall-schema.ts'
export type { CostOfSize } from './simulation/cost-by-size.ts'
export { type BrokenInvariant, InvariantError } from './simulation/invariant-error.ts'
export type { Series } from './simulation/recorder.ts'
export { type Metrics, metricUnits } from './simulation/run-metrics.ts'
export { type ProbeResult, type RunResult, runResult } from './simulation/run-result.ts'
export { Simulation } from './simulation/simulation.ts'
export { type CompareOptions, type CompareProgress, compare, seedsFrom } from './studies/compare.ts'
export type { ArmResult, Comparison, MetricRow } from './studies/comparison.ts'
export { type ImpactCurve, type ImpactPoint, impactCurve } from './studies/impact-curve.ts'
export { type ArmImpact, impactOf } from './studies/impact-of.ts'
export { impactSizes } from './studies/impact-sizes.ts'
export { type Interval, interval } from './studies/interval.ts'
export { ownThreadRunner } from './studies/own-thread-runner.ts'
export { RunFailure, type RunOutcome } from './studies/run-outcome.ts'
export type { Runner } from './studies/runner.ts'
export { type StudyOptions, scenarioStudy } from './studies/scenario-study.ts'
export type { Study, StudyArm } from './studies/study.ts'
