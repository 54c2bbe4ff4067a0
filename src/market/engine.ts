import type { Clearing } from './clearing.ts'
import type { Side } from './side.ts'
import type { Stateful } from './stateful.ts'

/**
 * A matching engine of one market: where orders meet. Hot: `submit`, `cancel`, `replace` allocate nothing.
 * It is built with a `Clearing` and shares its cell. Lots and prices are integers (price in price units:
 * one quote atom per lot); an engine never holds money, its clearing moves it.
 */
export interface Engine extends Stateful {
  /** `'order-book'`, `'virtual-amm'`, …: as scenarios name it. */
  readonly kind: string
  /**
   * Takes an order. `limit` is the worst price at which any lot may trade, 0 with `MARKET`.
   * `expiry` is a time in milliseconds, 0 for good-til-cancelled.
   * @returns > 0 the handle under which the rest now rests, 0 nothing rests, < 0 a refusal (of what was not filled before it)
   */
  submit(owner: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number
  /** Takes the order away. @returns the lots it had left, or a refusal */
  cancel(handle: number): number
  /** Changes lots left and price. A smaller size at the same price keeps its place. @returns the handle (new or kept), 0 when it filled at once, or a refusal */
  replace(handle: number, lots: number, price: number): number
  /** What trading `lots` at no worse than `limit` (0: any) would do. @returns the lots available; `cell[COST]`, `cell[AFTER]` are set. Changes nothing. */
  quote(side: Side, lots: number, limit: number): number
  /** The most lots that a taker on `side` gets for (buy) or needs to sell for (sell) `cell[BUDGET]` atoms within `limit` (0: any). */
  lotsFor(side: Side, limit: number): number
  /** Best price offered by that side's resting interest, in price micro-units; 0 where there is none. For a virtual AMM, the marginal price with its spread. */
  best(side: Side): number
  /** Middle of the two bests in price micro-units; 0 when either is missing. */
  mid(): number
  /** Writes up to `levels` pairs (price micro-units, lots) of that side, best first, into `out`. @returns how many levels were written */
  depth(side: Side, levels: number, out: Float64Array): number
  /** A new block begins; `milliseconds` is its time. Expired orders go. */
  openBlock(block: number, milliseconds: number): void
  /** The block ends; engines that take a reference at block ends do it here. */
  closeBlock(): void
  /** The published index changed. */
  onIndex(indexPrice: number): void
  /** Engines that can be moved onto the index: is it time? */
  recentringDue?(): boolean
  /** Moves onto the published index, for at most `budget` atoms. @returns what it cost (negative: gained), for the caller to book */
  recentre?(budget: number): number
  /** Marks the present state; `revert` returns to it (one level). */
  save(): void
  revert(): void
}

/** Builds an engine on a market's clearing; `pool` is the account that an engine with inventory of its own trades from. */
export type EngineFactory = (clearing: Clearing, pool: number) => Engine
