import { describe, expect, test } from 'vitest'
import { parseScenario, printScenario } from '../../../src/scenario/parse-scenario.ts'
import { InputError } from '../../../src/studies/input-error.ts'
import { planText, type StudyPlan } from '../../../src/studies/plan/study-plan.ts'
import { type PlannedQuestion, plannedSweep, planSweep } from '../../../src/studies/sweep/plan-sweep.ts'
import { readSweep } from '../../../src/studies/sweep/sweep.ts'
import { labScenario } from '../../../src/testing/cases/lab-scenario.ts'

const LAB = labScenario()
const ARMS = ['amm']
const GRID = { kind: 'grid' } as const

const planned = (question: Partial<PlannedQuestion>, seeds = 4) =>
  planSweep(LAB, {
    version: '1.2.3',
    arms: ARMS,
    seeds,
    question: { vary: { 'insurance.deposit': '0..2_000:3' }, design: GRID, metrics: [], ...question },
    files: { resolve: (file) => file },
  })

describe('the points of a sweep', () => {
  test('are all combinations of levels, after the scenario as it stands', async () => {
    const vary = { 'insurance.deposit': '0..5_000:2', 'fees.taker': '1bps..3bps:3' }
    const { points, today, runnable, labels } = await readSweep(LAB, { vary, design: GRID }, ARMS)
    expect(points.map((point) => point.labels)).toEqual([
      [1000, 5],
      ...[0, 5000].flatMap((deposit) => [1, 2, 3].map((fee) => [deposit, fee])),
    ])
    expect(points[0].changes).toEqual([])
    expect(points[6].changes).toEqual([
      { path: ['insurance', 'deposit'], value: '5000' },
      { path: ['fees', 'taker'], value: '3bps' },
    ])
    expect(today).toBe(0)
    expect(runnable).toEqual(points.map((_, i) => i))
    expect(labels).toEqual([
      { name: 'insurance.deposit', kind: 'number', unit: '' },
      { name: 'fees.taker', kind: 'number', unit: 'bps' },
    ])
  })

  test('have today among them once where it is one of the grid, in whatever unit', async () => {
    for (const [range, unit] of [
      ['0..2_000:3', ''],
      ['400bps..600bps:3', 'bps'],
    ]) {
      const vary = { [unit === '' ? 'insurance.deposit' : 'margin.maintenance']: range }
      const { points, today } = await readSweep(LAB, { vary, design: GRID }, ARMS)
      expect(points).toHaveLength(3)
      expect(today).toBe(1)
    }
  })

  test('of designs that fill the ranges all differ, and stay in them', async () => {
    const vary = {
      'margin.maintenance': '1%..5%',
      'traders.0.count': '1..200',
      'liquidation.close': ['full', { kind: 'partial-to-health' }],
    }
    for (const kind of ['sobol', 'latin-hypercube'] as const) {
      const { points } = await readSweep(LAB, { vary, design: { kind, points: 32 } }, ARMS)
      expect(points).toHaveLength(33)
      const [margins, counts, closes] = [0, 1, 2].map((k) => points.slice(1).map(({ labels }) => labels[k]))
      expect(new Set(margins).size).toBe(32)
      for (const margin of margins) expect(Math.abs(Number(margin) - 3)).toBeLessThanOrEqual(2)
      for (const count of counts) expect(Number.isInteger(count)).toBe(true)
      for (const close of new Set(closes)) expect(closes.filter((other) => other === close)).toHaveLength(16)
    }
  })

  test('that a rule between fields refuses are left out, and named', async () => {
    const { refused, runnable } = await readSweep(
      LAB,
      { vary: { 'margin.maintenance': '6%..12%:4' }, design: GRID },
      ARMS,
    )
    expect(runnable).toEqual([0, 1, 2])
    expect(refused.map(({ point }) => point)).toEqual([3, 4])
    expect(refused[0].reason).toContain('must be below initial (10%)')
    const none = readSweep(LAB, { vary: { 'margin.maintenance': '11%..12%:2' }, design: GRID }, ARMS)
    await expect(none).rejects.toThrow(/no point can be run, the first since margin\.tiers\[0\]\.maintenance: 11% /)
  })

  test('that have not the arms of the study are left out', async () => {
    const vary = { engines: [LAB.engines, { book: LAB.engines.book }] }
    const { refused } = await readSweep(LAB, { vary, design: GRID }, ['amm'])
    expect(refused).toEqual([{ point: 1, reason: 'engines: there is no arm amm, only book' }])
  })

  test('are not more than a study has', async () => {
    const vary = { 'insurance.deposit': '0..1_000_000:1000', 'fees.taker': '0bps..100bps:101' }
    await expect(readSweep(LAB, { vary, design: GRID }, ARMS)).rejects.toThrow('101000 points are more than')
    await expect(readSweep(LAB, { vary: {}, design: GRID }, ARMS)).rejects.toThrow(InputError)
  })
})

describe('the plan of a sweep', () => {
  test('is the same bytes for the same question, and leads to the same points when it is read back', async () => {
    const question = { metrics: ['p95(abs(basisBps))'], design: { kind: 'sobol', points: 8 } } as const
    const { plan, sweep } = await planned(question)
    expect(planText((await planned(question)).plan)).toBe(planText(plan))
    const stored = JSON.parse(planText(plan)) as StudyPlan
    const { scenario } = await parseScenario(stored.scenario, 'lab')
    expect(printScenario(scenario)).toBe(stored.scenario)
    const again = await plannedSweep(stored, scenario)
    expect(again.sweep.points).toEqual(sweep.points)
    expect(again.rounds.expectedRuns).toBe(sweep.runnable.length * 4)
  })

  test('keeps every metric, the profit of every list, and what is asked and claimed besides', async () => {
    const { plan } = await planned({ metrics: ['deficit', 'largest(spreadBps) < 50'] })
    const figures = new Map(plan.figures.map((figure) => [figure.name, figure]))
    expect(figures.get('deficit')).toEqual({ name: 'deficit', unit: 'quote' })
    expect(figures.get('fund.drawdown')).toEqual({ name: 'fund.drawdown', unit: 'fraction' })
    expect(figures.get('pnl.scripted')).toEqual({ name: 'pnl.scripted', unit: 'quote' })
    expect(figures.get('largest(spreadBps) < 50')).toEqual({
      name: 'largest(spreadBps) < 50',
      unit: '',
      condition: true,
    })
    expect(figures.size).toBe(plan.figures.length)
  })

  test('is refused for metrics that are none, all at once with the nearest', async () => {
    const wrong = planned({ metrics: ['defict', 'p95(abs(basisBp))', 'volume +'] })
    await expect(wrong).rejects.toThrow(InputError)
    await expect(wrong).rejects.toThrow(
      /^"defict": .*did you mean deficit\?\n"p95.*did you mean basisBps\?\n"volume \+": /,
    )
  })

  test('is refused for seeds that no number holds exactly', async () => {
    const terms = { version: '1.2.3', arms: ARMS, files: { resolve: (file: string) => file } }
    const question = { vary: { 'insurance.deposit': '0..2_000:3' }, design: GRID, metrics: [] }
    const last = { ...LAB, seed: Number.MAX_SAFE_INTEGER - 4 }
    expect((await planSweep(last, { ...terms, seeds: 4, question })).plan.firstSeed).toBe(last.seed)
    await expect(planSweep(last, { ...terms, seeds: 5, question })).rejects.toThrow('leaves no room for 5 seeds')
  })
})
