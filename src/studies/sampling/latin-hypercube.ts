import { DESIGNS } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'
import { LATIN_HYPERCUBE } from './design-groups.ts'
import type { Point } from './point.ts'
import { wholeBetween } from './whole-between.ts'

const TWO_32 = 4294967296
/** Beyond this many strata a point's place within its own would not be exact. */
const MOST_POINTS = 1048576

/**
 * A Latin hypercube (McKay, Beckman, Conover 1979): in each dimension every stratum [k/count, (k+1)/count) holds
 * exactly one point, uniform within it, and strata are matched between dimensions at random. A dimension draws from a
 * stream of its own, so one more leaves the others as they were; another `count` is another design.
 *
 * @param count - points, 1 to 2^20
 * @param seed - whole, 0 to 2^53 - 1
 * @throws RangeError for anything else
 */
export const latinHypercube = (dimensions: number, count: number, seed: number): Point[] => {
  wholeBetween(dimensions, 1, TWO_32, 'Latin hypercube: dimensions')
  wholeBetween(count, 1, MOST_POINTS, 'Latin hypercube: points')
  const stream = new RandomStream(seed, DESIGNS, LATIN_HYPERCUBE, 0)
  const strata = Int32Array.from({ length: count }, (_, k) => k)
  const points = Array.from({ length: count }, () => new Array<number>(dimensions))
  for (let dimension = 0; dimension < dimensions; dimension++) {
    stream.of(dimension)
    strata.forEach((_, k) => {
      strata[k] = k
    })
    stream.shuffle(strata, count)
    for (let n = 0; n < count; n++) {
      // A multiple of 2^-32 leaves the sum exact, so that no point is rounded into the next stratum.
      points[n][dimension] = (strata[n] + stream.next32() / TWO_32) / count
    }
  }
  return points
}
