import type { KeyFiles } from '../../scenario/run-key.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StudyRounds } from '../evaluation/study-rounds.ts'
import { figureColumns } from '../plan/figure-columns.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { StudyPlan } from '../plan/study-plan.ts'
import { readSweep, type Sweep, type SweepQuestion } from './sweep.ts'
import { type SweepStop, sweepRounds } from './sweep-rounds.ts'

/** A sweep as its plan keeps it. */
export interface PlannedQuestion extends SweepQuestion {
  /** Figures that reports show; the usual ones when empty. */
  readonly metrics: readonly string[]
  readonly until?: SweepStop
}

/** What a sweep is run with. */
export interface SweepTerms {
  readonly version: string
  readonly arms: readonly string[]
  readonly seeds: number
  readonly question: PlannedQuestion
  readonly files: KeyFiles
}

/** A sweep that can be run, or read from its store. */
export interface PlannedSweep {
  readonly plan: StudyPlan
  readonly sweep: Sweep
  readonly rounds: StudyRounds
}

/** Plans a sweep of a scenario. @throws InputError for parameters that cannot be varied, and metrics that are none */
export const planSweep = async (scenario: Scenario, terms: SweepTerms): Promise<PlannedSweep> => {
  const { question, files, ...others } = terms
  const { until, metrics } = question
  const sweep = await readSweep(scenario, question, terms.arms)
  const figures = await figureColumns(scenario, [...metrics, ...(until === undefined ? [] : [until.figure])])
  const plan = await makePlan(
    scenario,
    files,
    {
      ...others,
      kind: 'sweep',
      labels: sweep.labels,
      figures,
      question: question as unknown as StudyPlan['question'],
    },
    sweep.parameters,
  )
  return { plan, sweep, rounds: sweepRounds(plan, sweep, until) }
}

/** The sweep that a plan asks for, for reading its store. */
export const plannedSweep = async (plan: StudyPlan, scenario: Scenario): Promise<PlannedSweep> => {
  const question = plan.question as unknown as PlannedQuestion
  const sweep = await readSweep(scenario, question, plan.arms)
  return { plan, sweep, rounds: sweepRounds(plan, sweep, question.until) }
}
