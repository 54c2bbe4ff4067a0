import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError } from '../../../src/studies/input-error.ts'
import { plannedRuns, type StudyPart, studyParts } from '../../../src/studies/plan/study-parts.ts'
import { planText, type StudyPlan } from '../../../src/studies/plan/study-plan.ts'
import { readCut, writeCut } from '../../../src/studies/store/cut-short.ts'
import { mergeStores } from '../../../src/studies/store/merge-stores.ts'
import { encodePart } from '../../../src/studies/store/part-file.ts'
import {
  checkStore,
  existingStore,
  openStore,
  readStore,
  type StudyStore,
} from '../../../src/studies/store/study-store.ts'
import { tableReader } from '../../../src/studies/store/study-table.ts'
import { smallPlan, smallPoint, smallRow } from '../small-plan.ts'

const PLAN = smallPlan()
const PARTS = [...studyParts(PLAN, plannedRuns(PLAN, [0, 1, 2], { from: 0, to: PLAN.seeds }), smallPoint)]

const bytesOf = ({ runs }: StudyPart): Uint8Array =>
  encodePart(
    PLAN,
    runs.map((run) => smallRow(run)),
    new Map(runs.map(({ point }) => [point, smallPoint(point)])),
  )

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perplab-store-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const inRoot = (name: string): string => join(root, name)
/** Every file below the folder with its bytes. */
const contents = (name = ''): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(inRoot(name), { withFileTypes: true, recursive: true }).map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path, entry.isFile() ? readFileSync(path, 'latin1') : ''] as const
    }),
  )
const filled = (name: string, parts: readonly StudyPart[] = PARTS, plan: StudyPlan = PLAN): StudyStore => {
  const store = openStore(inRoot(name), plan)
  for (const part of parts) store.write(part.name, bytesOf(part))
  return store
}

describe('a store', () => {
  test('keeps plan and parts, and knows them in another process', async () => {
    const store = filled('a', PARTS.slice(1))
    expect(PARTS.map(({ name }) => store.has(name))).toEqual(PARTS.map((_, i) => i > 0))
    const again = openStore(inRoot('a'), PLAN)
    expect(again.parts()).toEqual(
      PARTS.slice(1)
        .map(({ name }) => name)
        .sort(),
    )
    expect(again.plan).toEqual(PLAN)
    expect(await again.read(PARTS[1].name)).toEqual(PARTS[1].runs.map((run) => smallRow(run)))
    expect(readdirSync(inRoot('a')).sort()).toEqual(['parts', 'plan.json'])
  })

  test('is not made by looking', () => {
    expect(existingStore(inRoot('none'), PLAN)).toBeUndefined()
    checkStore(inRoot('none'), PLAN)
    expect(() => readStore(inRoot('none'))).toThrow('is no study')
    expect(contents().size).toBe(0)
  })

  test.each<[string, StudyPlan, string]>([
    ['another plan', smallPlan({ seeds: 5, labels: [] }), 'holds another study (it differs in seeds, labels)'],
    ['another scenario', smallPlan({ fingerprint: '' }), 'holds another study (it differs in fingerprint)'],
    ['another version', smallPlan({ version: '2.0.0' }), 'holds runs of perplab 1.2.3; this is 2.0.0'],
  ])('is refused to %s, and left as it was', (_, plan, message) => {
    filled('a')
    const before = contents('a')
    for (const open of [openStore, checkStore, existingStore]) {
      expect(() => open(inRoot('a'), plan)).toThrow(InputError)
      expect(() => open(inRoot('a'), plan)).toThrow(message)
    }
    expect(contents('a')).toEqual(before)
  })

  test.each<[string, string, string]>([
    ['another format', planText(smallPlan({ format: 2 })), 'is a store of format 2; this perplab reads format 1'],
    ['half a plan', planText(PLAN).slice(0, 40), 'cannot be read as JSON'],
    ['a plan that is a list', '[]', 'is no plan of a study'],
    ['a plan that is nothing', 'null', 'is no plan of a study'],
  ])('with %s is refused, and left as it was', (_, text, message) => {
    filled('a')
    writeFileSync(inRoot('a/plan.json'), text)
    const before = contents('a')
    expect(() => openStore(inRoot('a'), PLAN)).toThrow(message)
    expect(() => readStore(inRoot('a'))).toThrow(InputError)
    expect(contents('a')).toEqual(before)
  })

  test('with parts and no plan is refused; with an empty folder of parts it is begun', () => {
    filled('a')
    rmSync(inRoot('a/plan.json'))
    expect(() => openStore(inRoot('a'), PLAN)).toThrow('has parts of a study, but no plan.json')
    mkdirSync(inRoot('b/parts'), { recursive: true })
    expect(openStore(inRoot('b'), PLAN).parts()).toEqual([])
  })

  test('names a damaged part, and leaves it', async () => {
    const store = filled('a')
    const path = store.fileOf(PARTS[0].name)
    writeFileSync(path, readFileSync(path).subarray(0, 300))
    const before = contents('a')
    await expect(store.read(PARTS[0].name)).rejects.toThrow(InputError)
    await expect(store.read(PARTS[0].name)).rejects.toThrow(`${path}: cannot be read`)
    expect(contents('a')).toEqual(before)
  })

  test('clears away, when it is whole, what a writer that is gone has left, and nothing of one that is at work', () => {
    const store = filled('a', PARTS.slice(0, 1))
    const left = (name: string): void => writeFileSync(inRoot(`a/${name}`), 'half')
    // No process has such a number; this one has its own.
    const [gone, own] = [99_999_999, process.pid]
    const [, second, third] = PARTS.map(({ name }) => `parts/${name}.parquet`)
    for (const file of [`${second}.${gone}.tmp`, `${third}.${own}.tmp`, `plan.json.${gone}.tmp`, `notes.${gone}.tmp`])
      left(file)
    const before = contents('a')
    openStore(inRoot('a'), PLAN)
    expect(contents('a')).toEqual(before)
    writeCut(store, undefined)
    expect(readdirSync(inRoot('a')).sort()).toEqual([`notes.${gone}.tmp`, 'parts', 'plan.json'])
    expect(readdirSync(inRoot('a/parts')).filter((name) => name.endsWith('.tmp'))).toEqual([
      `${PARTS[2].name}.parquet.${own}.tmp`,
    ])
    expect(store.has(PARTS[1].name)).toBe(false)
  })

  test('says why it is not whole, and nothing when it is', () => {
    const store = filled('a')
    expect(readCut(store)).toBeUndefined()
    writeCut(store, { because: 'budget', detail: '10 min' })
    expect(readCut(readStore(inRoot('a')))).toEqual({ because: 'budget', detail: '10 min' })
    writeCut(store, undefined)
    expect(readdirSync(inRoot('a')).sort()).toEqual(['parts', 'plan.json'])
  })
})

