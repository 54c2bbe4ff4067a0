import { isAbsolute, join } from 'node:path'
import { Piscina } from 'piscina'
import { SHARE_UNIT } from '../run-task.ts'
import { encodePart } from '../store/part-file.ts'
import { type PartTask, partRunner } from './part-runner.ts'
import { runnerTerms } from './runner-terms.ts'
import type { StudyWorkerAnswer, StudyWorkerTask, StudyWorkerTerms } from './study-worker.ts'

/** What makes the parts of a study: this thread, or several others. */
export interface PartPool {
  /** Parts that may be asked for at a time. */
  readonly width: number
  /** The part as a file, or how it ended otherwise. */
  run(task: PartTask): Promise<StudyWorkerAnswer>
  /** Parts' worth of work under way, finished parts left out. */
  underWay(): number
  /** Ends what is under way: it answers `stopped`. */
  close(): Promise<void>
}

/** What a pool needs to know of the study. */
export interface PartPoolTerms extends Omit<StudyWorkerTerms, 'shares'> {
  /** Threads; 0 runs in this one. */
  readonly workers: number
}

const ownThread = ({ plan, scenario, folder, prices, index }: PartPoolTerms): PartPool => {
  const resolve = (file: string): string => (isAbsolute(file) ? file : join(folder, file))
  const files = { resolve, ...(prices !== undefined && { prices }), ...(index !== undefined && { index }) }
  const run = partRunner(runnerTerms(plan, scenario, files))
  let share = 0
  let closed = false
  return {
    width: 1,
    async run(task) {
      // Lets the keyboard in between two parts.
      await new Promise((resolve) => setImmediate(resolve))
      if (closed) return { kind: 'stopped' }
      const outcome = await run(task, (done) => {
        share = done
      })
      share = 0
      return outcome.kind === 'finished' ? encodePart(plan, outcome.rows, task.points) : outcome
    },
    underWay: () => share,
    async close() {
      closed = true
    },
  }
}

const threads = ({ workers, ...terms }: PartPoolTerms): PartPool => {
  // Each thread has the next part at hand when it is done with one.
  const width = workers * 2
  const shares = new Int32Array(new SharedArrayBuffer(4 * width))
  const pool = new Piscina<StudyWorkerTask, StudyWorkerAnswer>({
    filename: new URL('./study-worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    workerData: { ...terms, shares } satisfies StudyWorkerTerms,
  })
  const slots = Array.from(shares.keys())
  let closing: Promise<void> | undefined
  return {
    width,
    async run(task) {
      const slot = slots.pop() ?? 0
      Atomics.store(shares, slot, 0)
      try {
        return closing === undefined ? await pool.run({ ...task, slot }) : { kind: 'stopped' }
      } catch (error) {
        // Threads are ended in the middle of their parts.
        if (closing === undefined) throw error
        return { kind: 'stopped' }
      } finally {
        Atomics.store(shares, slot, 0)
        slots.push(slot)
      }
    },
    underWay: () => shares.reduce((sum, share) => sum + share, 0) / SHARE_UNIT,
    async close() {
      closing ??= pool.destroy()
      await closing
    },
  }
}

/** Makes parts in worker threads (which need the built package), or in this thread with 0 workers. */
export const partPool = (terms: PartPoolTerms): PartPool => (terms.workers === 0 ? ownThread(terms) : threads(terms))
