import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ConductOptions, conduct, found } from '../../../src/studies/evaluation/conduct.ts'
import { type StudyProgress, StudyRunFailure } from '../../../src/studies/evaluation/evaluate.ts'
import type { PartPool } from '../../../src/studies/evaluation/part-pool.ts'
import type { PartTask } from '../../../src/studies/evaluation/part-runner.ts'
import type { StudyRounds } from '../../../src/studies/evaluation/study-rounds.ts'
import { plannedRuns } from '../../../src/studies/plan/study-parts.ts'
import type { PlannedRun, StudyPlan } from '../../../src/studies/plan/study-plan.ts'
import { encodePart } from '../../../src/studies/store/part-file.ts'
import { openStore, type StudyStore } from '../../../src/studies/store/study-store.ts'
import { smallPlan, smallPoint, smallRow } from '../small-plan.ts'

const PLAN = smallPlan({ seeds: 3, runsPerPart: 3 })
const POINTS = [0, 1, 2, 3, 4]
const RUNS = POINTS.length * PLAN.arms.length * PLAN.seeds
const PARTS = RUNS / PLAN.runsPerPart

const study = (parts: Partial<StudyRounds> = {}, plan: StudyPlan = PLAN): StudyRounds => ({
  plan,
  expectedRuns: RUNS,
  adaptive: false,
  pointOf: smallPoint,
  async *rounds() {
    yield plannedRuns(plan, POINTS, { from: 0, to: plan.seeds })
  },
  ...parts,
})

/** A pool that makes parts when it is told to, and counts. */
class FakePool implements PartPool {
  readonly width: number
  readonly asked: (readonly PlannedRun[])[] = []
  most = 0
  closed = false
  #waiting: (() => void)[] = []
  readonly #fails: (run: PlannedRun) => boolean

  constructor(width = 2, fails: (run: PlannedRun) => boolean = () => false) {
    this.width = width
    this.#fails = fails
  }

