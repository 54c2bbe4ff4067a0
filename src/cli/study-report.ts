import { join } from 'node:path'
import { sensitivityReport } from '../report/sensitivity/sensitivity-report.ts'
import { stressReport } from '../report/stress/stress-report.ts'
import type { StudyReport } from '../report/study-report.ts'
import { sweepReport } from '../report/sweep/sweep-report.ts'
import { tuneReport } from '../report/tune/tune-report.ts'
import { parseScenario } from '../scenario/parse-scenario.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Conducted } from '../studies/evaluation/conduct.ts'
import type { StudyRounds } from '../studies/evaluation/study-rounds.ts'
import type { StudyPlan } from '../studies/plan/study-plan.ts'
import { type PlannedSensitivity, plannedSensitivity } from '../studies/sensitivity/plan-sensitivity.ts'
import type { StudyStore } from '../studies/store/study-store.ts'
import { type PlannedStress, plannedStress } from '../studies/stress/plan-stress.ts'
import { type PlannedSweep, plannedSweep } from '../studies/sweep/plan-sweep.ts'
import { type PlannedTune, plannedTune } from '../studies/tuning/plan-tune.ts'

/** A kind of study: which runs it takes, and what it says of them. */
export interface StudyKind {
  readonly rounds: StudyRounds
  /** From the runs that the store has. */
  report(store: StudyStore, conducted: Conducted): Promise<StudyReport>
}

/** A sweep as a study. */
export const sweepKind = (planned: PlannedSweep, scenario: Scenario): StudyKind => ({
  rounds: planned.rounds,
  report: (store, conducted) => sweepReport(planned, scenario, store, conducted),
})

/** A sensitivity study. */
export const sensitivityKind = (planned: PlannedSensitivity, scenario: Scenario): StudyKind => ({
  rounds: planned.rounds,
  report: (store, conducted) => sensitivityReport(planned, scenario, store, conducted),
})

/** A stress study. */
export const stressKind = (planned: PlannedStress, scenario: Scenario): StudyKind => ({
  rounds: planned.rounds,
  report: (store, conducted) => stressReport(planned, scenario, store, conducted),
})

/** A tuning as a study. */
export const tuneKind = (planned: PlannedTune, scenario: Scenario): StudyKind => ({
  rounds: planned.rounds,
  report: (store, conducted) => tuneReport(planned, scenario, store, conducted),
})

/** The study that a store's plan asks for. */
export const studyKindOf = async (plan: StudyPlan): Promise<StudyKind> => {
  const { scenario } = await parseScenario(plan.scenario, plan.name)
  switch (plan.kind) {
    case 'sweep':
      return sweepKind(await plannedSweep(plan, scenario), scenario)
    case 'sensitivity':
      return sensitivityKind(await plannedSensitivity(plan, scenario), scenario)
    case 'tune':
      return tuneKind(await plannedTune(plan, scenario), scenario)
    case 'stress':
      return stressKind(plannedStress(plan, scenario), scenario)
  }
}

/** What a report leaves in its folder, by file. */
export const reportFiles = (folder: string, { html, markdown }: StudyReport): Readonly<Record<string, string>> => ({
  [join(folder, 'report.html')]: html,
  [join(folder, 'summary.md')]: markdown,
})
