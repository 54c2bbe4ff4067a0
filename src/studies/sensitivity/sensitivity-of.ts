import { meanOf } from '../statistics/mean-of.ts'
import { STATISTICS_SEED } from '../statistics/statistics-seed.ts'
import type { StudyTable } from '../store/study-table.ts'
import { type MorrisEffects, morrisEffects } from './morris-effects.ts'
import type { PlannedSensitivity } from './plan-sensitivity.ts'
import { type SobolIndices, sobolIndices } from './sobol-indices.ts'

/** How a figure depends on the parameters, by the study's method. */
export type FigureSensitivity =
  | { readonly method: 'morris'; readonly effects: MorrisEffects }
  | { readonly method: 'sobol'; readonly indices: SobolIndices }

/** A figure that every run has: where it is, there is a run. */
export const EVERY_RUN = 'deficit'

const isRun = (x: number | undefined): x is number => x !== undefined

/**
 * Seeds, from the plan's first on, that all points have which have any: fewer than the plan's where a study was cut short.
 *
 * @param table - with `EVERY_RUN` among its figures
 */
export const sharedSeeds = ({ points }: PlannedSensitivity, table: StudyTable, arm: string): number => {
  const counts = points
    .map((_, point) => {
      const values = table.values(EVERY_RUN, point, arm)
      const first = values.findIndex((x) => !isRun(x))
      return first < 0 ? values.length : first
    })
    .filter((count) => count > 0)
  return counts.length === 0 ? 0 : Math.min(...counts)
}

/**
 * How the mean of a figure over the shared seeds depends on the parameters, in one arm. All points are told by the same
 * seeds, since what a seed does would else pass for what a parameter does.
 */
export const sensitivityOf = (
  planned: PlannedSensitivity,
  table: StudyTable,
  figure: string,
  arm: string,
): FigureSensitivity => {
  const { designed, points } = planned
  const seeds = sharedSeeds(planned, table, arm)
  const outputs = points.map((_, point) => {
    const known = table.values(figure, point, arm).slice(0, seeds).filter(isRun)
    return known.length === 0 ? undefined : meanOf(known)
  })
  const options = { seed: STATISTICS_SEED }
  return designed.method === 'morris'
    ? { method: 'morris', effects: morrisEffects(designed.design, outputs, options) }
    : { method: 'sobol', indices: sobolIndices(designed.design, outputs, options) }
}
