import fc from 'fast-check'

/**
 * Kinds of price paths. `calm`: small moves either way. `trend`: moves in one direction. `jump`: one large move among calm
 * ones, which stays. `gap`: nothing for a while, then one large move, half of which comes back. `spiral`: falls, each deeper
 * than the one before, as liquidations feed them.
 */
export type PathKind = 'calm' | 'trend' | 'jump' | 'gap' | 'spiral'

/** All of them, the mildest first. */
export const PATH_KINDS: readonly PathKind[] = ['calm', 'trend', 'jump', 'gap', 'spiral']

/** A price path: where it starts, and how it moves. `pathWaypoints` and `pathSteps` write it down. */
export interface PricePath {
  readonly kind: PathKind
  /** Quote per base. */
  readonly start: number
  /** In the order of their times. */
  readonly moves: readonly PathMove[]
}

/** A move of the whole price at one moment. */
export interface PathMove {
  /** Milliseconds since the start. */
  readonly at: number
  /** Basis points of the price before it; above -10_000. */
  readonly bps: number
}

/** Which paths are drawn. */
export interface PricePathOptions {
  /** Quote per base. @defaultValue 1000 */
  readonly start?: number
  /** @defaultValue all of `PATH_KINDS` */
  readonly kinds?: readonly PathKind[]
  /** Milliseconds between moves. @defaultValue 1000 */
  readonly every?: number
  /** Most moves. @defaultValue 20 */
  readonly longest?: number
  /** Largest single move of a jump or gap in basis points, up to 9000. @defaultValue 5000 */
  readonly largest?: number
}

type Moves = readonly number[]

/** Basis points of each move, 0 for none. */
const movesOf = (kind: PathKind, longest: number, largest: number): fc.Arbitrary<Moves> => {
  const small = fc.integer({ min: -20, max: 20 })
  const large = fc.oneof(
    fc.integer({ min: 1, max: Math.max(1, Math.floor(largest / 100)) }).map((percents) => percents * 100),
    fc.integer({ min: 0 - largest, max: -100 }),
  )
  const calm = (most: number): fc.Arbitrary<Moves> => fc.array(small, { maxLength: Math.max(0, most) })
  switch (kind) {
    case 'calm':
      return calm(longest)
    case 'trend':
      return fc
        .tuple(
          fc.constantFrom(1, -1),
          fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: Math.max(1, longest) }),
        )
        .map(([sign, sizes]) => sizes.map((size) => sign * size))
    case 'jump': {
      const half = Math.floor((longest - 1) / 2)
      return fc.tuple(calm(half), large, calm(half)).map(([before, jump, after]) => [...before, jump, ...after])
    }
    case 'gap':
      return fc
        .tuple(fc.integer({ min: 1, max: Math.max(1, longest - 2) }), large)
        .map(([silence, jump]) => [...Array<number>(silence).fill(0), jump, 0 - Math.trunc(jump / 2)])
    case 'spiral':
      return fc
        .array(fc.integer({ min: 1, max: 150 }), { minLength: 2, maxLength: Math.max(2, Math.min(12, longest)) })
        .map(deepening)
  }
}

/** Falls, each deeper than the one before by what was drawn for it. */
const deepening = (deeper: Moves): Moves => {
  let fall = 0
  return deeper.map((more) => {
    fall += more
    return 0 - fall
  })
}

/**
 * Price paths of five kinds: the same path as waypoints of `prices` (`pathWaypoints`) and as `move-price` steps
 * (`pathSteps`). Shrinks to the first of `kinds`, fewer and smaller moves: of `calm` to a price that stays, of `trend` to a
 * rise of 1 bp, of `jump` to one of 1 %, of `gap` to one of 1 % after one silent moment, of `spiral` to two falls of 1 and
 * 2 bps.
 *
 * @example
 * ```ts
 * const cases = pricePaths().map((path) => labScenario({ steps: pathSteps(path) }))
 * ```
 */
export const pricePaths = (options: PricePathOptions = {}): fc.Arbitrary<PricePath> => {
  const { start = 1000, kinds = PATH_KINDS, every = 1000, longest = 20, largest = 5000 } = options
  const ofKind = (kind: PathKind): fc.Arbitrary<PricePath> =>
    movesOf(kind, longest, largest).map((moves) => ({
      kind,
      start,
      moves: moves.flatMap((bps, i) => (bps === 0 ? [] : [{ at: (i + 1) * every, bps }])),
    }))
  return fc.oneof({ withCrossShrink: true }, ...kinds.map(ofKind))
}
