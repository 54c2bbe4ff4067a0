import type { RandomStream } from '../../numeric/random.ts'
import { pow } from '../../numeric/transcendental.ts'

/**
 * Moves each coordinate, with the given probability, by an amount that is mostly small and keeps within bounds:
 * polynomial mutation (Deb and Goyal, *A combined genetic adaptive search (GeneAS) for engineering design*, 1996, in
 * the form of Deb's NSGA-II code).
 *
 * @param point - in [0, 1]; changed in place
 * @param index - the larger, the smaller the moves: 20 is usual
 */
export const polynomialMutation = (stream: RandomStream, point: number[], probability: number, index: number): void => {
  const exponent = 1 / (index + 1)
  for (let d = 0; d < point.length; d++) {
    const struck = stream.uniform() < probability
    const u = stream.uniform()
    if (!struck) continue
    const x = point[d]
    const moved =
      u < 0.5
        ? x + pow(2 * u + (1 - 2 * u) * pow(1 - x, index + 1), exponent) - 1
        : x + 1 - pow(2 * (1 - u) + (2 * u - 1) * pow(x, index + 1), exponent)
    point[d] = Math.min(Math.max(moved, 0), 1)
  }
}
