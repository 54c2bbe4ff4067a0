import type { MarketGrid } from '../arbitraries/market-grid.ts'

/** What a script needs of the scenario that it is for. */
export interface ScriptNeeds {
  /** With their prices at the start. */
  readonly markets: readonly MarketGrid[]
  /** Members of the one list of traders. */
  readonly members: number
  /** Milliseconds between blocks. */
  readonly blockTime: number
  /** Largest size of one order in lots. */
  readonly mostLots: number
  /** Largest deposit or withdrawal, quote units. */
  readonly mostMoney: number
}
