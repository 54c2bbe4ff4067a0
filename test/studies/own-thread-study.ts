import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { type Conducted, conduct } from '../../src/studies/evaluation/conduct.ts'
import { partPool } from '../../src/studies/evaluation/part-pool.ts'
import type { StudyRounds } from '../../src/studies/evaluation/study-rounds.ts'
import { openStore, type StudyStore } from '../../src/studies/store/study-store.ts'

/** A study that was run in this thread, with its store. */
export interface OwnThreadStudy extends Conducted {
  readonly store: StudyStore
  /** Runs that the store did not have. */
  readonly ran: number
}

/** A folder for stores, and what removes it. */
export const storeFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'perplab-study-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Runs a study into a store. @param mostParts - after which no more are begun */
export const inOwnThread = async (
  study: StudyRounds,
  scenario: Scenario,
  folder: string,
  mostParts = Number.POSITIVE_INFINITY,
): Promise<OwnThreadStudy> => {
  const { plan } = study
  const store = openStore(folder, plan)
  const pool = partPool({ plan, scenario, folder, workers: 0 })
  let parts = 0
  let ran = 0
  const counting = {
    ...pool,
    run: (task: Parameters<typeof pool.run>[0]) => {
      parts += 1
      ran += task.runs.length
      return pool.run(task)
    },
  }
  const conducted = await conduct(study, { store, pool: counting, mayBegin: () => parts < mostParts })
  return { ...conducted, store, ran }
}
