import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plannedRuns, type StudyPart, studyParts } from '../../../src/studies/plan/study-parts.ts'
import type { PlannedRun, StudyPlan, StudyPoint } from '../../../src/studies/plan/study-plan.ts'
import { smallPlan, smallPoint } from '../small-plan.ts'

const PLAN = smallPlan()
const runKey = ({ point, arm, seed }: PlannedRun): string => `${point} ${arm} ${seed}`

const partsOf = (
  plan: StudyPlan,
  points: readonly number[],
  pointOf: (point: number) => StudyPoint = smallPoint,
): readonly StudyPart[] => [...studyParts(plan, plannedRuns(plan, points, { from: 0, to: plan.seeds }), pointOf)]

const namesOf = (...of: Parameters<typeof partsOf>): readonly string[] => partsOf(...of).map(({ name }) => name)

const plans = fc
  .record({
    points: fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 20 }),
    arms: fc.uniqueArray(fc.constantFrom('amm', 'ladder', 'book'), { minLength: 1 }),
    seeds: fc.integer({ min: 1, max: 12 }),
    firstSeed: fc.integer({ min: 0, max: 1000 }),
    runsPerPart: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ points, ...parts }) => ({ points, plan: smallPlan(parts) }))

describe('parts of a study', () => {
  test('hold every run once, and the same number of them, except the last', () => {
    fc.assert(
      fc.property(plans, ({ plan, points }) => {
        const parts = partsOf(plan, points)
        const wanted = points.flatMap((point) =>
          plan.arms.flatMap((arm) =>
            Array.from({ length: plan.seeds }, (_, i) => runKey({ point, arm, seed: plan.firstSeed + i })),
          ),
        )
        expect(parts.flatMap(({ runs }) => runs.map(runKey)).sort()).toEqual(wanted.sort())
        for (const { runs } of parts.slice(0, -1)) expect(runs).toHaveLength(plan.runsPerPart)
        expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length)
        for (const { name } of parts) expect(name).toMatch(/^[0-9a-f]{32}$/)
      }),
    )
  })

  test('give all points their first seeds before any has later ones', () => {
    fc.assert(
      fc.property(plans, ({ plan, points }) => {
        const together = Math.max(1, Math.floor(plan.runsPerPart / plan.arms.length))
        const blocks = [...plannedRuns(plan, points, { from: 0, to: plan.seeds })].map(({ seed }) =>
          Math.floor((seed - plan.firstSeed) / together),
        )
        expect(blocks).toEqual([...blocks].sort((a, b) => a - b))
      }),
    )
  })

  test('of rounds one after the other are those that were asked for', () => {
    const rounds = [
      { from: 0, to: 3 },
      { from: 3, to: 4 },
    ]
    const runs = rounds.flatMap((round) => [...plannedRuns(PLAN, [0, 5], round)])
    expect(new Set(runs.map(runKey)).size).toBe(runs.length)
    expect(runs).toHaveLength(2 * 2 * 4)
  })
})

describe('the name of a part', () => {
  const names = namesOf(PLAN, [0, 1, 2])

  test('is the same for the same plan', () => {
    expect(namesOf(smallPlan(), [0, 1, 2])).toEqual(names)
  })

  // What a plan says besides changes no figure of a run.
  test.each<[string, Partial<StudyPlan>]>([
    ['how the study is called', { name: 'other' }],
    ['what is asked', { question: { metrics: ['deficit'] } }],
    ['seeds that other runs have', { seeds: 5 }],
  ])('does not hang on %s', (_, parts) => {
    const plan = smallPlan({ ...parts, runsPerPart: 1 })
    const others = new Set(namesOf(plan, [0, 1, 2]))
    for (const name of namesOf(smallPlan({ runsPerPart: 1 }), [0, 1, 2])) expect(others).toContain(name)
  })

  test.each<[string, Partial<StudyPlan>]>([
    ['format', { format: 2 }],
    ['version', { version: '1.2.4' }],
    ['scenario and price files', { fingerprint: 'ff112233445566778899aabbccddeeff' }],
    ['arms', { arms: ['amm', 'ladder'] }],
    ['seeds', { firstSeed: 8 }],
    ['figures', { figures: PLAN.figures.slice(1) }],
    ['labels', { labels: PLAN.labels.map((label) => ({ ...label, unit: 'bps' })) }],
  ])('hangs on %s', (_, parts) => {
    const others = new Set(namesOf(smallPlan(parts), [0, 1, 2]))
    // A part in the middle may hold the same runs of the one arm that stays.
    expect(names.filter((name) => others.has(name))).toEqual([])
  })

  test('hangs on what its own points change, and on no others', () => {
    const changed =
      (which: number) =>
      (point: number): StudyPoint => {
        const { labels, changes } = smallPoint(point)
        return point === which
          ? { labels, changes: [...changes, { path: ['fees', 'taker'], value: '1bps' }] }
          : { labels, changes }
      }
    const before = partsOf(PLAN, [0, 1, 2])
    const after = partsOf(PLAN, [0, 1, 2], changed(2))
    for (const [i, { runs, name }] of before.entries()) {
      const touched = runs.some(({ point }) => point === 2)
      expect(after[i].name === name).toBe(!touched)
    }
  })

  test('hangs on values, not on their objects; a field that is left out is another value', () => {
    const withChange = (value: unknown) => (): StudyPoint => ({
      labels: [1, 'a'],
      changes: [{ path: ['fees'], value }],
    })
    const [a, b, none] = [{ taker: '1bps' }, { taker: '1bps' }, undefined].map((value) =>
      namesOf(PLAN, [1], withChange(value)),
    )
    expect(a).toEqual(b)
    expect(a).not.toEqual(none)
  })
})
