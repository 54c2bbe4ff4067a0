import { BUY, type Side } from '../../market/side.ts'
import { compareProducts } from '../../numeric/compare-products.ts'
import { applyUp, type Fraction } from '../../numeric/fraction.ts'
import { mulDivDown, mulDivUp } from '../../numeric/mul-div.ts'
import { type Curve, LARGEST } from './curve.ts'

// Hot: no method allocates.

/**
 * What a taker pays on top of the curve's quote (buy) or leaves behind of it (sell): a share of the quote, rounded up.
 * It goes to the pool with the rest of the fill; the curve moves by its own amounts alone.
 */
export class Spread {
  readonly #share: Fraction

  /** @param share - of the quote, from 0 to below 1; half the quoted spread */
  constructor(share: Fraction) {
    this.#share = share
  }

  /** What a taker pays or receives when the curve moves by `atoms`. Also for prices. */
  added(side: Side, atoms: number): number {
    const spread = applyUp(this.#share, atoms)
    return side === BUY ? atoms + spread : atoms - spread
  }

  /** Atoms by which the curve moves when a taker pays or receives exactly `atoms`: down for a buy, up for a sell. */
  removed(side: Side, atoms: number): number {
    const { n, d } = this.#share
    if (n === 0) return atoms
    if (side === BUY) return mulDivDown(atoms, d, d + n)
    return compareProducts(atoms, d, d - n, LARGEST) > 0 ? LARGEST : mulDivUp(atoms, d, d - n)
  }

  /** Most atoms by which a buy may move the curve, so that what it pays fits 2^53 - 1 too. */
  spendable(curve: Curve): number {
    return Math.min(curve.spendable(), mulDivDown(LARGEST, this.#share.d, this.#share.d + this.#share.n) - 1)
  }

  /** Lots whose price with the spread is no worse than `limit` price units: the curve's own price may reach limit / (1 +- spread). */
  lotsToLimit(curve: Curve, side: Side, limit: number): number {
    const { n, d } = this.#share
    const share = side === BUY ? d + n : d - n
    if (limit * d <= LARGEST) return curve.lotsToPrice(side, limit * d, share)
    const bound = side === BUY ? mulDivDown(limit, d, share) : mulDivUp(limit, d, share)
    return curve.lotsToPrice(side, bound, 1)
  }

  /** Lots that a budget buys, or that must be sold for it; 0 where there are none, or the curve cannot move so far. */
  lotsForBudget(curve: Curve, side: Side, budget: number): number {
    if (budget <= 0) return 0
    const moved = this.removed(side, budget)
    if (side === BUY) return moved > this.spendable(curve) ? 0 : curve.lotsForQuoteIn(moved)
    return moved > curve.payable() ? 0 : curve.lotsForQuoteOut(moved)
  }
}
