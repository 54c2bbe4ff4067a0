import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { found } from '../../../src/studies/evaluation/conduct.ts'
import type { StudyStore } from '../../../src/studies/store/study-store.ts'
import { type PlannedStress, plannedStress } from '../../../src/studies/stress/plan-stress.ts'
import { readDetail } from '../../../src/studies/stress/stress-detail.ts'
import { conducted, FLOOR, jumpScenario, plannedJump, temporaryFolders } from './jump-stress.ts'
import { blocksOf, stressed } from './small-stress.ts'

const folders = temporaryFolders()
afterAll(folders.remove)

let scenario: Scenario
let planned: PlannedStress
let whole: Awaited<ReturnType<typeof conducted>>
beforeAll(async () => {
  scenario = await jumpScenario()
  planned = await plannedJump(scenario)
  whole = await conducted(planned, scenario, folders.next())
})

const bytes = (store: StudyStore): Readonly<Record<string, string>> =>
  Object.fromEntries(store.parts().map((part) => [part, readFileSync(store.fileOf(part), 'base64')]))

const foundOf = (study: PlannedStress, id: string) => {
  const own = study.progress().searched.find(({ ladder }) => ladder.id === id)
  if (own?.found === undefined) throw new Error(`${id}: was not searched`)
  return own.found
}

describe('the smallest move that breaks a condition', () => {
  test.each(['price-fall-one-block', 'price-fall-one-minute'])('of %s is the known one, to the resolution', (id) => {
    expect(foundOf(planned, id)).toMatchObject({ kind: 'between', held: 0.18, broken: 0.185 })
  })

  test('agrees with a direct run of the sizes beside it, and every verdict with the floor', async () => {
    const { ladder } = planned.progress().searched.find((one) => one.ladder.id === 'price-fall-one-block')!
    for (const size of [0.18, 0.185]) {
      let least = Infinity
      const end = await blocksOf(await stressed(scenario, ladder.at(size)), { engine: 'amm' }, () => {})
      const series = end.recorder.series()
      for (const micros of series.values[series.columns.indexOf('trueMicros')]) least = Math.min(least, micros / 1e8)
      expect(least < FLOOR, String(size)).toBe(size > 0.18)
    }
    const { judged } = foundOf(planned, 'price-fall-one-block')
    expect(judged.length).toBeGreaterThan(8)
    for (const { size, broken } of judged) expect(broken, String(size)).toBe(30_000 * (1 - size) < FLOOR - 1e-6)
  })

  test('is none where prices rise', () => {
    expect(foundOf(planned, 'price-rise-one-block')).toMatchObject({ kind: 'never', upTo: 0.5 })
  })

  test('lies below no size where the fall breaks by itself: size 0 is not the run without stress', () => {
    for (const id of ['block-stall', 'liquidity-gone-in-fall', 'congestion'])
      expect(foundOf(planned, id), id).toMatchObject({ kind: 'always' })
    expect(foundOf(planned, 'liquidity-gone')).toMatchObject({ kind: 'never' })
  })
})

describe('the runs', () => {
  test('of every case are those of the same seeds as without stress', async () => {
    const table = await whole.read(['deficit', `least(price) >= ${FLOOR}`])
    const { cases } = planned.progress()
    expect(cases.length).toBeGreaterThan(50)
    for (const { point } of [{ point: 0 }, ...cases])
      for (const figure of ['deficit', `least(price) >= ${FLOOR}`])
        expect(table.values(figure, point, 'amm').filter((x) => x !== undefined)).toHaveLength(2)
    expect(planned.plan.firstSeed).toBe(scenario.seed)
  })

  test('keep liquidations of the first seed, and of the runs without stress what the battery reads', async () => {
    const table = await whole.read(['deficit'], 'with-details')
    const { cases, baseline } = planned.progress()
    expect(baseline.openInterest?.lots).toBe(3000)
    const fall = cases.find(({ id }) => id === 'price-fall-one-block-40')!
    expect(table.values('deficit', fall.point, 'amm').every((debt) => debt! >= 0)).toBe(true)
    expect(readDetail(table.detail(fall.point, 'amm', 5)).timeline?.rows[0]).toMatchObject({
      kind: 'liquidated',
      group: 'long',
      member: 0,
    })
    expect(table.detail(fall.point, 'amm', 6)).toBe('')
    expect(readDetail(table.detail(0, 'amm', 6)).series).toHaveProperty('openInterestLots')
  })

  test('are passed over when they are in the store, and the study comes to the same', async () => {
    const again = await plannedJump(scenario)
    const second = await conducted(again, scenario, whole.store.folder)
    expect(second).toMatchObject({ complete: true, made: 0, finishedRuns: whole.finishedRuns })
    expect(second.made).toBeLessThan(whole.made)
    expect(again.progress().cases.map(({ id, point }) => [id, point])).toEqual(
      planned.progress().cases.map(({ id, point }) => [id, point]),
    )
  })

  test('that were cut short go on to the same bytes, wherever that was', async () => {
    const folder = folders.next()
    const total = whole.store.parts().length
    let made = 0
    for (const most of [1, Math.floor(total / 3), Math.floor(total / 2)]) {
      const part = await conducted(await plannedJump(scenario), scenario, folder, most)
      expect(part.complete).toBe(false)
      made += part.made
    }
    const rest = await conducted(await plannedJump(scenario), scenario, folder)
    expect(rest.complete).toBe(true)
    expect(made + rest.made).toBe(total)
    expect(bytes(rest.store)).toEqual(bytes(whole.store))
  })
})

test('a store tells the study without running anything', async () => {
  const { store } = whole
  const read = plannedStress(store.plan, scenario)
  const told = await found(read.rounds, store)
  expect(told).toMatchObject({ complete: true, finishedRuns: whole.finishedRuns })
  const [own, other] = [planned.progress(), read.progress()]
  expect(other.skipped).toEqual(own.skipped)
  expect(other.baseline).toEqual(own.baseline)
  expect(other.searched.map(({ found: what }) => what)).toEqual(own.searched.map(({ found: what }) => what))
})
