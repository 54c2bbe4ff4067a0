import type { MarketSpec } from '../market/market-spec.ts'
import type { Simulation } from '../simulation/simulation.ts'

/** One arm of a study: an engine with the liquidity behind it. */
export interface StudyArm {
  /** `'amm'`, `'ladder'`, `'book'`: as `--engine` names it. */
  readonly arm: string
  /** `'virtual-amm'`, `'order-book'`. */
  readonly engine: string
  /** One sentence: what stands behind the quotes. */
  readonly description: string
  /** Atoms of capital behind the quotes. */
  readonly capital: number
}

/** What a study runs: the arms of one scenario, built anew for each seed. */
export interface Study {
  readonly name: string
  /** The scenario as text, defaults filled in: reads back as itself. */
  readonly source: string
  /** The scenario's own seed: the first that is run. */
  readonly seed: number
  /** The first market, which is the one that reports show. */
  readonly market: MarketSpec
  /** Milliseconds simulated. */
  readonly horizon: number
  readonly warnings: readonly string[]
  /** Conditions on the metrics of every run: `deficit == 0`. */
  readonly properties: readonly string[]
  /** The first is what the others are compared with. */
  readonly arms: readonly StudyArm[]
  /** A run before its first block. */
  build(arm: string, seed: number): Promise<Simulation>
  /** The same without anybody but those who rest quotes, for measuring what they offer before the first trade. */
  buildQuotes(arm: string, seed: number): Promise<Simulation>
}
