import { AFTER, BUDGET, COST } from '../../market/clearing.ts'
import { MICROS_PER_UNIT } from '../../market/price.ts'
import { BUY, type Side } from '../../market/side.ts'
import { NO_ASK, NO_BID, type PriceLadder } from './price-ladder.ts'

/**
 * What the levels of a ladder offer, read without changing anything. A quote knows no account: it does not foresee
 * self-trade prevention, makers that fail their margin check, or reduce-only makers that will be clipped.
 */
export class BookDepth {
  readonly #ladder: PriceLadder
  readonly #tickUnits: number

  constructor(ladder: PriceLadder, tickUnits: number) {
    this.#ladder = ladder
    this.#tickUnits = tickUnits
  }

  /** Best price of that side's resting orders, price micro-units; 0 without one. */
  best(side: Side): number {
    const tick = side === BUY ? this.#ladder.bestBid : this.#ladder.bestAsk
    return this.#isLevel(tick) ? tick * this.#tickUnits * MICROS_PER_UNIT : 0
  }

  /** Middle of the bests, price micro-units; 0 for a one-sided or empty book. */
  mid(): number {
    const { bestBid, bestAsk } = this.#ladder
    if (bestBid === NO_BID || bestAsk === NO_ASK) return 0
    return (bestBid + bestAsk) * this.#tickUnits * (MICROS_PER_UNIT / 2)
  }

  /** Writes up to `levels` pairs (price micro-units, lots) of that side, best first. @returns the levels written */
  depth(side: Side, levels: number, out: Float64Array): number {
    const ladder = this.#ladder
    let tick = side === BUY ? ladder.bestBid : ladder.bestAsk
    let written = 0
    while (written < levels && this.#isLevel(tick)) {
      out[2 * written] = tick * this.#tickUnits * MICROS_PER_UNIT
      out[2 * written + 1] = ladder.lotsAt(tick)
      written++
      tick = ladder.worseThan(side, tick)
    }
    return written
  }

  /**
   * Walks the levels that a taker on `side` would take.
   * `cell[COST]`: quote atoms; `cell[AFTER]`: price micro-units of the next lot (of the last one, when no level is left; 0 for an empty side).
   * @returns the lots available, at most `lots`
   */
  quote(side: Side, lots: number, limitTick: number, cell: Float64Array): number {
    const ladder = this.#ladder
    const other = (side ^ 1) as Side
    let tick = side === BUY ? ladder.bestAsk : ladder.bestBid
    let after = 0
    let left = lots
    let cost = 0
    while (this.#isLevel(tick)) {
      after = tick
      if (left === 0 || !this.#isWithin(side, tick, limitTick)) break
      const available = ladder.lotsAt(tick)
      const taken = Math.min(left, available)
      left -= taken
      cost += taken * (tick * this.#tickUnits)
      if (taken < available) break
      tick = ladder.worseThan(other, tick)
    }
    cell[COST] = cost
    cell[AFTER] = after * this.#tickUnits * MICROS_PER_UNIT
    return lots - left
  }

  /**
   * Lots for `cell[BUDGET]` atoms: the most that a buyer can pay for, the fewest that bring a seller so much
   * (all there are, when they bring less).
   */
  lotsFor(side: Side, limitTick: number, cell: Float64Array): number {
    const ladder = this.#ladder
    const other = (side ^ 1) as Side
    let tick = side === BUY ? ladder.bestAsk : ladder.bestBid
    let budget = cell[BUDGET]
    let lots = 0
    while (budget > 0 && this.#isLevel(tick) && this.#isWithin(side, tick, limitTick)) {
      const price = tick * this.#tickUnits
      const affordable = side === BUY ? Math.floor(budget / price) : Math.ceil(budget / price)
      const available = ladder.lotsAt(tick)
      if (affordable <= available) return lots + affordable
      lots += available
      budget -= available * price
      tick = ladder.worseThan(other, tick)
    }
    return lots
  }

  #isLevel(tick: number): boolean {
    return tick !== NO_BID && tick !== NO_ASK
  }

  #isWithin(side: Side, tick: number, limitTick: number): boolean {
    return side === BUY ? tick <= limitTick : tick >= limitTick
  }
}
