import type { Latency } from '../chain/latency.ts'
import type { Behaviour } from '../traders/behaviour.ts'

/** A list of traders of one behaviour in one market, as the simulation runs it. */
export interface TraderGroup {
  /** As reports name it: `'noise'`, `'market-maker'`, … */
  readonly name: string
  readonly behaviour: Behaviour
  readonly market: number
  readonly latency: Latency
  /** False: its members may not rest orders, even where the engine would let them: they trade the basis. */
  readonly rests: boolean
  /**
   * True: its only member trades from the market's pool account, with the capital of `poolDeposits`: margin does not bind
   * it, its backing does, as for a virtual AMM. Its first orders rest before the first block, outside any block's gas.
   * A ladder cut from a curve stands against the curve itself this way.
   */
  readonly asPool: boolean
  /** True: each execution is recorded, and its cost is split in the results. */
  readonly probe: boolean
}

/** A group with its place among accounts and in the queue of wake-ups. */
export interface SeatedGroup extends TraderGroup {
  /** Number of the group in the scenario's list. */
  readonly group: number
  /** Account of member 0; the others follow. */
  readonly firstAccount: number
  /** Trader number of member 0 in the queue of wake-ups. */
  readonly firstTrader: number
}
