import { quantileInterval } from '../../studies/statistics/quantile-interval.ts'
import { counted } from '../arm-words.ts'
import type { DistributionRow, ShownQuantile } from '../drawings/distribution.ts'
import type { ShownFigure } from './shown-figures.ts'

/** A quantile of runs as drawings show it, or how many runs it would take. */
const shownQuantile = (name: string, values: readonly number[], share: number): ShownQuantile => {
  const found = quantileInterval(values, share)
  if (found.kind === 'too-few') return { name, refused: `needs ${counted(found.needed, 'run')}, has ${found.count}` }
  const { estimate, low, high } = found
  return { name, estimate: { value: estimate, ...(low !== undefined && { low }), ...(high !== undefined && { high }) } }
}

/** A figure in the runs of one point: the median, and the quantile on the side that hurts. @param arm - gives the colour */
export const distributionRow = (
  { better }: Pick<ShownFigure, 'better'>,
  name: string,
  arm: number,
  values: readonly number[],
): DistributionRow => {
  const median = shownQuantile('median', values, 0.5)
  const tail = better === 'high' ? shownQuantile('p5', values, 0.05) : shownQuantile('p95', values, 0.95)
  return {
    name,
    arm,
    values,
    ...(median.estimate !== undefined && { median: median.estimate }),
    quantiles: [...(median.refused === undefined ? [] : [median]), tail],
  }
}
