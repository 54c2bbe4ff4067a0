import { counted, listed } from '../report/arm-words.ts'
import { found } from '../studies/evaluation/conduct.ts'
import { readCut, writeCut } from '../studies/store/cut-short.ts'
import { mergeStores } from '../studies/store/merge-stores.ts'
import { DONE, FAILED } from './exit-codes.ts'
import type { StoreOptions } from './options.ts'
import { say } from './output.ts'
import { studyKindOf } from './study-report.ts'
import { reportableStore, writeReport } from './write-report.ts'

/** Which shards some folders say that they are. */
const shardsOf = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) => {
    const cut = readCut({ folder })
    return cut?.because === 'shard' ? cut.detail.split(', ') : []
  })

/**
 * `perplab merge`: shards of a study put together, and its reports when nothing is missing.
 * @returns the exit code: `FAILED` when runs are missing still
 */
export const mergeCommand = async (into: string, from: readonly string[], options: StoreOptions): Promise<number> => {
  for (const folder of from) reportableStore(folder)
  const shards = [...new Set(shardsOf([into, ...from]))].sort()
  const { store, copied, before } = await mergeStores(into, from)
  const study = await studyKindOf(store.plan)
  const { complete, finishedRuns } = await found(study.rounds, store)
  const words = `${counted(copied, 'part')} copied, ${before} there before: ${counted(finishedRuns, 'run')} in ${into}`
  if (complete) {
    writeCut(store, undefined)
    const files = await writeReport(study, store, options)
    if (options.quiet !== true) say(`${words}; written: ${files.join(', ')}`)
    return DONE
  }
  writeCut(store, { because: 'shard', detail: shards.join(', ') })
  say(words)
  const merged = shards.length === 0 ? '' : ` (merged: ${listed(shards)})`
  say(
    `${study.rounds.expectedRuns - finishedRuns} of ${study.rounds.expectedRuns} runs are missing${merged}: merge the other shards too`,
  )
  return FAILED
}
