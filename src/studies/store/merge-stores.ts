import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InputError } from '../input-error.ts'
import { openStore, PLAN, readStore, type StudyStore } from './study-store.ts'

/** Stores of one plan that were put together. */
export interface MergedStores {
  readonly store: StudyStore
  /** Parts that were copied, and those that were there before. */
  readonly copied: number
  readonly before: number
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** Sees that all stores are of one plan, to the byte. @throws InputError naming the first that is not */
const checkPlans = (folders: readonly string[]): void => {
  const [first, ...others] = folders.map((folder) => readFileSync(join(folder, PLAN)))
  const differs = others.findIndex((plan) => !sameBytes(first, plan))
  if (differs >= 0)
    throw new InputError(`${folders[differs + 1]}: is of another plan than ${folders[0]}: they cannot be merged`)
}

/**
 * Copies parts of some stores of one plan, such as those of its shards, into one; what it has already is left as it is.
 *
 * @throws InputError where plans differ, a part is damaged, or two stores have it with other bytes: nothing is copied then
 */
export const mergeStores = async (into: string, from: readonly string[]): Promise<MergedStores> => {
  const sources = from.filter((folder) => resolve(folder) !== resolve(into)).map(readStore)
  const target = existsSync(join(into, PLAN)) ? [readStore(into)] : []
  const all = [...target, ...sources]
  if (all.length === 0) throw new InputError(`${into}: is no study, and there is nothing to merge into it`)
  checkPlans(all.map(({ folder }) => folder))
  const holders = new Map<string, StudyStore>()
  for (const store of all)
    for (const part of store.parts()) {
      const holder = holders.get(part)
      if (holder === undefined) {
        await store.read(part, [])
        holders.set(part, store)
      } else if (!sameBytes(holder.bytes(part), store.bytes(part)))
        throw new InputError(`${store.folder}: part ${part} differs from the one in ${holder.folder}: one is damaged`)
    }
  const store = openStore(into, all[0].plan)
  const missing = [...holders].filter(([part]) => !store.has(part))
  for (const [part, holder] of missing) store.write(part, holder.bytes(part))
  return { store, copied: missing.length, before: holders.size - missing.length }
}
