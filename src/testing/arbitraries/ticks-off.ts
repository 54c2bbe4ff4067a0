import fc from 'fast-check'

/**
 * Distances of a limit from the true price in ticks, signed: mostly up to 5, some up to `most`. Shrinks to 0.
 *
 * @param most - furthest distance; at least 5
 */
export const ticksOff = (most = 400): fc.Arbitrary<number> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0 - most, max: most }) },
  )
