import { found } from '../studies/evaluation/conduct.ts'
import { InputError } from '../studies/input-error.ts'
import { writeCut } from '../studies/store/cut-short.ts'
import { DONE } from './exit-codes.ts'
import type { StoreOptions } from './options.ts'
import { say } from './output.ts'
import { studyKindOf } from './study-report.ts'
import { reportableStore, writeReport } from './write-report.ts'

/** `perplab report`: a study's reports, rebuilt from its store. @returns the exit code */
export const reportCommand = async (folder: string, options: StoreOptions): Promise<number> => {
  const store = reportableStore(folder)
  const study = await studyKindOf(store.plan)
  const { complete, finishedRuns } = await found(study.rounds, store)
  if (finishedRuns === 0) throw new InputError(`${folder}: no run was finished: there is nothing to report`)
  if (complete) writeCut(store, undefined)
  const files = await writeReport(study, store, options)
  if (options.quiet !== true) say(`${finishedRuns} runs${complete ? '' : ', not all'}; written: ${files.join(', ')}`)
  return DONE
}
