import { expect, test } from 'vitest'
import { partRunner } from '../../../src/studies/evaluation/part-runner.ts'
import type { StudyPoint } from '../../../src/studies/plan/study-plan.ts'
import { labScenario } from '../../../src/testing/cases/lab-scenario.ts'

const scenario = labScenario({})
const figures = [
  { name: 'largest(mark)', unit: '' as const },
  { name: 'volume', unit: 'quote' as const },
]
const points: readonly StudyPoint[] = [
  { labels: ['as it is'], changes: [] },
  { labels: ['small'], changes: [{ path: ['markets', 0, 'lot'], value: '0.0001' }] },
]

const marksOf = async (order: readonly number[]): Promise<ReadonlyMap<number, number | undefined>> => {
  const run = partRunner({ scenario, figures, files: { resolve: (file) => file } })
  const marks = new Map<number, number | undefined>()
  for (const point of order) {
    const arm = Object.keys(scenario.engines)[0]
    const outcome = await run({ runs: [{ point, arm, seed: 1 }], points: new Map(points.entries()) }, () => {})
    if (outcome.kind !== 'finished') throw new Error(JSON.stringify(outcome))
    marks.set(point, outcome.rows[0].figures[0])
  }
  return marks
}

// A reader of figures that kept the first point's units gave other figures by which point a thread had met first.
test('figures of a point do not hang on which points were run before it', async () => {
  const [there, back] = [await marksOf([0, 1]), await marksOf([1, 0])]
  expect(there.get(0)).toBeGreaterThan(0)
  expect(back.get(0)).toBe(there.get(0))
  expect(back.get(1)).toBe(there.get(1))
  expect(Math.abs(Number(there.get(1)) / Number(there.get(0)) - 1)).toBeLessThan(0.01)
})
