import { type StudyPart, studyParts } from '../plan/study-parts.ts'
import type { StudyStore } from '../store/study-store.ts'
import { tableReader } from '../store/study-table.ts'
import { type EvaluateOptions, evaluate } from './evaluate.ts'
import type { ReadSoFar, StudyRounds } from './study-rounds.ts'

/** One of several machines that share a study: the `of` parts of it are numbered from 1. */
export interface Shard {
  readonly shard: number
  readonly of: number
}

/** How far a study was taken. */
export interface Conducted {
  /** All rounds are in the store (of a shard: its parts of them). */
  readonly complete: boolean
  readonly finishedRuns: number
  /** Figures of the runs that are in the store. */
  readonly read: ReadSoFar
}

export interface ConductOptions extends Omit<EvaluateOptions, 'pointOf'> {
  readonly shard?: Shard
}

/** Every so many parts, counted through the study, are a shard's. */
function* partsOfShard(
  parts: Iterable<StudyPart>,
  counted: { parts: number },
  { shard, of }: Shard,
): Generator<StudyPart> {
  for (const part of parts) {
    const mine = counted.parts % of === shard - 1
    counted.parts += 1
    if (mine) yield part
  }
}

/** Notes the names of parts that pass by. */
function* noted(parts: Iterable<StudyPart>, names: string[]): Generator<StudyPart> {
  for (const part of parts) {
    names.push(part.name)
    yield part
  }
}

/**
 * Takes a study through its rounds, as far as it is let: what is in the store is not run again.
 *
 * @throws StudyRunFailure when a run fails
 * @throws RangeError for a shard of a study whose rounds hang on figures of earlier ones
 */
export const conduct = async (study: StudyRounds, options: ConductOptions): Promise<Conducted> => {
  const { store, shard = { shard: 1, of: 1 }, onProgress } = options
  if (study.adaptive && shard.of > 1)
    throw new RangeError('the runs of this study hang on figures of earlier ones: it cannot be shared by shards')
  const { plan } = study
  const pointOf = (point: number) => study.pointOf(point)
  const names: string[] = []
  const counted = { parts: 0 }
  const before = { done: 0, found: 0, finishedRuns: 0 }
  let last = before
  let complete = true
  const reader = tableReader(store)
  const read: ReadSoFar = (figures, what) => reader(names, figures, what === 'with-details')
  for await (const runs of study.rounds(read)) {
    const parts = noted(partsOfShard(studyParts(plan, runs, pointOf), counted, shard), names)
    const { done, found, finishedRuns } = last
    complete = await evaluate(parts, {
      ...options,
      pointOf,
      onProgress: (now) => {
        last = {
          done: done + now.done,
          found: found + now.found,
          finishedRuns: finishedRuns + now.finishedRuns,
        }
        onProgress?.(last)
      },
    })
    if (!complete) break
  }
  return { complete, finishedRuns: last.finishedRuns, read }
}

/** The runs of a study that a store has, without running any. */
export const found = (study: StudyRounds, store: StudyStore): Promise<Conducted> =>
  conduct(study, { store, pool: NO_POOL, mayBegin: () => false })

const NO_POOL: EvaluateOptions['pool'] = {
  width: 1,
  run: () => Promise.resolve({ kind: 'stopped' }),
  underWay: () => 0,
  close: () => Promise.resolve(),
}
