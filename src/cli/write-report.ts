import { found } from '../studies/evaluation/conduct.ts'
import { InputError } from '../studies/input-error.ts'
import { readStore, type StudyStore } from '../studies/store/study-store.ts'
import type { CommonOptions } from './options.ts'
import { print } from './output.ts'
import { packageVersion } from './package-version.ts'
import { reportFiles, type StudyKind } from './study-report.ts'
import { terminal } from './terminal.ts'
import { writeFiles } from './write-files.ts'

/** Writes a study's reports into its store's folder, and prints it. @returns the files */
export const writeReport = async (
  study: StudyKind,
  store: StudyStore,
  { json }: Pick<CommonOptions, 'json'>,
): Promise<readonly string[]> => {
  const report = await study.report(store, await found(study.rounds, store))
  const files = reportFiles(store.folder, report)
  writeFiles(files)
  print(json === true ? report.json : report.table(terminal()))
  return Object.keys(files)
}

/** A store whose study this version of perplab can report. @throws InputError for none, and one of another version */
export const reportableStore = (folder: string): StudyStore => {
  const store = readStore(folder)
  const [own, other] = [packageVersion(), store.plan.version]
  if (own !== other)
    throw new InputError(`${folder}: holds runs of perplab ${other}; this is ${own}. Use npx perplab@${other} for it`)
  return store
}
