import type { EventSink } from '../../exchange/exchange-event.ts'
import type { RunResult } from '../../simulation/run-result.ts'
import type { Simulation } from '../../simulation/simulation.ts'
import type { PlannedRun, StudyPoint } from '../plan/study-plan.ts'

/** What a kind of study measures of a run besides its metrics. */
export interface RunMeasure {
  /** Where the run's events go. */
  readonly events: EventSink
  /** Before the first block. */
  begun(simulation: Simulation): void
  /** After the last one: figures by the names of the plan's columns, and what is kept as JSON. */
  read(result: RunResult): Promise<{
    readonly figures: Readonly<Record<string, number | undefined>>
    readonly detail: string
  }>
}

/** Begins to measure a run. */
export type MeasureRun = (run: PlannedRun, point: StudyPoint) => RunMeasure
