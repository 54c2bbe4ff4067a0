import { isAbsolute, join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import { runOnce } from './run-once.ts'
import type { RunOutcome } from './run-outcome.ts'
import { type RunTask, SHARE_UNIT, type WorkerTerms } from './run-task.ts'
import { scenarioStudy } from './scenario-study.ts'
import type { Study } from './study.ts'

/** The thread's own study of the scenario, built once. */
const study = (({ scenario, folder, prices, index }: WorkerTerms): Study =>
  scenarioStudy(scenario, {
    resolve: (file) => (isAbsolute(file) ? file : join(folder, file)),
    ...(prices !== undefined && { prices }),
    ...(index !== undefined && { index }),
  }))(workerData as WorkerTerms)

/** Hands the arrays of a result over instead of copying them. */
const moved = (outcome: RunOutcome): RunOutcome => {
  if (outcome.kind !== 'finished') return outcome
  const buffers = outcome.result.series.values.map(({ buffer }) => buffer as ArrayBuffer)
  return move({ [transferableSymbol]: buffers, [valueSymbol]: outcome } as never) as unknown as RunOutcome
}

/** A worker thread's task: one arm with one seed, from its first block to its last. */
export default async ({ arm, seed, slot }: RunTask): Promise<RunOutcome> => {
  const { shares } = workerData as WorkerTerms
  const outcome = await runOnce(
    () => study.build(arm, seed),
    arm,
    (share) => Atomics.store(shares, slot, Math.floor(share * SHARE_UNIT)),
  )
  Atomics.store(shares, slot, SHARE_UNIT)
  return moved(outcome)
}
