import type { BrokenInvariant } from '../simulation/invariant-error.ts'
import type { RunResult } from '../simulation/run-result.ts'

/** How a run ended. */
export type RunOutcome =
  | { readonly kind: 'finished'; readonly result: RunResult }
  /** The study was stopped before the run's end: nothing of it counts. */
  | { readonly kind: 'stopped' }
  /** An invariant broke, or the run could not go on. */
  | { readonly kind: 'failed'; readonly message: string; readonly broken?: BrokenInvariant }

/** A run of a study that failed: which, why, and, for a broken invariant, where. Its message ends with what happened. */
export class RunFailure extends Error {
  readonly arm: string
  readonly seed: number
  readonly broken: BrokenInvariant | undefined

  constructor(arm: string, seed: number, outcome: Extract<RunOutcome, { kind: 'failed' }>) {
    super(`the run of ${arm} with seed ${seed} failed: ${outcome.message}`)
    this.name = 'RunFailure'
    this.arm = arm
    this.seed = seed
    this.broken = outcome.broken
  }
}
