import { type BootstrapInterval, bootstrapInterval } from '../../studies/statistics/bootstrap-interval.ts'
import { meanOf } from '../../studies/statistics/mean-of.ts'
import { type PairedDifference, pairedDifference } from '../../studies/statistics/paired-difference.ts'
import { STATISTICS_SEED } from '../../studies/statistics/statistics-seed.ts'
import type { StudyTable } from '../../studies/store/study-table.ts'
import type { Estimate } from '../drawings/measure.ts'

/** Statistics of points of a study over its seeds; each is reckoned once, when it is asked for. */
export interface PointStatistics {
  /** The figure in the runs that have it, in the order of the seeds. */
  values(figure: string, point: number, arm: string): readonly number[]
  /** Its mean; `undefined` where no run has it. */
  average(figure: string, point: number, arm: string): number | undefined
  /** Its mean with a bootstrap interval. */
  mean(figure: string, point: number, arm: string): BootstrapInterval
  /** A point less another, in the same seeds. */
  difference(figure: string, point: number, from: number, arm: string): PairedDifference
}

/** Values drawn for all intervals of a report, about: some seconds of work. */
const WORK = 2e8
const LEAST_RESAMPLES = 400
const MOST_RESAMPLES = 2000

/** Resamples of each interval, fewer where there are many. @param cells - figures at points in arms, each with two intervals */
export const resamplesFor = (cells: number, seeds: number): number => {
  const affordable = Math.floor(WORK / (2 * Math.max(1, cells) * Math.max(1, seeds)) / 100) * 100
  return Math.min(MOST_RESAMPLES, Math.max(LEAST_RESAMPLES, affordable))
}

/** Statistics of the runs of a table. */
export const pointStatistics = (table: StudyTable, resamples: number): PointStatistics => {
  const options = { seed: STATISTICS_SEED, resamples }
  const means = new Map<string, BootstrapInterval>()
  const differences = new Map<string, PairedDifference>()
  const remembered = <T>(known: Map<string, T>, key: string, reckon: () => T): T => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = reckon()
    known.set(key, made)
    return made
  }
  const values = (figure: string, point: number, arm: string): readonly number[] =>
    table.values(figure, point, arm).filter((x) => x !== undefined)
  return {
    values,
    average: (figure, point, arm) => {
      const known = values(figure, point, arm)
      return known.length === 0 ? undefined : meanOf(known)
    },
    mean: (figure, point, arm) =>
      remembered(means, `${point} ${arm} ${figure}`, () => bootstrapInterval(values(figure, point, arm), options)),
    difference: (figure, point, from, arm) =>
      remembered(differences, `${point} ${from} ${arm} ${figure}`, () =>
        pairedDifference(table.values(figure, from, arm), table.values(figure, point, arm), options),
      ),
  }
}

/** An interval as drawings show it; `undefined` where there is no figure. */
export const estimateOf = (interval: BootstrapInterval): Estimate | undefined => {
  if (interval.estimate === undefined) return undefined
  if (interval.kind !== 'interval') return { value: interval.estimate }
  return { value: interval.estimate, low: interval.low, high: interval.high }
}
