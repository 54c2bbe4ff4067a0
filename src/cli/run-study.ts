import { join } from 'node:path'
import { found } from '../studies/evaluation/conduct.ts'
import { writeCut } from '../studies/store/cut-short.ts'
import { readStore } from '../studies/store/study-store.ts'
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

/** Reports what a study has, although one of its runs failed. */
const reportFound = async (study: PlannedStudy, folder: string, options: StudyOptions): Promise<void> => {
  const store = readStore(folder)
  if ((await found(study.rounds, store)).finishedRuns > 0) await writeReport(study, store, options)
}

/** Reports a study whose shards share a folder, by the last of them. */
const reportWhole = async (study: PlannedStudy, folder: string, options: StudyOptions): Promise<void> => {
  const store = readStore(folder)
  if (!(await found(study.rounds, store)).complete) return
  writeCut(store, undefined)
  await writeReport(study, store, options)
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
  if (session === FAILED) {
    await reportFound(study, folder, options)
    return FAILED
  }
  const { store, interrupt, finishedRuns, complete } = session
  const isShard = (options.shard?.of ?? 1) > 1
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const stopped = interrupt.signal.aborted
  if (isShard) {
    if (options.quiet !== true) say(`${finishedRuns} runs in ${seconds} s; merge the shards with perplab merge`)
    if (complete) await reportWhole(study, folder, options)
  } else if (finishedRuns === 0) say('no run was finished: there is nothing to report')
  else {
    const files = await writeReport(study, store, options)
    if (options.quiet !== true)
      say(`${finishedRuns} runs in ${seconds} s; written: ${files.join(', ')}, ${join(folder, 'parts')}`)
  }
  const of = isShard ? 'of its share ' : `of ${rounds.expectedRuns} runs `
  if (stopped) {
    say(`interrupted: ${finishedRuns} ${of}are kept; the same command goes on`)
    await interrupt.settled()
    return INTERRUPTED
  }
  if (!complete) say(`the budget is spent: ${finishedRuns} ${of}are kept; the same command goes on`)
  return DONE
}
