import { levelShares, type StudyParameter } from '../../scenario/vary/study-parameter.ts'
import { gridPoints } from '../sampling/grid-points.ts'
import { latinHypercube } from '../sampling/latin-hypercube.ts'
import type { Point } from '../sampling/point.ts'
import { sobolPoints } from '../sampling/sobol-points.ts'

/** Which points of the parameters' ranges are run. */
export type Design =
  /** Every combination of levels. */
  | { readonly kind: 'grid' }
  /** So many points that fill the ranges evenly. */
  | { readonly kind: 'latin-hypercube' | 'sobol'; readonly points: number }

/** A coordinate of a design in [0, 1] as a share of the parameter's scale: of a list, each value has an equal part. */
export const shareAt = ({ scale }: StudyParameter, coordinate: number): number => {
  if (scale.kind !== 'list') return coordinate
  if (scale.levels === 1) return 0
  return Math.min(scale.levels - 1, Math.floor(coordinate * scale.levels)) / (scale.levels - 1)
}

/** Coordinates of points as shares of the parameters' scales. */
export const sharesOf = (points: readonly Point[], parameters: readonly StudyParameter[]): readonly Point[] =>
  points.map((point) => point.map((coordinate, k) => shareAt(parameters[k], coordinate)))

/**
 * Points of a design as shares of the parameters' scales, 0 to 1.
 *
 * @param seed - of the Latin hypercube's draws
 * @throws RangeError for more points or dimensions than a design has
 */
export const designShares = (design: Design, parameters: readonly StudyParameter[], seed: number): readonly Point[] => {
  if (design.kind === 'grid') {
    const shares = parameters.map(({ scale }) => levelShares(scale))
    return gridPoints(shares.map(({ length }) => length)).map((point) => point.map((level, k) => shares[k][level]))
  }
  const points =
    design.kind === 'sobol'
      ? sobolPoints(parameters.length, design.points)
      : latinHypercube(parameters.length, design.points, seed)
  return sharesOf(points, parameters)
}
