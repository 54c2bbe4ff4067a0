import type { PlacedCase } from '../../studies/stress/plan-stress.ts'
import type { ShownFigure } from '../study/shown-figures.ts'
import type { StressView } from './stress-view.ts'

/** A case with the mean of a figure over the seeds. */
export interface RankedCase {
  readonly stress: PlacedCase
  readonly mean: number
}

/** Cases by the mean of a figure in an arm, the largest first; equal ones stay in the battery's order. */
export const rankedCases = (
  view: StressView,
  { column }: Pick<ShownFigure, 'column'>,
  arm: string,
): readonly RankedCase[] =>
  view.cases
    .flatMap((stress): readonly RankedCase[] => {
      const mean = view.statistics.average(column, stress.point, arm)
      return mean === undefined ? [] : [{ stress, mean }]
    })
    .sort((a, b) => b.mean - a.mean || a.stress.point - b.stress.point)
