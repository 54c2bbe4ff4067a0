import { compareProducts } from '../../numeric/compare-products.ts'
import type { Fraction } from '../../numeric/fraction.ts'
import { mulDivRemainder } from '../../numeric/mul-div.ts'
import { LARGEST } from './curve.ts'

// Hot: no method allocates.

/** Price of the newest snapshot, and of the newest of an earlier block, each as numerator and denominator. */
const NEWEST = 0
const EARLIER = 2
/** Block of the newest snapshot. */
const NEWEST_BLOCK = 4
/** 1 once an earlier block left a snapshot. */
const HAS_EARLIER = 5

/** How many cells a band keeps. */
export const BAND_CELLS = 6

/**
 * The band about a reference price that a virtual AMM may not leave within one block (Perpetual Protocol v1,
 * `checkIsOverBlockFluctuationLimit`). The reference is the price after the last trade of an earlier block; while only
 * one block has ever traded, its own last price is the reference. Bounds belong to the band. All comparisons are exact.
 */
export class BlockBand {
  /** Live state, `BAND_CELLS` long. */
  readonly cells: Float64Array = new Float64Array(BAND_CELLS)
  readonly #up: number
  readonly #down: number
  readonly #whole: number
  readonly #rest = new Float64Array(2)

  /** @param width - share of the reference price on either side, above 0, below 1 */
  constructor(width: Fraction) {
    this.#whole = width.d
    this.#up = width.d + width.n
    this.#down = width.d - width.n
  }

  /** Forgets all snapshots but this price, as at a start. */
  reset(block: number, numerator: number, denominator: number): void {
    const cells = this.cells
    cells[NEWEST] = cells[EARLIER] = numerator
    cells[NEWEST + 1] = cells[EARLIER + 1] = denominator
    cells[NEWEST_BLOCK] = block
    cells[HAS_EARLIER] = 0
  }

  /** Takes the price after a trade. */
  note(block: number, numerator: number, denominator: number): void {
    const cells = this.cells
    if (cells[NEWEST_BLOCK] !== block) {
      cells[EARLIER] = cells[NEWEST]
      cells[EARLIER + 1] = cells[NEWEST + 1]
      cells[NEWEST_BLOCK] = block
      cells[HAS_EARLIER] = 1
    }
    cells[NEWEST] = numerator
    cells[NEWEST + 1] = denominator
  }

  /** Does a price lie within the band that holds in `block`? */
  contains(block: number, numerator: number, denominator: number): boolean {
    const cells = this.cells
    const at = cells[NEWEST_BLOCK] === block && cells[HAS_EARLIER] === 1 ? EARLIER : NEWEST
    return (
      this.#below(cells[at], cells[at + 1], numerator, denominator) &&
      this.#above(cells[at], cells[at + 1], numerator, denominator)
    )
  }

  /** n/d <= rn/rd * up/whole, as n*whole/up <= rn*d/rd: the left side fits, a right side that does not is larger. */
  #below(rn: number, rd: number, n: number, d: number): boolean {
    if (compareProducts(rn, d, rd, LARGEST) > 0) return true
    const rest = this.#rest
    const left = mulDivRemainder(n, this.#whole, this.#up, 0, rest, 0)
    const right = mulDivRemainder(rn, d, rd, 0, rest, 1)
    return left !== right ? left < right : compareProducts(rest[0], rd, rest[1], this.#up) <= 0
  }

  /** n/d >= rn/rd * down/whole, as n*rd/rn >= d*down/whole: the right side fits, a left side that does not is larger. */
  #above(rn: number, rd: number, n: number, d: number): boolean {
    if (compareProducts(n, rd, rn, LARGEST) > 0) return true
    const rest = this.#rest
    const left = mulDivRemainder(n, rd, rn, 0, rest, 0)
    const right = mulDivRemainder(d, this.#down, this.#whole, 0, rest, 1)
    return left !== right ? left > right : compareProducts(rest[0], this.#whole, rest[1], rn) >= 0
  }
}
