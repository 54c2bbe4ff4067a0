import { MICROS_PER_UNIT } from '../market/price.ts'
import type { StateArray } from '../market/stateful.ts'
import { applyDown, applyUp, type Fraction } from '../numeric/fraction.ts'
import { mulDivDown, mulDivUp } from '../numeric/mul-div.ts'

/** A hedge as it stands. */
export interface HedgePosition {
  /** Signed lots held at the external venue. */
  readonly lots: number
  /** Quote atoms received less paid there. */
  readonly cash: number
  /** Quote atoms: cash and the lots at the price last seen there, rounded down. */
  readonly profit: number
}

/**
 * Positions at an external venue, outside of the exchange's ledger: it fills any size at its price plus a cost when
 * buying, less the cost when selling, each rounded against the trader.
 */
export class ExternalHedge {
  readonly #cost: Fraction
  readonly #lots: Float64Array
  readonly #cash: Float64Array
  readonly #price: Float64Array

  constructor(members: number, cost: Fraction) {
    this.#cost = cost
    this.#lots = new Float64Array(members)
    this.#cash = new Float64Array(members)
    this.#price = new Float64Array(members)
  }

  /** Trades until the member holds `lots` (signed) there. @param price - micro-units at the venue */
  follow(member: number, lots: number, price: number): void {
    this.#price[member] = price
    const change = lots - this.#lots[member]
    if (change === 0) return
    const { n, d } = this.#cost
    const paid =
      change > 0
        ? mulDivUp(change, applyUp({ n: d + n, d }, price), MICROS_PER_UNIT)
        : mulDivUp(change, applyDown({ n: d - n, d }, price), MICROS_PER_UNIT)
    this.#cash[member] -= paid
    this.#lots[member] = lots
  }

  position(member: number): HedgePosition {
    const lots = this.#lots[member]
    const cash = this.#cash[member]
    return { lots, cash, profit: cash + mulDivDown(lots, this.#price[member], MICROS_PER_UNIT) }
  }

  state(): Readonly<Record<string, StateArray>> {
    return { hedgeLots: this.#lots, hedgeCash: this.#cash, hedgePrice: this.#price }
  }
}
