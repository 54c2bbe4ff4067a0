import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/studies/input-error.ts'
import { type PlannedTune, plannedTune, planTune } from '../../../src/studies/tuning/plan-tune.ts'
import { tuneFindings } from '../../../src/studies/tuning/tune-findings.ts'
import type { TuneQuestion } from '../../../src/studies/tuning/tune-question.ts'
import { cellsOf } from '../../../src/studies/tuning/tune-search.ts'
import { type FakeRun, fakeStudy } from './fake-runs.ts'
import { oneJump } from './one-jump.ts'

const scenario = await oneJump()

const QUESTION: TuneQuestion = {
  vary: { 'insurance.deposit': '0..10_000:21' },
  objectives: [{ text: 'deficit', direction: 'minimise' }],
  subjectTo: [],
  method: 'halving',
  points: 8,
  generations: 3,
  metrics: [],
}

const planned = (parts: Partial<TuneQuestion> = {}, seeds = 8): Promise<PlannedTune> =>
  planTune(scenario, {
    version: '1',
    arms: ['book'],
    seeds,
    question: { ...QUESTION, ...parts },
    files: { resolve: (file) => file },
  })

const found = async (tune: PlannedTune, run: FakeRun, mostRounds?: number) => {
  const study = await fakeStudy(tune.rounds, run, mostRounds)
  return { study, findings: await tuneFindings(tune, study) }
}

/** Noise that all points share, and a bowl with its bottom at a deposit. */
const bowl =
  (bottom: number): FakeRun =>
  ([deposit], seed) => ({ deficit: (Number(deposit) - bottom) ** 2 / 1e4 + (seed % 3) })

const methods = ['halving', 'nsga2', 'cma-es'] as const

