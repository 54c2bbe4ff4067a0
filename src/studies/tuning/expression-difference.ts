import { type BootstrapOptions, bootstrapInterval } from '../statistics/bootstrap-interval.ts'
import { excludesZero, type PairedDifference, pairedDifference } from '../statistics/paired-difference.ts'
import type { PointExpression, PointRuns } from './point-expression.ts'

/** Runs of some seeds. @param seeds - positions, any number of times each */
const ofSeeds = (runs: PointRuns, seeds: readonly number[]): PointRuns =>
  new Map([...runs].map(([figure, values]) => [figure, seeds.map((seed) => values[seed])]))

/**
 * How much an expression differs between two points in the same seeds: b less a, with the interval of resampled seeds.
 *
 * @returns undefined where the expression takes extremes or quantiles, of which resampled seeds tell nothing
 */
export const expressionDifference = (
  { alone, ofMeans, figures, of }: PointExpression,
  a: PointRuns,
  b: PointRuns,
  options: BootstrapOptions,
): PairedDifference | undefined => {
  if (alone !== undefined) return pairedDifference(a.get(alone) ?? [], b.get(alone) ?? [], options)
  if (!ofMeans) return undefined
  const count = Math.max(0, ...figures.map((figure) => a.get(figure)?.length ?? 0))
  const seeds = Array.from({ length: count }, (_, seed) => seed).filter((seed) =>
    figures.every((figure) => a.get(figure)?.[seed] !== undefined && b.get(figure)?.[seed] !== undefined),
  )
  const less = (drawn: readonly number[]): number => (of(ofSeeds(b, drawn)) ?? NaN) - (of(ofSeeds(a, drawn)) ?? NaN)
  if (seeds.length > 0 && !Number.isFinite(less(seeds))) return undefined
  const difference = bootstrapInterval(seeds, options, less)
  return { difference, count: seeds.length, clear: excludesZero(difference) }
}
