import type { Point } from './point.ts'
import { wholeBetween } from './whole-between.ts'

/** Points of the largest grid. */
const MOST_POINTS = 4194304

/**
 * Every combination of levels: positions 0 to `levels[k] - 1` in each dimension, counted in mixed radix, the last
 * dimension fastest. No dimensions give one point without coordinates.
 *
 * @param levels - how many each dimension has, whole, from 1
 * @throws RangeError for a dimension without levels, or for more than 2^22 points
 */
export const gridPoints = (levels: readonly number[]): Point[] => {
  levels.forEach((count, dimension) => {
    wholeBetween(count, 1, MOST_POINTS, `grid: levels of dimension ${dimension}`)
  })
  const count = wholeBetween(
    levels.reduce((product, of) => product * of, 1),
    1,
    MOST_POINTS,
    'grid: points',
  )
  const points: Point[] = []
  for (let n = 0; n < count; n++) {
    const point = new Array<number>(levels.length)
    let left = n
    for (let dimension = levels.length - 1; dimension >= 0; dimension--) {
      point[dimension] = left % levels[dimension]
      left = Math.floor(left / levels[dimension])
    }
    points.push(point)
  }
  return points
}
