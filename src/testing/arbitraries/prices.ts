import fc from 'fast-check'

/** Where prices lie, in price units (quote atoms per lot). */
export interface PriceGrid {
  /** Price units of a tick; at least 1. @defaultValue 1 */
  readonly tickUnits?: number
  /** Price that they lie about; a whole number of ticks. */
  readonly about: number
  /** Furthest distance from it as a multiple of it, up to 1. @defaultValue 0.5 */
  readonly spread?: number
}

/**
 * Prices in whole price units, each a whole number of ticks and at least one, at most `spread` off `about`: most within 5
 * ticks of it. Shrinks to `about`.
 *
 * @example
 * ```ts
 * fc.assert(fc.property(prices({ about: 1_000_000, tickUnits: 100 }), (price) => price % 100 === 0))
 * ```
 */
export const prices = ({ tickUnits = 1, about, spread = 0.5 }: PriceGrid): fc.Arbitrary<number> => {
  const middle = Math.max(1, Math.round(about / tickUnits))
  const furthest = Math.max(0, Math.min(middle - 1, Math.floor(middle * spread)))
  const near = Math.min(5, furthest)
  return fc
    .oneof(
      { withCrossShrink: true },
      { weight: 3, arbitrary: fc.integer({ min: 0 - near, max: near }) },
      { weight: 1, arbitrary: fc.integer({ min: 0 - furthest, max: furthest }) },
    )
    .map((ticks) => (middle + ticks) * tickUnits)
}
