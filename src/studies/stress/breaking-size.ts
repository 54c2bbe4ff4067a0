/** What is searched for the smallest size that breaks a condition. */
export interface SizeSearch {
  /** Sizes that are judged first, all of them; above 0, rising. */
  readonly grid: readonly number[]
  /** Sizes closer than this are not told apart; those asked for beside the grid are its whole multiples. */
  readonly resolution: number
  /** The condition holds where there is no stress at all: size 0 counts as held, and the search goes down to it. */
  readonly heldWithoutStress?: boolean
}

/** A size with its verdict over all seeds: broken where it broke in one of them. */
export interface JudgedSize {
  readonly size: number
  readonly broken: boolean
}

/** Neighbours among the judged sizes with the same verdict. */
export interface SizeInterval {
  readonly from: number
  readonly to: number
  readonly broken: boolean
}

/** What was found. */
export type BreakingSizeKind =
  /** Held at every size of the grid: nothing is known beyond. */
  | { readonly kind: 'never'; readonly upTo: number }
  /** Broken at every size, the smallest included: nothing is known below it. */
  | { readonly kind: 'always'; readonly from: number }
  /** Held up to `held`, broken from `broken` on; they are no further apart than the resolution. */
  | { readonly kind: 'between'; readonly held: number; readonly broken: number }
  /**
   * A larger size held where a smaller one broke: no one size parts what holds from what breaks. `broken` is still the
   * smallest size that was seen to break, and `held` the largest below it, left out where there is none.
   */
  | {
      readonly kind: 'not-monotone'
      readonly held?: number
      readonly broken: number
      readonly intervals: readonly SizeInterval[]
    }

/** What was found, and all that was judged for it, by size. */
export type BreakingSize = BreakingSizeKind & { readonly judged: readonly JudgedSize[] }

/** Sizes are told by decimals: 57 * 0.005 is 0.285. Twelve digits, since a rate of one payment may be below a millionth. */
const decimal = (x: number): number => Number(x.toPrecision(12))
/** Neighbours among the multiples of a resolution are no further apart than it is, but for rounding. */
const ROUNDING = 1 + 1e-6

const refuse = ({ grid, resolution }: SizeSearch): void => {
  if (grid.length === 0) throw new RangeError('breaking size: the grid has no sizes')
  if (grid.some((size, i) => !(size > (grid[i - 1] ?? 0) && size < Infinity)))
    throw new RangeError(`breaking size: sizes of the grid must rise from above 0, not ${grid.join(', ')}`)
  if (!(resolution > 0)) throw new RangeError(`breaking size: the resolution ${resolution} must be above 0`)
}

const intervalsOf = (judged: readonly JudgedSize[]): readonly SizeInterval[] => {
  const starts = judged.flatMap(({ broken }, i) => (i > 0 && judged[i - 1].broken === broken ? [] : [i]))
  return starts.map((start, k) => ({
    from: judged[start].size,
    to: judged[(starts[k + 1] ?? judged.length) - 1].size,
    broken: judged[start].broken,
  }))
}

/**
 * Searches the smallest size that breaks a condition. It yields the sizes that it wants judged, each over all seeds, and is
 * told for each, in their order, whether the condition broke: first the whole grid at once, then one size after the other
 * between the smallest that broke and the one held below it, halving the gap until it is within the resolution.
 *
 * @throws RangeError for a grid that does not rise from above 0, or a resolution of 0; and when told of more or fewer sizes than asked
 * @example
 * const search = breakingSize({ grid: [0.1, 0.2, 0.3], resolution: 0.01 })
 * let asked = search.next()
 * while (!asked.done) asked = search.next(asked.value.map((size) => size >= 0.17))
 * asked.value // { kind: 'between', held: 0.16, broken: 0.17, … }
 */
export function* breakingSize(search: SizeSearch): Generator<readonly number[], BreakingSize, readonly boolean[]> {
  refuse(search)
  const { grid, resolution, heldWithoutStress = false } = search
  const known: JudgedSize[] = []
  function* judge(sizes: readonly number[]): Generator<readonly number[], void, readonly boolean[]> {
    const told = yield sizes
    if (told.length !== sizes.length)
      throw new RangeError(`breaking size: ${told.length} verdicts on ${sizes.length} sizes`)
    known.push(...sizes.map((size, i) => ({ size, broken: told[i] })))
    known.sort((a, b) => a.size - b.size)
  }
  yield* judge(grid)
  const first = known.findIndex(({ broken }) => broken)
  if (first < 0) return { kind: 'never', upTo: grid[grid.length - 1], judged: known }
  let held = first > 0 ? known[first - 1].size : heldWithoutStress ? 0 : undefined
  let broken = known[first].size
  while (held !== undefined && broken - held > resolution * ROUNDING) {
    const middle = decimal(Math.round((held + broken) / 2 / resolution) * resolution)
    yield* judge([middle])
    if (known.some((one) => one.size === middle && one.broken)) broken = middle
    else held = middle
  }
  const intervals = intervalsOf(known)
  const below = held === undefined ? {} : { held }
  if (intervals.findIndex((one) => one.broken) < intervals.length - 1)
    return { kind: 'not-monotone', ...below, broken, intervals, judged: known }
  return held === undefined
    ? { kind: 'always', from: broken, judged: known }
    : { kind: 'between', held, broken, judged: known }
}
