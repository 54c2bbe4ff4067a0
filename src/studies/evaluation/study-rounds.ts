import type { PlannedRun, StudyPlan, StudyPoint } from '../plan/study-plan.ts'
import type { StudyTable } from '../store/study-table.ts'

/** Reads figures of the runs of all rounds so far, and on demand what runs keep besides. */
export type ReadSoFar = (figures: readonly string[], what?: 'with-details') => Promise<StudyTable>

/** A study as rounds of runs: each round is asked for when those before it are finished, and may hang on their figures. */
export interface StudyRounds {
  readonly plan: StudyPlan
  /** Runs of all rounds, as far as can be known before the first. */
  readonly expectedRuns: number
  /** Which runs there are hangs on figures of earlier ones: no machine can take a part of it alone. */
  readonly adaptive: boolean
  /** A point that a round has asked for. */
  pointOf(point: number): StudyPoint
  rounds(read: ReadSoFar): AsyncIterable<Iterable<PlannedRun>>
}
