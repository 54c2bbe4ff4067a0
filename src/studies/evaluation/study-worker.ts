import { isAbsolute, join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { move } from 'piscina'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StudyPlan, StudyPoint } from '../plan/study-plan.ts'
import { SHARE_UNIT } from '../run-task.ts'
import { encodePart } from '../store/part-file.ts'
import { type PartOutcome, type PartTask, partRunner } from './part-runner.ts'
import { runnerTerms } from './runner-terms.ts'

/** What a worker thread of a study is given once: plain data. */
export interface StudyWorkerTerms {
  readonly plan: StudyPlan
  readonly scenario: Scenario
  /** Folder that names of files in the scenario are relative to. */
  readonly folder: string
  readonly prices?: string
  readonly index?: string
  /** Shares of their parts that threads have done, in `SHARE_UNIT`, by slot. */
  readonly shares: Int32Array
}

/** One part for a worker thread. */
export interface StudyWorkerTask extends PartTask {
  /** Cell of `shares` that this part writes. */
  readonly slot: number
}

/** The part as a file, or how it ended otherwise. */
export type StudyWorkerAnswer = Uint8Array | Exclude<PartOutcome, { kind: 'finished' }>

const { plan, scenario, folder, prices, index, shares } = workerData as StudyWorkerTerms
const run = partRunner(
  runnerTerms(plan, scenario, {
    resolve: (file) => (isAbsolute(file) ? file : join(folder, file)),
    ...(prices !== undefined && { prices }),
    ...(index !== undefined && { index }),
  }),
)

/** A worker thread's task: all runs of a part, as the file that the store keeps. */
export default async ({ slot, ...task }: StudyWorkerTask): Promise<StudyWorkerAnswer> => {
  const outcome = await run(task, (share) => Atomics.store(shares, slot, Math.floor(share * SHARE_UNIT)))
  if (outcome.kind !== 'finished') return outcome
  const points = task.points as ReadonlyMap<number, StudyPoint>
  const bytes = encodePart(plan, outcome.rows, points)
  return move(bytes as never) as unknown as Uint8Array
}
