import { join } from 'node:path'
import { dryRun, type StudyWords } from './dry-run.ts'
import { DONE, FAILED, INTERRUPTED } from './exit-codes.ts'
import type { StudyOptions } from './options.ts'
import { say } from './output.ts'
import type { ReadStudy } from './read-study.ts'
import type { StudyKind } from './study-report.ts'
import { studySession } from './study-session.ts'
import { writeReport } from './write-report.ts'

/** A study that a command has planned. */
export interface PlannedStudy extends StudyKind {
  readonly words: StudyWords
}

/** Runs a planned study into its store and reports it, or only says what would be run. @returns the exit code */
export const runStudy = async (
  read: ReadStudy,
  study: PlannedStudy,
  folder: string,
  options: StudyOptions,
): Promise<number> => {
  const { rounds } = study
  if (options.dryRun === true) return dryRun(read, rounds, folder, options, study.words)
  const began = performance.now()
  const session = await studySession(read, rounds, folder, options)
  if (session === FAILED) return FAILED
  const { store, interrupt, finishedRuns, complete } = session
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const stopped = interrupt.signal.aborted
  if (options.shard !== undefined && options.shard.of > 1) {
    if (options.quiet !== true) say(`${finishedRuns} runs in ${seconds} s; merge the shards with perplab merge`)
  } else if (finishedRuns === 0) say('no run was finished: there is nothing to report')
  else {
    const files = await writeReport(study, store, options)
    if (options.quiet !== true)
      say(`${finishedRuns} runs in ${seconds} s; written: ${files.join(', ')}, ${join(folder, 'parts')}`)
  }
  if (stopped) {
    say(`interrupted: ${finishedRuns} of ${rounds.expectedRuns} runs are kept; the same command goes on`)
    await interrupt.settled()
    return INTERRUPTED
  }
  if (!complete)
    say(`the budget is spent: ${finishedRuns} of ${rounds.expectedRuns} runs are kept; the same command goes on`)
  return DONE
}
