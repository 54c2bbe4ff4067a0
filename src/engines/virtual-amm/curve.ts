import type { Side } from '../../market/side.ts'

/**
 * The pricing function of a virtual AMM, over reserves that are whole numbers of lots and quote atoms.
 * Every amount is rounded against the trader, so the reserves never shrink over a round trip and no invariant is stored.
 * Callers stay within `buyable`, `sellable`, `spendable` and `payable`: inside them no answer leaves 2^53 - 1.
 * Hot: nothing here allocates.
 */
export interface Curve {
  /** `'constant-product'`, `'linear'`: as scenarios name it. */
  readonly kind: string
  /** All of the curve's state: live, restored by writing the same numbers back. */
  readonly cells: Float64Array
  /** Lots that traders can buy at most. */
  buyable(): number
  /** Lots that traders can sell at most. */
  sellable(): number
  /** Quote atoms that traders can spend at most. */
  spendable(): number
  /** Quote atoms that the curve can pay at most. */
  payable(): number
  /** Lots from which a trade limit on buys is taken. */
  lotReserve(): number
  /** Quote atoms from which a trade limit on sells is taken. */
  quoteReserve(): number
  /** Quote atoms that buying `lots` costs, rounded up. */
  quoteToBuy(lots: number): number
  /** Quote atoms that selling `lots` yields, rounded down. */
  quoteToSell(lots: number): number
  /** Lots bought by paying `atoms`, rounded down. */
  lotsForQuoteIn(atoms: number): number
  /** Lots that must be sold to receive `atoms`, rounded up. */
  lotsForQuoteOut(atoms: number): number
  /**
   * The most lots a taker on `side` can trade while the marginal price afterwards is no worse for it
   * than `numerator / denominator` price units; 0 where the price is worse already.
   */
  lotsToPrice(side: Side, numerator: number, denominator: number): number
  /** Lots leave the curve for `atoms`: traders bought. */
  bought(lots: number, atoms: number): void
  /** Lots come back to the curve for `atoms`: traders sold. */
  sold(lots: number, atoms: number): void
  /** Marginal price in price units as an exact ratio: its numerator … */
  priceNumerator(): number
  /** … and its denominator, > 0. */
  priceDenominator(): number
  /**
   * Moves the marginal price to `priceMicros` (price micro-units) and keeps the depth about it; nobody trades.
   * @returns false, and changes nothing, where the curve has no such place within 2^53
   */
  moveTo(priceMicros: number): boolean
}

/** Largest whole number that a cell may hold. */
export const LARGEST: number = Number.MAX_SAFE_INTEGER
