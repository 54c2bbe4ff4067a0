import { cos, sin } from '../../../src/numeric/transcendental.ts'
import type { Point } from '../../../src/studies/sampling/point.ts'
import type { BootstrapInterval } from '../../../src/studies/statistics/bootstrap-interval.ts'

const PI = Math.PI

/** A function on the unit cube with its Sobol indices in closed form. */
export interface KnownFunction {
  readonly name: string
  readonly dimensions: number
  readonly of: (point: Point) => number
  readonly mean: number
  readonly variance: number
  readonly first: readonly number[]
  readonly total: readonly number[]
}

/**
 * sin x1 + a sin^2 x2 + b x3^4 sin x1 over [-pi, pi]^3, with a = 7, b = 0.1 (Ishigami and Homma 1990; the indices as in
 * Saltelli et al., Global Sensitivity Analysis: The Primer, 2008, section 4.4).
 */
export const ishigami = (a = 7, b = 0.1): KnownFunction => {
  const pi4 = PI ** 4
  const alone = 0.5 * (1 + (b * pi4) / 5) ** 2
  const second = (a * a) / 8
  const both = b * b * pi4 * pi4 * (1 / 18 - 1 / 50)
  const variance = alone + second + both
  return {
    name: 'Ishigami',
    dimensions: 3,
    of: (point) => {
      const [x1, x2, x3] = point.map((u) => PI * (2 * u - 1))
      return sin(x1) + a * sin(x2) ** 2 + b * x3 ** 4 * sin(x1)
    },
    mean: a / 2,
    variance,
    first: [alone / variance, second / variance, 0],
    total: [(alone + both) / variance, second / variance, both / variance],
  }
}

/**
 * Sobol's g-function, the product of (|4 x_i - 2| + a_i) / (1 + a_i): V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1
 * (Saltelli et al. 2010, section 5). The smaller a_i, the more x_i matters.
 */
export const gFunction = (a: readonly number[]): KnownFunction => {
  const parts = a.map((of) => 1 / (3 * (1 + of) ** 2))
  const product = parts.reduce((of, part) => of * (1 + part), 1)
  const variance = product - 1
  return {
    name: `g-function of ${a.join(', ')}`,
    dimensions: a.length,
    of: (point) => point.reduce((of, x, k) => (of * (Math.abs(4 * x - 2) + a[k])) / (1 + a[k]), 1),
    mean: 1,
    variance,
    first: parts.map((part) => part / variance),
    total: parts.map((part) => (part * product) / (1 + part) / variance),
  }
}

/** A sum of straight lines: no interactions, so first order and total are the same. */
export const linear = (slopes: readonly number[], constant = 0): KnownFunction => {
  const squares = slopes.map((slope) => slope * slope)
  const sum = squares.reduce((of, square) => of + square, 0)
  return {
    name: `linear of ${slopes.join(', ')}`,
    dimensions: slopes.length,
    of: (point) => point.reduce((of, x, k) => of + slopes[k] * x, constant),
    mean: constant + slopes.reduce((of, slope) => of + slope / 2, 0),
    variance: sum / 12,
    first: squares.map((square) => square / sum),
    total: squares.map((square) => square / sum),
  }
}

/** x1 x2 plus a wave of x3 that x4 only turns on: interactions, a wave and a dimension that does nothing. */
export const wavyProduct = (point: Point): number => point[0] * point[1] + 0.2 * cos(2 * PI * point[2]) * point[3]

/** Whether an interval holds a value; one without width holds its estimate alone. */
export const holds = (found: BootstrapInterval, value: number): boolean =>
  found.kind === 'interval' ? found.low <= value && value <= found.high : found.estimate === value
