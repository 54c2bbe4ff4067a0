import { describe, expect, test } from 'vitest'
import type { Change } from '../../../src/scenario/vary/change.ts'
import { partPool } from '../../../src/studies/evaluation/part-pool.ts'
import { partRunner } from '../../../src/studies/evaluation/part-runner.ts'
import type { PlannedRun, StudyPoint } from '../../../src/studies/plan/study-plan.ts'
import { runOnce } from '../../../src/studies/run-once.ts'
import { scenarioStudy } from '../../../src/studies/scenario-study.ts'
import { decodePart } from '../../../src/studies/store/part-file.ts'
import { planSweep } from '../../../src/studies/sweep/plan-sweep.ts'
import { labScenario } from '../../../src/testing/cases/lab-scenario.ts'

const resolve = (file: string): string => file
const LAB = labScenario({
  traders: [{ kind: 'noise', count: 3, interval: '5s' }],
  properties: ['volume > 0'],
})
const RUNS: readonly PlannedRun[] = [0, 1].flatMap((point) => [1, 2].map((seed) => ({ point, arm: 'amm', seed })))

const planned = async () => {
  const { plan, sweep } = await planSweep(LAB, {
    version: '1.2.3',
    arms: ['amm'],
    seeds: 2,
    question: { vary: { 'fees.taker': '0bps..100bps:2' }, design: { kind: 'grid' }, metrics: ['p95(abs(basisBps))'] },
    files: { resolve },
  })
  return { plan, points: new Map<number, StudyPoint>([0, 1].map((point) => [point, sweep.points[point]])) }
}

describe('a part', () => {
  test('has the figures of its runs, money in units of the quote asset', async () => {
    const { plan, points } = await planned()
    const shares: number[] = []
    const run = partRunner({ scenario: LAB, figures: plan.figures, files: { resolve } })
    const outcome = await run({ runs: RUNS, points }, (share) => shares.push(share))
    if (outcome.kind !== 'finished') throw new Error(outcome.kind)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    for (const [i, { point, seed }] of RUNS.entries()) {
      const varied = point === 0 ? LAB : { ...LAB, fees: { ...LAB.fees, taker: '0bps' } }
      const alone = await runOnce(
        () => scenarioStudy(varied, { resolve }).build('amm', seed),
        'amm',
        () => {},
      )
      if (alone.kind !== 'finished') throw new Error(alone.kind)
      const row = outcome.rows[i]
      expect(row).toMatchObject({ point, arm: 'amm', seed, digest: alone.result.digest, blocks: 60 })
      const figure = (name: string) => row.figures[plan.figures.findIndex((column) => column.name === name)]
      expect(figure('volume')).toBe(alone.result.metrics.volume / 1e6)
      expect(figure('fills')).toBe(alone.result.metrics.fills)
      expect(figure('pnl.noise')).toBe(alone.result.metrics['pnl.noise'] / 1e6)
      expect(figure('volume > 0')).toBe(1)
      // Nobody was liquidated, so that nothing slipped.
      expect(figure('liquidations.slippageBps')).toBeUndefined()
    }
    expect(outcome.rows[0].digest).not.toBe(outcome.rows[2].digest)
  })

  test('of which a run fails ends there, and says which', async () => {
    const { plan, points } = await planned()
    const moves = [20, 25, 30, 35, 40].map((s) => ({ at: `${s}s`, do: 'move-price', market: 'LAB-PERP', by: '999' }))
    const failing: readonly Change[] = [{ path: ['steps'], value: moves }]
    const broken = new Map([...points, [1, { labels: [0], changes: failing }] as const])
    const run = partRunner({ scenario: LAB, figures: plan.figures, files: { resolve } })
    const outcome = await run({ runs: RUNS, points: broken }, () => {})
    expect(outcome).toMatchObject({ kind: 'failed', run: { point: 1, seed: 1 }, outcome: { kind: 'failed' } })
  })

  test('made by this thread is the file that the store keeps; a closed pool makes none', async () => {
    const { plan, points } = await planned()
    const pool = partPool({ plan, scenario: LAB, folder: '.', workers: 0 })
    const bytes = await pool.run({ runs: RUNS, points })
    if (!(bytes instanceof Uint8Array)) throw new Error(bytes.kind)
    expect((await decodePart(plan, bytes)).map(({ point, seed }) => [point, seed])).toEqual(
      RUNS.map(({ point, seed }) => [point, seed]),
    )
    await pool.close()
    expect(await pool.run({ runs: RUNS, points })).toEqual({ kind: 'stopped' })
  })
})
