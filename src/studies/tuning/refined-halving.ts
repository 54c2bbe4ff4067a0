import type { Point } from '../sampling/point.ts'
import { type DescentResult, latticeDescent } from './lattice-descent.ts'
import type { Search } from './search.ts'
import { type HalvingOptions, type HalvingResult, successiveHalving } from './successive-halving.ts'

/** How few parameters are searched: first among the points given, then from the best of them. */
export interface RefinedHalvingOptions extends HalvingOptions {
  /** How many values each parameter has. */
  readonly cells: readonly number[]
  /** Most rounds of the descent. */
  readonly rounds?: number
}

/** What both parts came to. */
export interface RefinedHalvingResult {
  readonly halving: HalvingResult
  readonly descent: DescentResult
}

/**
 * Successive halving among the points given, brought to the middle of their cells, and a descent from the survivors
 * with steps that begin at half the points' spacing. The result is no worse than any survivor and than its neighbours.
 */
export function* refinedHalving(options: RefinedHalvingOptions): Search<RefinedHalvingResult> {
  const { cells, most, rounds } = options
  const centred = options.points.map((point) => point.map((x, d) => (Math.floor(x * cells[d]) + 0.5) / cells[d]))
  const points: readonly Point[] = [...new Map(centred.map((point) => [point.join(), point])).values()]
  const halving = yield* successiveHalving({ ...options, points })
  const descent = yield* latticeDescent({
    start: halving.survivors.map(({ point }) => point),
    cells,
    steps: halfSpacing(points.length, cells),
    seeds: most,
    ...(rounds === undefined ? {} : { rounds }),
  })
  return { halving, descent }
}

/** Half of the distance of so many points that fill the space evenly, in values of each parameter. */
const halfSpacing = (points: number, cells: readonly number[]): readonly number[] => {
  const filled = (side: number): number => cells.reduce((product) => product * side, 1)
  let side = 1
  while (filled(side + 1) <= points && side < points) side++
  return cells.map((count) => Math.max(Math.floor(count / (2 * side)), 1))
}
