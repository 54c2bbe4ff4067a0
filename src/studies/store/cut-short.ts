import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pendingFile } from './pending-file.ts'
import { clearStore, type StudyStore } from './study-store.ts'

/** Why a store does not hold all runs of its plan. */
export interface CutShort {
  readonly because: 'budget' | 'interrupt' | 'shard'
  /** The budget, or which shard. */
  readonly detail: string
}

const fileOf = ({ folder }: Pick<StudyStore, 'folder'>): string => join(folder, 'cut-short.json')

/** Records why a study was cut short; a whole one has no such record, nor anything that was left unfinished. */
export const writeCut = (store: Pick<StudyStore, 'folder'>, cut: CutShort | undefined): void => {
  if (cut === undefined) {
    rmSync(fileOf(store), { force: true })
    clearStore(store.folder)
    return
  }
  const file = pendingFile(fileOf(store))
  try {
    file.write(`${JSON.stringify(cut, undefined, 2)}\n`)
    file.commit()
  } finally {
    file.discard()
  }
}

/** The record of a study that was cut short. */
export const readCut = (store: Pick<StudyStore, 'folder'>): CutShort | undefined =>
  existsSync(fileOf(store)) ? (JSON.parse(readFileSync(fileOf(store), 'utf8')) as CutShort) : undefined
