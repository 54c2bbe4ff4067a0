import { DESIGNS } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'
import { MORRIS } from '../sampling/design-groups.ts'
import type { Point } from '../sampling/point.ts'
import { wholeBetween } from '../sampling/whole-between.ts'

/** Trajectories through a grid of levels, in each of which every dimension moves once. */
export interface MorrisDesign {
  readonly dimensions: number
  readonly trajectories: number
  /** Levels of each dimension: coordinates are k / (levels - 1), so that both 0 and 1 are among them. */
  readonly levels: number
  /** What a moving coordinate goes up or down by: levels / (2 (levels - 1)). */
  readonly step: number
  /** `dimensions + 1` points a trajectory, one trajectory after the other; coordinates in [0, 1], both ends included. */
  readonly points: readonly Point[]
}

const MOST = 1048576

/**
 * Random trajectories of one-at-a-time moves (M. D. Morris: Factorial sampling plans for preliminary computational
 * experiments. Technometrics 33 (1991), 161-174, section 3). A trajectory starts at a uniform node of the grid and moves
 * its dimensions in random order by half of the levels, in the only direction that stays within; with an even number of
 * levels each is visited equally often. A trajectory draws from a stream of its own: more of them continue the design.
 *
 * @param trajectories - 1 to 2^20; Morris took 4 and more, 10 to 50 are usual
 * @param levels - even, from 2; 4 is usual
 * @param seed - whole, 0 to 2^53 - 1
 * @throws RangeError for anything else
 */
export const morrisDesign = (dimensions: number, trajectories: number, levels: number, seed: number): MorrisDesign => {
  wholeBetween(dimensions, 1, MOST, 'Morris design: dimensions')
  wholeBetween(trajectories, 1, MOST, 'Morris design: trajectories')
  wholeBetween(levels, 2, MOST, 'Morris design: levels')
  if (levels % 2 !== 0) throw new RangeError(`Morris design: levels: ${levels} must be even`)
  const half = levels / 2
  const stream = new RandomStream(seed, DESIGNS, MORRIS, 0)
  const points: Point[] = []
  for (let trajectory = 0; trajectory < trajectories; trajectory++) {
    stream.of(trajectory)
    const at = Array.from({ length: dimensions }, () => stream.below(levels))
    const order = Int32Array.from({ length: dimensions }, (_, dimension) => dimension)
    stream.shuffle(order, dimensions)
    const visit = () => points.push(at.map((level) => level / (levels - 1)))
    visit()
    for (const dimension of order) {
      at[dimension] += at[dimension] < half ? half : -half
      visit()
    }
  }
  return { dimensions, trajectories, levels, step: levels / (2 * (levels - 1)), points }
}
