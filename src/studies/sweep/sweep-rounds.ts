import type { StudyRounds } from '../evaluation/study-rounds.ts'
import { plannedRuns } from '../plan/study-parts.ts'
import type { StudyPlan } from '../plan/study-plan.ts'
import { STATISTICS_SEED } from '../statistics/statistics-seed.ts'
import { roundSizes, type StopRule, stopRule } from '../statistics/stop-rule.ts'
import type { Sweep } from './sweep.ts'

/** Run more seeds until the mean of a figure is known to a width, at every point and in every arm. */
export interface SweepStop {
  readonly figure: string
  /** Of the 95 % interval, in the figure's unit. */
  readonly width: number
}

/** Seeds before the stop rule looks for the first time. */
const FIRST_SEEDS = 8

/** The stop rule of a plan. */
export const ruleOf = ({ seeds }: Pick<StudyPlan, 'seeds'>, { width }: SweepStop): StopRule => ({
  width,
  least: Math.min(FIRST_SEEDS, seeds),
  most: seeds,
})

/** A sweep as rounds: all seeds at once, or as many as its stop rule asks for. */
export const sweepRounds = (plan: StudyPlan, { points, runnable }: Sweep, stop?: SweepStop): StudyRounds => ({
  plan,
  expectedRuns: runnable.length * plan.arms.length * plan.seeds,
  adaptive: stop !== undefined,
  pointOf: (point) => points[point],
  async *rounds(read) {
    if (stop === undefined) {
      yield plannedRuns(plan, runnable, { from: 0, to: plan.seeds })
      return
    }
    const rule = ruleOf(plan, stop)
    let from = 0
    for (const to of roundSizes(rule)) {
      yield plannedRuns(plan, runnable, { from, to })
      from = to
      const table = await read([stop.figure])
      const isKnown = (point: number, arm: string): boolean => {
        const values = table.values(stop.figure, point, arm).slice(0, to)
        return stopRule(rule, values, { seed: STATISTICS_SEED }).kind === 'stop'
      }
      if (runnable.every((point) => plan.arms.every((arm) => isKnown(point, arm)))) return
    }
  },
})
