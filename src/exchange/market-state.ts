import type { StateArray, Stateful } from '../market/stateful.ts'

/** What is refused in a market at present, as guards and incidents decide. */
export const OPENING_PAUSED: number = 1 << 0
export const LIQUIDATION_PAUSED: number = 1 << 1

/** Prices and switches of all markets, as the exchange's rules read them; written once a block. */
export class MarketState implements Stateful {
  /** Mark price in price units. */
  readonly mark: Float64Array
  /** Published index in price units, nearest; 0 before the first publication. */
  readonly index: Float64Array
  /** Bits of what is paused. */
  readonly paused: Int32Array

  constructor(markets: number) {
    this.mark = new Float64Array(markets)
    this.index = new Float64Array(markets)
    this.paused = new Int32Array(markets)
  }

  state(): Readonly<Record<string, StateArray>> {
    return { mark: this.mark, index: this.index, paused: this.paused }
  }
}
