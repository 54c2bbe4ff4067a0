import type { MarketSpec } from '../market/market-spec.ts'
import type { CostOfSize } from '../simulation/cost-by-size.ts'
import type { Series } from '../simulation/recorder.ts'
import type { RunResult } from '../simulation/run-result.ts'
import type { ImpactCurve } from './impact-curve.ts'
import type { Interval } from './interval.ts'

/** One arm of the comparison: an engine with its liquidity, and its runs. */
export interface ArmResult {
  /** `'amm'`, `'ladder'`, `'book'`: as `--engine` names it. */
  readonly arm: string
  readonly engine: string
  /** One sentence: what stands behind the quotes. */
  readonly description: string
  /** Atoms of capital behind the quotes, the same in all arms. */
  readonly capital: number
  /** Atoms that move the marginal price by 100 bps before the first trade, by side. */
  readonly depthAtStart: { readonly bid: number; readonly ask: number }
  /** Before the first trade of makers' orders has rested; both sides. */
  readonly impact: ImpactCurve
  /** By seed, in the order of `Comparison.seeds`. */
  readonly runs: readonly RunResult[]
  /** Costs of all seeds added up. */
  readonly costs: readonly CostOfSize[]
}

/** One metric over the seeds: each arm's mean, and differences paired by seed. */
export interface MetricRow {
  readonly metric: string
  readonly unit: 'atoms' | 'count' | 'fraction' | 'bps'
  /** In the order of `Comparison.arms`. */
  readonly arms: readonly Interval[]
  /** Each arm's paired difference from the first arm; the first's is left out. */
  readonly differences: readonly Interval[]
}

/** Everything that `compare` found. JSON-serialisable but for the typed arrays of the series. */
export interface Comparison {
  readonly scenario: string
  /** Human text of the scenario as it was run, defaults filled in. */
  readonly source: string
  readonly seeds: readonly number[]
  /** False when it was interrupted: the finished seeds are here. */
  readonly complete: boolean
  readonly market: MarketSpec
  /** Milliseconds simulated. */
  readonly horizon: number
  readonly arms: readonly ArmResult[]
  readonly metrics: readonly MetricRow[]
  /** Plain sentences: warnings of the scenario, intervals that contain zero, quantiles refused. */
  readonly notes: readonly string[]
}

/** The series of the first seed, which charts show. */
export const shownSeries = (arm: ArmResult): Series | undefined => arm.runs[0]?.series