describe('a tuning', () => {
  test.each(methods)('runs no point twice with the same seed, and today’s values once (%s)', async (method) => {
    const tune = await planned({ method })
    const { study, findings } = await found(tune, bowl(2000))
    const keys = study.runs.map(({ point, arm, seed }) => `${tune.rounds.pointOf(point).labels} ${arm} ${seed}`)
    expect(new Set(keys).size).toBe(keys.length)
    // The scenario's own deposit is a level of the range: it is point 0, and no other.
    expect(findings.points.filter(({ at }) => at.labels[0] === 2000).map(({ point }) => point)).toEqual([0])
    expect(findings.recommended.point).toBe(0)
  })

  test.each(methods)('asks the same on every machine, and is read again from its plan (%s)', async (method) => {
    const [first, second] = [await planned({ method }), await planned({ method })]
    const [a, b] = [await found(first, bowl(7000)), await found(second, bowl(7000))]
    expect(b.study.runs).toEqual(a.study.runs)
    const read = await found(await plannedTune(first.plan, scenario), bowl(7000))
    expect(read.study.runs).toEqual(a.study.runs)
    expect(read.findings.recommended).toEqual(a.findings.recommended)
    expect(first.asked().length).toBeGreaterThan(1)
  })

  test('finds the bottom of a bowl to the level', async () => {
    for (const bottom of [0, 3500, 7000, 10_000]) {
      const { findings } = await found(await planned(), bowl(bottom))
      expect(findings.recommended.at.labels).toEqual([bottom])
    }
  })

  test('never runs nor recommends what rules of the scenario refuse', async () => {
    // Initial margin is 10 %: a maintenance of it or more is refused, however good it would be.
    const vary = { 'margin.tiers.0.maintenance': '1%..19%:19' }
    const best: FakeRun = ([maintenance]) => ({ deficit: 0 - Number(maintenance) })
    for (const method of methods) {
      const tune = await planned({ vary, method })
      const { study, findings } = await found(tune, best)
      const asked = study.runs.map(({ point }) => Number(tune.rounds.pointOf(point).labels[0]))
      expect(Math.max(...asked)).toBeLessThan(10)
      expect(findings.recommended.at.labels[0]).toBeLessThan(10)
      expect(tune.tried().some(({ refused }) => refused?.includes('below initial'))).toBe(true)
      if (method === 'halving') expect(findings.recommended.at.labels).toEqual([9])
    }
  })

  test('keeps today’s point where no other is better', async () => {
    const { findings } = await found(await planned(), () => ({ deficit: 1 }))
    expect(findings.recommended).toBe(findings.today)
    const unmeasured = await found(await planned(), () => ({}))
    expect(unmeasured.findings.recommended).toBe(unmeasured.findings.today)
  })

  test('puts conditions before the objective, and says where none meets them', async () => {
    const limited: FakeRun = ([deposit]) => ({ deficit: Number(deposit), 'fund.start': Number(deposit) })
    const met = await found(await planned({ subjectTo: ['fund.start >= 6200'] }), limited)
    expect(met.findings.feasible).toBe(true)
    expect(met.findings.recommended.at.labels).toEqual([6500])
    const unmet = await found(await planned({ subjectTo: ['fund.start >= 20000'] }), limited)
    expect(unmet.findings.feasible).toBe(false)
    expect(unmet.findings.recommended.at.labels).toEqual([10_000])
    // From 4,000 on nothing brings it nearer: of these the least deposit.
    const stuck = await found(await planned({ subjectTo: ['fund.end >= 1'] }), ([deposit]) => ({
      deficit: Number(deposit),
      'fund.end': Math.min(0, Number(deposit) - 4000),
    }))
    expect(stuck.findings.feasible).toBe(false)
    expect(stuck.findings.recommended.at.labels).toEqual([4000])
  })

  test('of two objectives gives the front, and of it the point nearest to the best of both', async () => {
    const opposed: FakeRun = ([deposit]) => {
      const x = Number(deposit) / 10_000
      return { deficit: x * x, 'openInterest.mean': 0 - (1 - x) * (1 - x) }
    }
    const objectives = [
      { text: 'deficit', direction: 'minimise' as const },
      { text: 'openInterest', direction: 'maximise' as const },
    ]
    const { findings } = await found(await planned({ objectives, method: 'nsga2', points: 12 }), opposed)
    // Every deposit is on the front of x^2 and (1 - x)^2.
    expect(findings.front).toHaveLength(findings.points.length)
    expect(Number(findings.recommended.at.labels[0])).toBeGreaterThanOrEqual(4000)
    expect(Number(findings.recommended.at.labels[0])).toBeLessThanOrEqual(6000)
    const [, second] = findings.recommended.values
    expect(second).toBeLessThanOrEqual(0)
  })

  test('that is broken off recommends among the points that have all seeds', async () => {
    for (const mostRounds of [1, 2, 4]) {
      const { findings } = await found(await planned(), bowl(7000), mostRounds)
      expect(findings.recommended.seeds).toBe(8)
      expect(findings.points.length).toBeGreaterThanOrEqual(1)
    }
    const nothing = await found(await planned(), bowl(7000), 0)
    expect(nothing.findings.recommended).toBe(nothing.findings.today)
  })

  test('gives a count no more cells than it has values', async () => {
    const tune = await planned({ vary: { 'traders.0.count': '1..6' }, points: 4 })
    expect(tune.parameters.map(cellsOf)).toEqual([6])
    const { findings } = await found(tune, ([count]) => ({ deficit: Math.abs(Number(count) - 5) }))
    expect(findings.recommended.at.labels).toEqual([5])
    expect(tune.tried().length).toBeLessThanOrEqual(6)
  })

  test('is refused before anything runs', async () => {
    const two = [...QUESTION.objectives, { text: 'openInterest', direction: 'maximise' as const }]
    await expect(planned({ objectives: two })).rejects.toThrow('two take --method nsga2')
    await expect(planned({ method: 'cma-es', points: 3 })).rejects.toThrow('too few for a generation')
    await expect(planned({ vary: {} })).rejects.toThrow(InputError)
    await expect(planned({ vary: { 'insurance.deposits': '0..1' } })).rejects.toThrow('did you mean insurance.deposit')
    await expect(planned({ subjectTo: ['p99(badDebt) == 0'] })).rejects.toThrow('needs 1000 seeds')
    await expect(planned({ vary: { 'insurance.deposit': ['5'] } })).rejects.toThrow('has one value only')
  })
})
