import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { found } from '../../../src/studies/evaluation/conduct.ts'
import { InputError } from '../../../src/studies/input-error.ts'
import {
  type PlannedSensitivity,
  planSensitivity,
  type SensitivityQuestion,
} from '../../../src/studies/sensitivity/plan-sensitivity.ts'
import { EVERY_RUN, sensitivityOf, sharedSeeds } from '../../../src/studies/sensitivity/sensitivity-of.ts'
import { inOwnThread, storeFolder } from '../own-thread-study.ts'
import { fakeStudy } from '../tuning/fake-runs.ts'
import { lossOf, OWN_JUMP, oneJump } from '../tuning/one-jump.ts'

const folder = storeFolder()
afterAll(folder.remove)

const scenario = await oneJump()

/** The fund stays below the loss of the jump, so that what it lacks is exactly linear in it. */
const DEPOSIT = { from: 0, to: 7500 }

const planned = (parts: Partial<SensitivityQuestion> = {}, seeds = 1): Promise<PlannedSensitivity> =>
  planSensitivity(scenario, {
    version: '1',
    arms: ['book'],
    seeds,
    question: {
      vary: { 'insurance.deposit': `${DEPOSIT.from}..${DEPOSIT.to}`, 'liquidation.penalty': '0%..3%' },
      method: 'morris',
      repetitions: 6,
      metrics: [],
      ...parts,
    },
    files: { resolve: (file) => file },
  })

const morrisOf = (study: PlannedSensitivity, table: Parameters<typeof sensitivityOf>[1], figure: string) => {
  const own = sensitivityOf(study, table, figure, 'book')
  if (own.method !== 'morris' || own.effects.kind !== 'effects') throw new Error('no effects')
  return own.effects.dimensions.map(({ mu, muStar, sigma }) => ({ mu, muStar: muStar.estimate, sigma }))
}

describe('through the whole chain', () => {
  test('Morris gives the slope of what is linear, without spread, and nothing to an idle parameter', async () => {
    const study = await planned()
    const { read } = await inOwnThread(study.rounds, scenario, join(folder.path, 'morris'))
    const table = await read(['fund.start', 'deficit'])
    const width = DEPOSIT.to - DEPOSIT.from
    const slopes = [
      ['fund.start', width],
      ['deficit', 0 - width],
    ] as const
    for (const [figure, slope] of slopes) {
      const [deposit, penalty] = morrisOf(study, table, figure)
      expect(deposit.mu).toBeCloseTo(slope, 6)
      expect(deposit.muStar).toBeCloseTo(width, 6)
      expect(deposit.sigma).toBeCloseTo(0, 6)
      expect(penalty).toEqual({ mu: 0, muStar: 0, sigma: 0 })
    }
    const [deficit] = table.values('deficit', 0, 'book')
    expect(deficit).toBeCloseTo(lossOf(OWN_JUMP) - Number(study.points[0].labels[0]), 6)
  })
})

describe('a sensitivity study', () => {
  test('runs every point of its design in every seed, once', async () => {
    const study = await planned({}, 3)
    const { runs } = await fakeStudy(study.rounds, () => ({ deficit: 1 }))
    expect(runs).toHaveLength(6 * 3 * 3)
    expect(study.rounds.expectedRuns).toBe(runs.length)
    expect(new Set(runs.map(({ point, seed }) => `${point} ${seed}`)).size).toBe(runs.length)
  })

  test('leaves out trajectories of which rules refuse a point', async () => {
    // Initial margin is 10 %: of four levels 8 %, 9 % run, 10 % and 11 % do not.
    const study = await planned({
      vary: { 'margin.tiers.0.maintenance': '8%..11%', 'insurance.deposit': '0..3000' },
      repetitions: 12,
    })
    expect(study.refused.length).toBeGreaterThan(0)
    const { read, runs } = await fakeStudy(study.rounds, ([maintenance]) => ({ deficit: Number(maintenance) }))
    const refused = new Set(study.refused.map(({ point }) => point))
    expect(runs.some(({ point }) => refused.has(point))).toBe(false)
    const own = sensitivityOf(study, await read([]), 'deficit', 'book')
    // A step of maintenance is two levels of four: every trajectory has a point on the refused side.
    expect(own).toEqual({ method: 'morris', effects: { kind: 'too-few', trajectories: 0, needed: 2 } })
  })

  test('that is cut short tells all points by the seeds that they share', async () => {
    const study = await planned({}, 4)
    // A seed adds far more than a parameter does.
    const table = await fakeStudy(study.rounds, ([deposit], seed) => ({
      deficit: Number(deposit) + 1e6 * seed,
    }))
    const whole = await table.read([])
    const cut = {
      ...whole,
      values: (figure: string, point: number, arm: string) =>
        whole.values(figure, point, arm).map((x, i) => (point % 2 === 1 && i > 1 ? undefined : x)),
    }
    expect(sharedSeeds(study, whole, 'book')).toBe(4)
    expect(sharedSeeds(study, cut, 'book')).toBe(2)
    const [deposit, penalty] = morrisOf(study, cut, EVERY_RUN)
    expect(deposit.muStar).toBeCloseTo(DEPOSIT.to, 4)
    expect(penalty.muStar).toBe(0)
  })

  test('shares out the variance of a sum by Sobol', async () => {
    // 3 x + 1 y of uniform x and y: variances 9 and 1 of 10.
    const study = await planned({ method: 'sobol', repetitions: 64 })
    const { read } = await fakeStudy(study.rounds, ([deposit, penalty]) => ({
      deficit: (3 * Number(deposit)) / DEPOSIT.to + Number(penalty) / 3,
    }))
    const own = sensitivityOf(study, await read([]), 'deficit', 'book')
    if (own.method !== 'sobol' || own.indices.kind !== 'indices') throw new Error('no indices')
    const [x, y] = own.indices.dimensions
    expect(x.first.estimate).toBeCloseTo(0.9, 1)
    expect(x.total.estimate).toBeCloseTo(0.9, 1)
    expect(y.first.estimate).toBeCloseTo(0.1, 1)
    expect(y.total.estimate).toBeCloseTo(0.1, 1)
  })

  test('is refused for a parameter or a metric that is none', async () => {
    await expect(planned({ vary: { 'insurance.deposits': '0..1' } })).rejects.toThrow('did you mean insurance.deposit')
    await expect(planned({ metrics: ['deficits'] })).rejects.toThrow(InputError)
    await expect(planned({ vary: {} })).rejects.toThrow('nothing varies')
  })

  test('is read from its store without running anything', async () => {
    const study = await planned()
    const path = join(folder.path, 'again')
    const { store } = await inOwnThread(study.rounds, scenario, path)
    const read = await found(study.rounds, store)
    expect(read.complete).toBe(true)
    expect(read.finishedRuns).toBe(18)
  })
})
