import type { RandomStream } from '../../numeric/random.ts'
import { pow } from '../../numeric/transcendental.ts'
import type { Point } from '../sampling/point.ts'

/** Parents nearer than this in a coordinate are taken for equal there. */
const SAME = 1e-14

/**
 * Two children near two parents, as far apart on the average as crossover of bits would set them: simulated binary
 * crossover (Deb and Agrawal, *Simulated binary crossover for continuous search space*, 1995) in the form that keeps
 * within bounds (Deb's NSGA-II code). Each coordinate is crossed with probability 1/2.
 *
 * @param index - the larger, the nearer the children: 15 is usual
 * @returns children in [0, 1]
 */
export const simulatedBinaryCrossover = (
  stream: RandomStream,
  a: Point,
  b: Point,
  index: number,
): readonly [number[], number[]] => {
  const [first, second] = [[...a], [...b]]
  for (let d = 0; d < a.length; d++) {
    const crossed = stream.below(2) === 0
    const u = stream.uniform()
    const swapped = stream.below(2) === 0
    const low = Math.min(a[d], b[d])
    const high = Math.max(a[d], b[d])
    if (!crossed || high - low <= SAME) continue
    const middle = 0.5 * (low + high)
    const half = 0.5 * (high - low)
    const below = middle - half * spread(u, 1 + low / half, index)
    const above = middle + half * spread(u, 1 + (1 - high) / half, index)
    first[d] = Math.min(Math.max(swapped ? above : below, 0), 1)
    second[d] = Math.min(Math.max(swapped ? below : above, 0), 1)
  }
  return [first, second]
}

/** Distance of a child from the middle over that of its parent, at most `room`. */
const spread = (u: number, room: number, index: number): number => {
  const alpha = 2 - pow(room, 0 - (index + 1))
  const exponent = 1 / (index + 1)
  return u <= 1 / alpha ? pow(u * alpha, exponent) : pow(1 / (2 - u * alpha), exponent)
}
