import type { RunOutcome } from './run-outcome.ts'

/** Runs arms and seeds of a study somewhere: in this thread, or in others. */
export interface Runner {
  /** Runs are independent; as many as the runner holds go on at a time. */
  run(arm: string, seed: number): Promise<RunOutcome>
  /** Runs' worth of work done so far: finished ones count 1, those on their way their share of the horizon. */
  progress(): number
  /** Lets go of what it holds. Runs on their way end as `stopped`. */
  close(): Promise<void>
}
