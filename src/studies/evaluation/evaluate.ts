import type { StudyPart } from '../plan/study-parts.ts'
import type { PlannedRun, StudyPoint } from '../plan/study-plan.ts'
import { RunFailure } from '../run-outcome.ts'
import type { StudyStore } from '../store/study-store.ts'
import type { PartPool } from './part-pool.ts'

/** How far a study has come. */
export interface StudyProgress {
  /** Runs' worth of work done, those found in the store and parts of runs under way included. */
  readonly done: number
  /** Of it, found in the store at the beginning. */
  readonly found: number
  readonly finishedRuns: number
}

export interface EvaluateOptions {
  readonly store: StudyStore
  readonly pool: PartPool
  readonly pointOf: (point: number) => StudyPoint
  /** Ends what is under way; finished parts are kept. */
  readonly signal?: AbortSignal
  /** Asked before a part is begun: answers false when the time is over. What is under way is finished. */
  readonly mayBegin?: () => boolean
  /** Told ten times a second at most. */
  readonly onProgress?: (progress: StudyProgress) => void
}

/** A run of a study that failed: the point that it is a run of comes with it. */
export class StudyRunFailure extends RunFailure {
  readonly point: StudyPoint

  constructor(run: PlannedRun, point: StudyPoint, outcome: ConstructorParameters<typeof RunFailure>[2]) {
    super(run.arm, run.seed, outcome)
    this.point = point
  }
}

const PROGRESS_EVERY = 100

/**
 * Sees that every part is in the store: those that are there are passed over, the others are run and kept as they finish.
 * Which are asked for at a time, and so the memory taken, hangs on the pool alone.
 *
 * @returns whether all of them are there; false after an interrupt or when time was over
 * @throws StudyRunFailure when a run fails; what was finished is kept
 */
export const evaluate = async (parts: Iterable<StudyPart>, options: EvaluateOptions): Promise<boolean> => {
  const { store, pool, pointOf, signal, mayBegin = () => true, onProgress } = options
  let found = 0
  let finishedRuns = 0
  let failure: unknown
  let whole = true
  const average = { runs: 0, parts: 0 }
  const report = (): void => {
    const runsPerPart = average.parts === 0 ? 1 : average.runs / average.parts
    onProgress?.({ done: finishedRuns + pool.underWay() * runsPerPart, found, finishedRuns })
  }
  const stop = (): void => {
    whole = false
    void pool.close()
  }
  const make = async ({ name, runs }: StudyPart): Promise<void> => {
    average.runs += runs.length
    average.parts += 1
    const points = new Map(runs.map(({ point }) => [point, pointOf(point)]))
    const answer = await pool.run({ runs, points })
    if (answer instanceof Uint8Array) {
      store.write(name, answer)
      finishedRuns += runs.length
    } else if (answer.kind === 'stopped') whole = false
    else throw new StudyRunFailure(answer.run, pointOf(answer.run.point), answer.outcome)
  }

  signal?.addEventListener('abort', stop, { once: true })
  const timer = onProgress && setInterval(report, PROGRESS_EVERY)
  const underWay = new Set<Promise<void>>()
  try {
    for (const part of parts) {
      if (store.has(part.name)) {
        found += part.runs.length
        finishedRuns += part.runs.length
        continue
      }
      if (underWay.size >= pool.width) await Promise.race(underWay)
      // A run that fails is of its own point: others go on.
      if (failure !== undefined && !(failure instanceof StudyRunFailure)) break
      if (signal?.aborted === true || !mayBegin()) whole = false
      // Parts that were finished before are still looked for.
      if (!whole) continue
      const made: Promise<void> = make(part)
        .catch((error: unknown) => {
          failure ??= error
        })
        .finally(() => underWay.delete(made))
      underWay.add(made)
    }
    await Promise.all(underWay)
  } finally {
    clearInterval(timer)
    signal?.removeEventListener('abort', stop)
  }
  if (failure !== undefined) throw failure
  report()
  return whole
}
