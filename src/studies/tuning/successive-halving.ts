import type { Point } from '../sampling/point.ts'
import { compareFeasibly } from './feasibility.ts'
import { type Ask, type Judged, judged, type Search } from './search.ts'

/** How seeds are spent on points. */
export interface HalvingOptions {
  readonly points: readonly Point[]
  /** Seeds of the first round, each point's. */
  readonly first: number
  /** Seeds of the last round. */
  readonly most: number
  /** One point in so many stays, with so many times the seeds; over 1. @defaultValue 2 */
  readonly eta?: number
  /** Points that stay at least. @defaultValue 1 */
  readonly keep?: number
}

/** What the rounds came to. */
export interface HalvingResult {
  /** Points judged over all seeds, the best first. */
  readonly survivors: readonly Judged[]
  /** What was asked, round by round. */
  readonly rounds: readonly Ask[]
}

/**
 * Successive halving (Jamieson and Talwalkar, *Non-stochastic best arm identification and hyperparameter optimization*,
 * 2016): all points over few seeds, the best of them over more, until those that are left have had all seeds. Points
 * are ranked by feasibility, then by their one objective; a tie goes to the point that was given first.
 *
 * Since every point has the same seeds, what makes a seed hard is hard for all of them, and ranks need fewer seeds than
 * values do.
 */
export function* successiveHalving(options: HalvingOptions): Search<HalvingResult> {
  const { first, most, eta = 2, keep = 1 } = options
  if (options.points.length === 0) throw new RangeError('successive halving: no points are given')
  if (!(first >= 1)) throw new RangeError(`successive halving: the first round has one seed or more, not ${first}`)
  if (!(eta > 1)) throw new RangeError(`successive halving: eta must be over 1, not ${eta}`)
  const rounds: Ask[] = []
  let points = options.points
  for (let seeds = Math.min(first, most); ; seeds = Math.min(Math.ceil(seeds * eta), most)) {
    const ask = { points, seeds }
    rounds.push(ask)
    // Sorting is stable.
    const ranked = judged(points, yield ask).toSorted(compareFeasibly)
    if (seeds === most) return { survivors: ranked, rounds }
    const stay = Math.max(Math.ceil(ranked.length / eta), keep)
    points = ranked.slice(0, stay).map(({ point }) => point)
  }
}
