import type { Stateful } from '../market/stateful.ts'

/** What mark rules read, price micro-units, 0 where there is none: a part of the market's view, and two prices from outside it. */
export interface MarkInput {
  /** The index as published. */
  readonly index: number
  /** Middle of the engine's best bid and ask. */
  readonly mid: number
  readonly bestBid: number
  readonly bestAsk: number
  /** Price of the market's last fill. */
  readonly lastTrade: number
  /** The perpetual's price at external venues. */
  readonly externalPerp: number
}

/**
 * How a market's mark price is made: the price of margin and profit. A rule with memory may be asked more than once at
 * the same time; each of its averages moves only at the first answer that finds something to average.
 */
export interface MarkRule extends Stateful {
  /**
   * Price micro-units; 0 while no index is published. Called at times that never run backwards.
   *
   * @throws RangeError when they do
   */
  mark(input: MarkInput, now: number): number
}
