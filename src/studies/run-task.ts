import type { Scenario } from '../scenario/scenario.ts'

/** What a worker thread is given once: plain data. */
export interface WorkerTerms {
  readonly scenario: Scenario
  /** Folder that names of files in the scenario are relative to. */
  readonly folder: string
  readonly prices?: string
  readonly index?: string
  /** Shares of the horizon that runs have done, in `SHARE_UNIT`, by slot: shared with the thread that asks. */
  readonly shares: Int32Array
}

/** One run for a worker thread. */
export interface RunTask {
  readonly arm: string
  readonly seed: number
  /** Cell of `shares` that this run writes. */
  readonly slot: number
}

/** A whole horizon in `WorkerTerms.shares`. */
export const SHARE_UNIT = 10_000
