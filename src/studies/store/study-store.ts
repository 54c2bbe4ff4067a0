import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../input-error.ts'
import { planText, type RunRow, STORE_FORMAT, type StudyPlan } from '../plan/study-plan.ts'
import { decodePart } from './part-file.ts'
import { clearUnfinished, pendingFile, refusable } from './pending-file.ts'

/** The file of a store's plan. */
export const PLAN = 'plan.json'
const PARTS = 'parts'
const PART = /^([0-9a-f]{32})\.parquet$/
const UNFINISHED = /^[0-9a-f]{32}\.parquet\.\d+\.tmp$/
/** Other files of a store's folder. */
const BESIDE = /^(plan\.json|cut-short\.json|report\.html|summary\.md)$/

/** The folder of a study: its plan, and a Parquet file for every part that is finished. */
export interface StudyStore {
  readonly folder: string
  readonly plan: StudyPlan
  /** Names of the parts that are there, sorted. */
  parts(): readonly string[]
  /** Where a part is. */
  fileOf(part: string): string
  has(part: string): boolean
  /** Keeps a part: it has its name once it is whole and on the disk. */
  write(part: string, bytes: Uint8Array): void
  /** A part as it is on the disk. */
  bytes(part: string): Uint8Array
  /** Rows of a part. @throws InputError when the file is none of perplab's, or damaged */
  read(part: string, figures?: readonly string[], details?: boolean): Promise<readonly RunRow[]>
}

/** Reads a plan. @throws InputError where there is none, or one of another format */
const readPlan = (folder: string): StudyPlan => {
  const file = join(folder, PLAN)
  if (!existsSync(file)) throw new InputError(`${folder}: is no study: there is no ${PLAN} in it`)
  let plan: StudyPlan
  try {
    plan = JSON.parse(readFileSync(file, 'utf8')) as StudyPlan
  } catch {
    throw new InputError(`${file}: cannot be read as JSON`)
  }
  if (typeof plan?.format !== 'number') throw new InputError(`${file}: is no plan of a study`)
  if (plan.format !== STORE_FORMAT)
    throw new InputError(`${folder}: is a store of format ${plan.format}; this perplab reads format ${STORE_FORMAT}`)
  return plan
}

/** Makes the names of a folder's files last through a loss of power, where the system can. */
const syncFolder = (folder: string): void => {
  try {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // Windows opens no folders; its file system orders names by itself.
  }
}

const storeOf = (folder: string, plan: StudyPlan): StudyStore => {
  const parts = join(folder, PARTS)
  const fileOf = (part: string): string => join(parts, `${part}.parquet`)
  const names = existsSync(parts) ? readdirSync(parts) : []
  const present = new Set(names.flatMap((name) => PART.exec(name)?.[1] ?? []))
  const unfinished = names.filter((name) => UNFINISHED.test(name))
  return {
    folder,
    plan,
    parts: () => [...present].sort(),
    fileOf,
    has: (part) => present.has(part),
    bytes: (part) => readFileSync(fileOf(part)),
    write(part, bytes) {
      const file = pendingFile(fileOf(part))
      try {
        file.write(bytes)
        file.commit()
      } finally {
        file.discard()
      }
      // What a writer that was killed has left of this part.
      for (const name of unfinished) if (name.startsWith(part)) rmSync(join(parts, name), { force: true })
      syncFolder(parts)
      present.add(part)
    },
    async read(part, figures, details) {
      try {
        return await decodePart(plan, readFileSync(fileOf(part)), figures, details)
      } catch (error) {
        throw new InputError(`${fileOf(part)}: cannot be read (${(error as Error).message}); delete it and run again`)
      }
    },
  }
}

/** Takes away what writers that were killed have left, when a store is whole: before, others may be at work in it. */
export const clearStore = (folder: string): void => {
  clearUnfinished(folder, BESIDE)
  clearUnfinished(join(folder, PARTS), PART)
}

/** What differs between two plans, by the names of their parts. */
const differences = (a: StudyPlan, b: StudyPlan): readonly string[] =>
  (Object.keys(b) as (keyof StudyPlan)[]).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))

/**
 * Opens the store of a plan for going on, without changing anything.
 *
 * @throws InputError where the folder holds another study, or one of another version
 */
export const checkStore = (folder: string, plan: StudyPlan): void => {
  if (!existsSync(join(folder, PLAN))) {
    const parts = join(folder, PARTS)
    if (existsSync(parts) && readdirSync(parts).some((name) => PART.test(name)))
      throw new InputError(`${folder}: has parts of a study, but no ${PLAN}`)
    return
  }
  const old = readPlan(folder)
  if (old.version !== plan.version)
    throw new InputError(
      `${folder}: holds runs of perplab ${old.version}; this is ${plan.version}, whose figures may differ. Choose another --out`,
    )
  const differ = differences(old, plan)
  if (differ.length > 0)
    throw new InputError(
      `${folder}: holds another study (it differs in ${differ.join(', ')}). Choose another --out, or delete it`,
    )
}

/** Opens the store of a plan, making it where it is not there. @throws InputError as `checkStore` */
export const openStore = (folder: string, plan: StudyPlan): StudyStore => {
  checkStore(folder, plan)
  // The plan comes first: parts without one are no study.
  if (!existsSync(join(folder, PLAN))) {
    const file = pendingFile(join(folder, PLAN))
    try {
      file.write(planText(plan))
      file.commit()
    } finally {
      file.discard()
    }
    syncFolder(folder)
  }
  refusable(folder, () => mkdirSync(join(folder, PARTS), { recursive: true }))
  return storeOf(folder, plan)
}

/** The store of a plan where there is one. @throws InputError as `checkStore` */
export const existingStore = (folder: string, plan: StudyPlan): StudyStore | undefined => {
  checkStore(folder, plan)
  return existsSync(join(folder, PLAN)) ? storeOf(folder, plan) : undefined
}

/** Opens a store as it is, for reading. @throws InputError where there is none that this version reads */
export const readStore = (folder: string): StudyStore => storeOf(folder, readPlan(folder))
