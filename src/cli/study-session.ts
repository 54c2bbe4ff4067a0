import { dirname, join } from 'node:path'
import { formatDuration } from '../report/number-format.ts'
import { printScenario, readScenarioData } from '../scenario/parse-scenario.ts'
import { withChanges } from '../scenario/vary/change.ts'
import { type Conducted, conduct } from '../studies/evaluation/conduct.ts'
import { type StudyProgress, StudyRunFailure } from '../studies/evaluation/evaluate.ts'
import { partPool } from '../studies/evaluation/part-pool.ts'
import type { StudyRounds } from '../studies/evaluation/study-rounds.ts'
import { type CutShort, writeCut } from '../studies/store/cut-short.ts'
import { openStore, type StudyStore } from '../studies/store/study-store.ts'
import { FAILED } from './exit-codes.ts'
import { type Interrupt, interruptible } from './interrupt.ts'
import type { StudyOptions } from './options.ts'
import { say } from './output.ts'
import { progressDisplay } from './progress-display.ts'
import type { ReadStudy } from './read-study.ts'
import { replayText } from './replay-scenario.ts'
import { writeFiles } from './write-files.ts'

/** A study that was taken as far as it was let. */
export interface StudySession extends Conducted {
  readonly store: StudyStore
  readonly interrupt: Interrupt
}

/** `12 of 240 runs, 2 min 10 s left`; the time that is left follows from what was run by now. */
const progressWords = ({ done, found, finishedRuns }: StudyProgress, expected: number, seconds: number): string => {
  const runs = `${finishedRuns} of ${expected} runs`
  const ran = done - found
  if (ran < 1 || done >= expected) return runs
  return `${runs}, ${formatDuration(((expected - done) / ran) * seconds * 1000)} left`
}

const reportFailure = async (read: ReadStudy, failure: StudyRunFailure, folder: string, options: StudyOptions) => {
  const { arm, seed, message, point } = failure
  const { scenario } = await readScenarioData(withChanges(read.scenario, point.changes), read.study.name)
  const path = join(folder, `broken-${arm}-seed-${seed}.yaml`)
  const replay = { path, arm, scenario: { ...scenario, seed }, head: message.split('\n'), print: printScenario }
  const { text, command } = replayText(read, replay, options)
  writeFiles({ [path]: text })
  say(message)
  say(`replay it: ${command}`)
}

/** Why not all runs are there. */
const cutOf = (session: Conducted, interrupted: boolean, { budget, shard }: StudyOptions): CutShort | undefined => {
  const isShard = shard !== undefined && shard.of > 1
  if (session.complete) return isShard ? { because: 'shard', detail: `${shard.shard}/${shard.of}` } : undefined
  return interrupted ? { because: 'interrupt', detail: '' } : { because: 'budget', detail: formatDuration(budget ?? 0) }
}

/**
 * Takes a study through its runs, in threads, with progress and Ctrl-C; what is finished is in its store.
 *
 * @returns the exit code where a run failed
 * @throws InputError for a folder that holds another study
 */
export const studySession = async (
  read: ReadStudy,
  study: StudyRounds,
  folder: string,
  options: StudyOptions,
): Promise<StudySession | typeof FAILED> => {
  const { plan } = study
  const { prices, index, budget = Infinity, shard } = options
  const quiet = options.quiet === true
  const store = openStore(folder, plan)
  const interrupt = interruptible()
  const began = performance.now()
  const pool = partPool({
    plan,
    scenario: read.scenario,
    folder: dirname(read.file),
    ...(prices !== undefined && { prices }),
    ...(index !== undefined && { index }),
    workers: options.workers,
  })
  const progress = progressDisplay(`${plan.kind} ${plan.name}`, quiet)
  const expected = study.expectedRuns / (shard?.of ?? 1)
  try {
    const conducted = await conduct(study, {
      store,
      pool,
      signal: interrupt.signal,
      ...(shard !== undefined && { shard }),
      mayBegin: () => performance.now() - began < budget,
      onProgress: (now) =>
        progress.update(
          Math.min(1, now.done / expected),
          progressWords(now, Math.round(expected), (performance.now() - began) / 1000),
        ),
    })
    writeCut(store, cutOf(conducted, interrupt.signal.aborted, options))
    return { ...conducted, store, interrupt }
  } catch (error) {
    if (!(error instanceof StudyRunFailure)) throw error
    progress.close()
    await reportFailure(read, error, folder, options)
    return FAILED
  } finally {
    progress.close()
    await pool.close()
  }
}
