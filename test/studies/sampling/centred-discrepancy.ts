import type { Point } from '../../../src/studies/sampling/point.ts'

/** The squared centred L2 discrepancy of points in the unit cube (Hickernell 1998, formula 2.7): 0 would be perfect. */
export const centredDiscrepancy = (points: readonly Point[]): number => {
  const n = points.length
  const d = points[0].length
  const from = (x: number) => Math.abs(x - 0.5)
  let once = 0
  let twice = 0
  for (const a of points) {
    once += a.reduce((product, x) => product * (1 + 0.5 * from(x) - 0.5 * from(x) * from(x)), 1)
    for (const b of points) {
      twice += a.reduce((product, x, k) => product * (1 + 0.5 * (from(x) + from(b[k]) - Math.abs(x - b[k]))), 1)
    }
  }
  return (13 / 12) ** d - (2 / n) * once + twice / (n * n)
}
