import type { Point } from '../sampling/point.ts'
import { compareFeasibly } from './feasibility.ts'
import { type Judged, judged, type Search } from './search.ts'

/** Where to descend, and how finely. */
export interface DescentOptions {
  /** Points to begin at, at least one. */
  readonly start: readonly Point[]
  /** How many values each parameter has: a coordinate x stands for value `floor(cells x)`. */
  readonly cells: readonly number[]
  /** First step, in values of each parameter; halved down to 1. */
  readonly steps: readonly number[]
  /** Seeds that each point is judged over. */
  readonly seeds: number
  /** Most rounds of questions. @defaultValue 50 */
  readonly rounds?: number
}

/** What the descent came to. */
export interface DescentResult {
  readonly best: Judged
  /** All that was judged, in the order of asking. */
  readonly seen: readonly Judged[]
  /** Whether the best was compared with all its neighbours one value away; false where rounds ran out. */
  readonly settled: boolean
}

/**
 * Descends from value to neighbouring value of the parameters while that is better, by feasibility and then by the one
 * objective; where no neighbour is better the step is halved, and at steps of one value the search is over (a pattern
 * search: Torczon, *On the convergence of pattern search algorithms*, 1997). Neighbours differ in one parameter, or in
 * two at once, so that along a constraint one can be traded for another. No neighbour of a settled result is better
 * over these seeds.
 */
export function* latticeDescent(options: DescentOptions): Search<DescentResult> {
  const { start, cells, seeds, rounds = 50 } = options
  const seen = new Map<string, Judged>()
  let steps = options.steps
  let centre: readonly number[] | undefined
  let fresh = distinct(start.map((point) => point.map((x, d) => Math.floor(x * cells[d]))))
  for (let round = 0; ; ) {
    if (fresh.length > 0) {
      if (round++ === rounds) break
      const points = fresh.map((position) => position.map((at, d) => (at + 0.5) / cells[d]))
      const found = judged(points, yield { points, seeds })
      for (const [i, position] of fresh.entries()) seen.set(position.join(), found[i])
    }
    const best = bestOf(seen)
    const moved = centre?.join() !== best
    centre = best.split(',').map(Number)
    if (!moved && steps.every((step) => step <= 1)) break
    if (!moved) steps = steps.map((step) => Math.max(Math.floor(step / 2), 1))
    fresh = neighbours(centre, steps, cells).filter((position) => !seen.has(position.join()))
  }
  const all = [...seen.values()]
  return {
    best: seen.get(bestOf(seen)) as Judged,
    seen: all,
    settled: fresh.every((position) => seen.has(position.join())),
  }
}

const bestOf = (seen: ReadonlyMap<string, Judged>): string => {
  const [first, ...others] = seen
  return others.reduce((best, other) => (compareFeasibly(other[1], best[1]) < 0 ? other : best), first)[0]
}

const distinct = (positions: readonly (readonly number[])[]): readonly (readonly number[])[] => [
  ...new Map(positions.map((position) => [position.join(), position])).values(),
]

const neighbours = (
  centre: readonly number[],
  steps: readonly number[],
  cells: readonly number[],
): readonly (readonly number[])[] => {
  const moved = (position: readonly number[], d: number, by: number): readonly number[] =>
    position.with(d, Math.min(Math.max(position[d] + by, 0), cells[d] - 1))
  const moves = steps.flatMap((step, d) => [
    { d, by: 0 - step },
    { d, by: step },
  ])
  const single = moves.map(({ d, by }) => moved(centre, d, by))
  const double = moves.flatMap((first, i) =>
    moves
      .slice(i + 1)
      .filter(({ d }) => d !== first.d)
      .map(({ d, by }) => moved(moved(centre, first.d, first.by), d, by)),
  )
  return distinct([...single, ...double]).filter((position) => position.join() !== centre.join())
}