  async run({ runs, points }: PartTask) {
    this.asked.push(runs)
    this.most = Math.max(this.most, this.#waiting.length + 1)
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      // The last that was asked for is done first.
      setImmediate(() => this.#waiting.pop()?.())
    })
    if (this.closed) return { kind: 'stopped' } as const
    const run = runs.find(this.#fails)
    if (run !== undefined) return { kind: 'failed', run, outcome: { kind: 'failed', message: 'it broke' } } as const
    return encodePart(
      PLAN,
      runs.map((planned) => smallRow(planned)),
      points,
    )
  }
  underWay(): number {
    return 0.5
  }
  async close(): Promise<void> {
    this.closed = true
  }
}

let folder = ''
let store: StudyStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perplab-conduct-'))
  store = openStore(folder, PLAN)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const take = (options: Partial<ConductOptions> & { readonly pool: PartPool }, of: StudyRounds = study()) =>
  conduct(of, { store, ...options })

describe('a study', () => {
  test('is run whole, with no more parts asked for than its pool takes, however many there are', async () => {
    for (const width of [1, 3]) {
      rmSync(folder, { recursive: true })
      store = openStore(folder, PLAN)
      const pool = new FakePool(width)
      expect(await take({ pool })).toMatchObject({ complete: true, finishedRuns: RUNS })
      expect(pool.asked).toHaveLength(PARTS)
      expect(pool.most).toBe(width)
      expect(store.parts()).toHaveLength(PARTS)
    }
  })

  test('asks for runs only when there is room for them', async () => {
    let drawn = 0
    const pool = new FakePool(2)
    const lazy = study({
      async *rounds() {
        yield (function* () {
          for (const run of plannedRuns(PLAN, POINTS, { from: 0, to: PLAN.seeds })) {
            drawn += 1
            expect(drawn).toBeLessThanOrEqual((pool.asked.length + 1) * PLAN.runsPerPart)
            yield run
          }
        })()
      },
    })
    await take({ pool }, lazy)
    expect(drawn).toBe(RUNS)
  })

  test('passes over what its store has, and runs the rest', async () => {
    const first = new FakePool()
    let begun = 0
    expect(await take({ pool: first, mayBegin: () => begun++ < 4 })).toMatchObject({ complete: false })
    expect(first.asked).toHaveLength(4)
    const second = new FakePool()
    expect(await take({ pool: second })).toMatchObject({ complete: true, finishedRuns: RUNS })
    expect(second.asked).toHaveLength(PARTS - 4)
    const third = new FakePool()
    expect(await take({ pool: third })).toMatchObject({ complete: true, finishedRuns: RUNS })
    expect(third.asked).toEqual([])
  })

  test('still counts what is in its store when no time is left', async () => {
    let begun = 0
    await take({ pool: new FakePool(), mayBegin: () => begun++ < 3 })
    const pool = new FakePool()
    const done = 3 * PLAN.runsPerPart
    expect(await take({ pool, mayBegin: () => false })).toMatchObject({ complete: false, finishedRuns: done })
    expect(pool.asked).toEqual([])
    expect(await found(study(), store)).toMatchObject({ complete: false, finishedRuns: done })
  })

  test('that is aborted closes its pool and keeps what was finished', async () => {
    const controller = new AbortController()
    const pool = new FakePool(2)
    const run = pool.run.bind(pool)
    pool.run = async (task) => {
      if (pool.asked.length === 5) controller.abort()
      return run(task)
    }
    const { complete, finishedRuns } = await take({ pool, signal: controller.signal })
    expect(complete).toBe(false)
    expect(pool.closed).toBe(true)
    expect(finishedRuns).toBe(store.parts().length * PLAN.runsPerPart)
    expect(store.parts().length).toBeGreaterThan(0)
    expect(store.parts().length).toBeLessThan(PARTS)
    // One that was aborted before it began runs nothing.
    const late = new FakePool()
    expect(await take({ pool: late, signal: controller.signal })).toMatchObject({ complete: false })
    expect(late.asked).toEqual([])
  })

  test('of which a run fails says which, with its point, and keeps all other parts', async () => {
    const pool = new FakePool(2, ({ point, arm, seed }) => point === 2 && arm === 'book' && seed === 8)
    const failure = await take({ pool }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StudyRunFailure)
    expect(failure).toMatchObject({ arm: 'book', seed: 8, point: smallPoint(2) })
    expect((failure as Error).message).toBe('the run of book with seed 8 failed: it broke')
    expect(pool.asked).toHaveLength(PARTS)
    expect(store.parts()).toHaveLength(PARTS - 1)
  })

  test('tells how far it is: what was found at the beginning, and what was run', async () => {
    let begun = 0
    await take({ pool: new FakePool(), mayBegin: () => begun++ < 4 })
    const told: StudyProgress[] = []
    await take({ pool: new FakePool(), onProgress: (progress) => told.push(progress) })
    expect(told.at(-1)).toMatchObject({ found: 4 * PLAN.runsPerPart, finishedRuns: RUNS })
  })
})

describe('shards of a study', () => {
  test('take every part once, and together are the study', async () => {
    const names: string[] = []
    for (const shard of [1, 2, 3]) {
      const own = openStore(join(folder, String(shard)), PLAN)
      const conducted = await conduct(study(), { store: own, pool: new FakePool(), shard: { shard, of: 3 } })
      expect(conducted).toMatchObject({ complete: true, finishedRuns: own.parts().length * PLAN.runsPerPart })
      expect(Math.abs(own.parts().length - PARTS / 3)).toBeLessThan(1)
      names.push(...own.parts())
    }
    await take({ pool: new FakePool() })
    expect(names.sort()).toEqual(store.parts())
  })

  test('cannot share a study whose rounds hang on figures', async () => {
    const shared = take({ pool: new FakePool(), shard: { shard: 1, of: 2 } }, study({ adaptive: true }))
    await expect(shared).rejects.toThrow(RangeError)
  })
})

describe('a study in rounds', () => {
  /** Goes on while there are seeds, and notes what it is told of the figures. */
  const inRounds = (told: unknown[]): StudyRounds =>
    study({
      adaptive: true,
      async *rounds(read) {
        for (let seed = 0; seed < PLAN.seeds; seed++) {
          yield plannedRuns(PLAN, POINTS, { from: seed, to: seed + 1 })
          const table = await read(['deficit'])
          told.push([table.runs, table.values('deficit', 4, 'amm')])
        }
      },
    })

  test('is told the figures of all rounds before, and goes the same way again from its store', async () => {
    const told: unknown[] = []
    expect(await take({ pool: new FakePool() }, inRounds(told))).toMatchObject({ complete: true, finishedRuns: RUNS })
    const figure = (seed: number) => smallRow({ point: 4, arm: 'amm', seed }).figures[0]
    expect(told).toEqual([
      [10, [figure(7), undefined, undefined]],
      [20, [figure(7), figure(8), undefined]],
      [30, [figure(7), figure(8), figure(9)]],
    ])
    const again: unknown[] = []
    expect(await found(inRounds(again), store)).toMatchObject({ complete: true, finishedRuns: RUNS })
    expect(again).toEqual(told)
  })

  test('ends with the round that was not finished', async () => {
    const told: unknown[] = []
    let begun = 0
    const conducted = await take({ pool: new FakePool(), mayBegin: () => begun++ < 5 }, inRounds(told))
    expect(conducted.complete).toBe(false)
    expect(told).toHaveLength(1)
  })
})
