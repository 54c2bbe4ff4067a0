import { SOBOL_DIMENSIONS } from '../sampling/direction-numbers.ts'
import type { Point } from '../sampling/point.ts'
import { sobolPoints } from '../sampling/sobol-points.ts'
import { wholeBetween } from '../sampling/whole-between.ts'

/** Rows of points whose outputs give Sobol indices. */
export interface SaltelliDesign {
  readonly dimensions: number
  readonly rows: number
  /**
   * `dimensions + 2` points a row, one row after the other: a of matrix A, b of matrix B, then for each dimension a
   * with that coordinate taken from b. Coordinates in [0, 1).
   */
  readonly points: readonly Point[]
}

/** Dimensions of the largest design: A and B side by side take two dimensions of Sobol's sequence each. */
export const MOST_SALTELLI_DIMENSIONS: number = SOBOL_DIMENSIONS / 2
const MOST_ROWS = 1048576

/**
 * The radial design of A. Saltelli, P. Annoni, I. Azzini, F. Campolongo, M. Ratto, S. Tarantola: Variance based
 * sensitivity analysis of model output. Computer Physics Communications 181 (2010), 259-270, over Sobol points in twice
 * the dimensions. The points are shifted by the seed: unshifted, the first two rows have a = b and say nothing. Rows are
 * in order, so that a design of more rows begins with those of a shorter one, and one that is cut short has whole rows.
 *
 * @param dimensions - 1 to 64
 * @param rows - at best a power of two; 500 and more are usual
 * @param seed - whole, 0 to 2^53 - 1
 * @throws RangeError for anything else
 */
export const saltelliDesign = (dimensions: number, rows: number, seed: number): SaltelliDesign => {
  wholeBetween(dimensions, 1, MOST_SALTELLI_DIMENSIONS, 'Saltelli design: dimensions')
  wholeBetween(rows, 1, MOST_ROWS, 'Saltelli design: rows')
  const points = sobolPoints(2 * dimensions, rows, { seed }).flatMap((row) => {
    const a = row.slice(0, dimensions)
    const b = row.slice(dimensions)
    return [a, b, ...a.map((_, moved) => a.map((x, dimension) => (dimension === moved ? b[dimension] : x)))]
  })
  return { dimensions, rows, points }
}
