import type { RunResult } from '../simulation/run-result.ts'
import { assembleComparison } from './assemble-comparison.ts'
import type { Comparison } from './comparison.ts'
import { RunFailure, type RunOutcome } from './run-outcome.ts'
import type { Runner } from './runner.ts'
import type { Study } from './study.ts'

/** How far a comparison has come. */
export interface CompareProgress {
  /** Share of all runs' work, 0 to 1. */
  readonly share: number
  readonly finishedRuns: number
  readonly runs: number
  /** Seeds of which every arm is finished. */
  readonly finishedSeeds: number
  readonly seeds: number
}

export interface CompareOptions {
  /** Seeds to run, each once: every arm meets each of them. */
  readonly seeds: readonly number[]
  /** Stops the comparison; seeds whose arms are all finished are kept. */
  readonly signal?: AbortSignal
  /** Told ten times a second at most. */
  readonly onProgress?: (progress: CompareProgress) => void
}

const PROGRESS_EVERY = 100

/** `0, 1, … n - 1` from the scenario's own seed on. */
export const seedsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => first + i)

/**
 * Runs every arm with every seed and puts them side by side, paired by seed. What comes out hangs on study and seeds
 * alone, not on which run finished first. Closes the runner.
 *
 * @returns `undefined` when it was stopped before the first seed was finished
 * @throws RunFailure when a run fails; the others are then stopped
 */
export const compare = async (
  study: Study,
  runner: Runner,
  options: CompareOptions,
): Promise<Comparison | undefined> => {
  const { seeds, signal, onProgress } = options
  const { arms } = study
  const results = seeds.map((): (RunResult | undefined)[] => arms.map(() => undefined))
  const finishedSeeds = (): number => results.filter((row) => row.every((result) => result !== undefined)).length
  const runs = seeds.length * arms.length
  const report = (): void =>
    onProgress?.({
      share: Math.min(1, runner.progress() / runs),
      finishedRuns: results.flat().filter((result) => result !== undefined).length,
      runs,
      finishedSeeds: finishedSeeds(),
      seeds: seeds.length,
    })

  const keep = (outcome: RunOutcome, seed: number, arm: number): void => {
    if (outcome.kind === 'finished') results[seed][arm] = outcome.result
    else if (outcome.kind === 'failed') throw new RunFailure(arms[arm].arm, seeds[seed], outcome)
  }

  const stop = (): void => void runner.close()
  signal?.addEventListener('abort', stop, { once: true })
  const timer = onProgress && setInterval(report, PROGRESS_EVERY)
  try {
    if (signal?.aborted !== true)
      await Promise.all(
        seeds.flatMap((seed, s) => arms.map(async ({ arm }, a) => keep(await runner.run(arm, seed), s, a))),
      )
  } finally {
    clearInterval(timer)
    signal?.removeEventListener('abort', stop)
    await runner.close()
  }
  report()
  const finished = results.flatMap((row, s) => {
    const whole = row.filter((result) => result !== undefined)
    return whole.length === arms.length ? [{ seed: seeds[s], byArm: whole }] : []
  })
  return finished.length === 0 ? undefined : assembleComparison(study, finished, finished.length === seeds.length)
}