describe('the table of a store', () => {
  test('has a value a seed, and none for runs that are not there', async () => {
    const store = filled('a', PARTS.slice(0, 3))
    const table = await tableReader(store)(
      PARTS.map(({ name }) => name),
      ['fund.end'],
      false,
    )
    const there = PARTS.slice(0, 3).flatMap(({ runs }) => runs)
    expect(table.runs).toBe(there.length)
    for (const point of [0, 1, 2])
      for (const arm of PLAN.arms)
        expect(table.values('fund.end', point, arm)).toEqual(
          [7, 8, 9, 10].map((seed) =>
            there.some((run) => run.point === point && run.arm === arm && run.seed === seed)
              ? smallRow({ point, arm, seed }).figures[1]
              : undefined,
          ),
        )
  })

  test('names the nearest figure where there is none of a name', async () => {
    const store = filled('a')
    await expect(tableReader(store)([], ['fund.ned'], false)).rejects.toThrow(
      '"fund.ned": is not recorded in the study of small; did you mean fund.end?',
    )
  })
})

describe('stores of one plan', () => {
  const shard = (n: number): readonly StudyPart[] => PARTS.filter((_, i) => i % 3 === n)

  test('merged are the bytes of one store, in any order, also when some parts are there twice', async () => {
    filled('whole')
    for (const n of [0, 1, 2]) filled(`shard-${n}`, shard(n))
    const folders = ['shard-2', 'shard-0', 'shard-1', 'shard-2'].map(inRoot)
    expect(await mergeStores(inRoot('merged'), folders)).toMatchObject({ copied: PARTS.length, before: 0 })
    expect([...contents('merged').values()]).toEqual([...contents('whole').values()])
    expect(await mergeStores(inRoot('shard-0'), folders)).toMatchObject({ before: shard(0).length })
    expect([...contents('shard-0').values()]).toEqual([...contents('whole').values()])
  })

  test('that are not of one plan, or damaged, are refused before anything is copied', async () => {
    filled('a', shard(0))
    filled('b', shard(1))
    filled('other', shard(2), smallPlan({ question: { metrics: ['deficit'] } }))
    const damaged = filled('damaged', PARTS.slice(0, 2))
    for (const [into, from, message] of [
      ['a', ['b', 'other'], 'is of another plan than'],
      ['a', ['b', 'absent'], 'is no study'],
    ] as const) {
      const before = contents('a')
      await expect(mergeStores(inRoot(into), from.map(inRoot))).rejects.toThrow(message)
      expect(contents('a')).toEqual(before)
    }
    for (const { name } of PARTS.slice(0, 2)) {
      const path = damaged.fileOf(name)
      writeFileSync(path, readFileSync(path).subarray(0, 300))
    }
    await expect(mergeStores(inRoot('a'), [inRoot('damaged')])).rejects.toThrow(/differs from the one in/)
    await expect(mergeStores(inRoot('new'), [inRoot('damaged')])).rejects.toThrow('cannot be read')
    expect(existsSync(inRoot('new'))).toBe(false)
  })
})
