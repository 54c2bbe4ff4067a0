import fc from 'fast-check'

/**
 * Moves of the true price in whole basis points, signed: whole percents up to 15, tens of percents from -60 to 80, and some
 * of any size from -90 % to 200 %. Shrinks to 0, the price that stays.
 *
 * @example
 * ```ts
 * const step = priceMoves().map((bps) => ({ at: '1s', do: 'move-price' as const, by: `${bps}bps` }))
 * ```
 */
export const priceMoves = (): fc.Arbitrary<number> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.integer({ min: -15, max: 15 }).map((x) => x * 100) },
    { weight: 2, arbitrary: fc.integer({ min: -6, max: 8 }).map((x) => x * 1000) },
    { weight: 1, arbitrary: fc.integer({ min: -9000, max: 20_000 }) },
  )
