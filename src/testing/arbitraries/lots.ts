import fc from 'fast-check'

/**
 * Sizes of orders in whole lots, from 1 to `most`: mostly whole hundreds, some of a few lots, some of any size.
 * Shrinks to 100 lots, and where `most` is less to 1.
 *
 * @param most - largest size; at least 1
 * @example
 * ```ts
 * fc.assert(fc.property(lots(9000), (size) => engine.quote(BUY, size, 0) <= size))
 * ```
 */
export const lots = (most = 9000): fc.Arbitrary<number> => {
  const few = fc.integer({ min: 1, max: Math.min(20, most) })
  if (most < 100) return few
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: Math.floor(most / 100) }).map((x) => x * 100) },
    { weight: 1, arbitrary: few },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: most }) },
  )
}
