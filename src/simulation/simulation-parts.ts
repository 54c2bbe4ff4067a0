import type { BlockClock } from '../chain/block-clock.ts'
import type { GasTable } from '../chain/gas-table.ts'
import type { Mempool } from '../chain/mempool.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { LiquidationSearch } from '../exchange/liquidation-search.ts'
import type { Liquidations } from '../exchange/liquidations.ts'
import type { Waterfall } from '../exchange/waterfall.ts'
import type { FundTerms } from '../insurance/fund.ts'
import type { MarketParts } from './market-feed.ts'
import type { ScriptedAction } from './scripted-action.ts'
import type { MarketTerms } from './sight-of.ts'
import type { SimulationObserver } from './simulation-observer.ts'
import type { TraderGroup } from './trader-group.ts'

/** Everything a run is made of, built and empty: the scenario's modules for one engine and one seed. */
export interface SimulationParts {
  /** Names the run: scenario, arm and seed; checkpoints of another are refused. */
  readonly key: string
  readonly seed: number
  /** Milliseconds at which the run begins and ends; blocks after the end are not made. */
  readonly start: number
  readonly end: number
  readonly exchange: Exchange
  readonly search: LiquidationSearch
  readonly waterfall: Waterfall
  readonly liquidations: Liquidations
  readonly markets: readonly MarketParts[]
  readonly terms: readonly MarketTerms[]
  readonly groups: readonly TraderGroup[]
  readonly clock: BlockClock
  /** Expected milliseconds between blocks. */
  readonly blockTime: number
  readonly mempool: Mempool
  readonly gas: GasTable
  readonly baseFee: number
  readonly fund: FundTerms
  /** Atoms that each market's pool begins with; 0 for a book. */
  readonly poolDeposits: readonly number[]
  /** Atoms that the backstop vault begins with. */
  readonly vaultDeposit: number
  /** Account that pays for re-centring a virtual AMM, up to what it holds. */
  readonly recentringPayer: number
  readonly steps: readonly ScriptedAction[]
  /** Milliseconds between recorded samples. */
  readonly recordEvery: number
  /** Upper bounds in atoms of the classes that execution costs are reported by. */
  readonly costClasses: readonly number[]
  /** Adds the books up after every block instead of at the end only. */
  readonly auditEveryBlock: boolean
  /** Sees every part of every block; nobody when left out. */
  readonly observer?: SimulationObserver
}
