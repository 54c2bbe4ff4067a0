// Hot: asked at each order and match; numbers only.
import { BEYOND_CAP, OUTSIDE_BAND } from '../market/refusal.ts'
import { BUY, type Side } from '../market/side.ts'
import { compareProducts } from '../numeric/compare-products.ts'
import type { Fraction } from '../numeric/fraction.ts'

/**
 * May a position grow so far? Shrinking is always allowed, also from above the cap.
 * @param before - signed lots now
 * @param after - signed lots after the trade
 * @param cap - lots, `Infinity` for none
 * @returns 0, or `BEYOND_CAP`
 */
export const positionCap = (before: number, after: number, cap: number): number =>
  Math.abs(after) > cap && Math.abs(after) > Math.abs(before) ? BEYOND_CAP : 0

/**
 * May the market's open interest (one side's lots) grow so far? Trades that do not raise it are always allowed.
 * @returns 0, or `BEYOND_CAP`
 */
export const openInterestCap = (before: number, after: number, cap: number): number =>
  after > cap && after > before ? BEYOND_CAP : 0

/**
 * Does a price lie within `band` of the reference on both sides? The edge is inside.
 * @param price - in the reference's unit
 * @param reference - > 0; index or mark
 * @returns 0, or `OUTSIDE_BAND`
 */
export const priceBand = (price: number, reference: number, band: Fraction): number =>
  compareProducts(Math.abs(price - reference), band.d, reference, band.n) > 0 ? OUTSIDE_BAND : 0

/**
 * Does a resting order stay on the safe side of the band: a bid not too far above the reference, an ask not too far
 * below it? Orders far away on the other side harm nobody (Mango v4 `is_price_valid` for posted orders).
 * @returns 0, or `OUTSIDE_BAND`
 */
export const aggressivePriceBand = (side: Side, price: number, reference: number, band: Fraction): number =>
  (side === BUY) === price > reference ? priceBand(price, reference, band) : 0
