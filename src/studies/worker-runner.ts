import { Piscina } from 'piscina'
import { failure } from './run-once.ts'
import type { RunOutcome } from './run-outcome.ts'
import { type RunTask, SHARE_UNIT, type WorkerTerms } from './run-task.ts'
import type { Runner } from './runner.ts'

/** What worker threads need to run a scenario. */
export interface WorkerRunnerOptions extends Omit<WorkerTerms, 'shares'> {
  /** Threads, at least 1. */
  readonly workers: number
  /** The most runs that will be asked for. */
  readonly runs: number
}

/** Runs in worker threads, one run a thread at a time, in the order in which they are asked for. Needs the built package: threads load its JavaScript. */
export const workerRunner = ({ workers, runs, ...terms }: WorkerRunnerOptions): Runner => {
  const shares = new Int32Array(new SharedArrayBuffer(4 * runs))
  const pool = new Piscina<RunTask, RunOutcome>({
    filename: new URL('./run-worker.js', import.meta.url).href,
    minThreads: Math.min(workers, runs),
    maxThreads: workers,
    workerData: { ...terms, shares } satisfies WorkerTerms,
  })
  let asked = 0
  let closing: Promise<void> | undefined
  // The pool does not keep the order of its queue, and an interrupted study needs whole seeds: it is given no queue.
  const waiting: (() => void)[] = []
  let free = workers
  const turn = async (): Promise<void> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
  }
  const done = (): void => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  const stopped: RunOutcome = { kind: 'stopped' }
  return {
    async run(arm, seed) {
      const slot = asked++
      await turn()
      try {
        return closing === undefined ? await pool.run({ arm, seed, slot }) : stopped
      } catch (error) {
        // Threads are ended in the middle of their runs.
        return closing === undefined ? failure(error) : stopped
      } finally {
        done()
      }
    },
    progress: () => shares.reduce((sum, share) => sum + share, 0) / SHARE_UNIT,
    async close() {
      closing ??= pool.destroy()
      await closing
    },
  }
}
