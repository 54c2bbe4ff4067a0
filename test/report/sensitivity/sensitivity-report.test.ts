import { describe, expect, test } from 'vitest'
import { sensitivityHtml } from '../../../src/report/sensitivity/sensitivity-html.ts'
import { sensitivityJson } from '../../../src/report/sensitivity/sensitivity-json.ts'
import { sensitivityMarkdown } from '../../../src/report/sensitivity/sensitivity-markdown.ts'
import { sensitivityTerminal } from '../../../src/report/sensitivity/sensitivity-terminal.ts'
import { sensitivityView } from '../../../src/report/sensitivity/sensitivity-view.ts'
import { planSensitivity, type SensitivityQuestion } from '../../../src/studies/sensitivity/plan-sensitivity.ts'
import type { StudyStore } from '../../../src/studies/store/study-store.ts'
import { type FakeRun, fakeStudy } from '../../studies/tuning/fake-runs.ts'
import { oneJump } from '../../studies/tuning/one-jump.ts'

const scenario = await oneJump()
const STORE = { folder: '/nowhere' } as StudyStore

const QUESTION: SensitivityQuestion = {
  vary: { 'insurance.deposit': '0..9_000', 'margin.tiers.0.maintenance': '2%..8%', 'liquidation.penalty': '0%..3%' },
  method: 'morris',
  repetitions: 12,
  metrics: ['deficit'],
}

const viewOf = async (parts: Partial<SensitivityQuestion>, runOf: FakeRun, mostRounds?: number) => {
  const question = { ...QUESTION, ...parts }
  const files = { resolve: (file: string) => file }
  const study = await planSensitivity(scenario, { version: '1', arms: ['book'], seeds: 2, question, files })
  return sensitivityView(study, scenario, STORE, await fakeStudy(study.rounds, runOf, mostRounds))
}

const share = (label: unknown, from: number, to: number): number => (Number(label) - from) / (to - from)

/** 1,000 of the deposit, straight; 300 of maintenance in a curve; nothing of the penalty. */
const known: FakeRun = ([deposit, maintenance]) => {
  const [x, y] = [share(deposit, 0, 9000), share(maintenance, 2, 8)]
  return { deficit: 5000 - 1000 * x + 300 * y * y }
}

const findingsOf = (view: Awaited<ReturnType<typeof viewOf>>): readonly string[] =>
  JSON.parse(sensitivityJson(view)).sensitivities[0].findings

describe('the report of a screening', async () => {
  const view = await viewOf({}, known)
  const html = sensitivityHtml(view)
  const json = JSON.parse(sensitivityJson(view))

  test('ranks parameters, and names those that do nothing', () => {
    const { parameters } = json.sensitivities[0]
    expect(parameters['insurance.deposit'].mu).toBeCloseTo(-1000, 6)
    expect(parameters['insurance.deposit'].sigma).toBeCloseTo(0, 6)
    expect(parameters['liquidation.penalty']).toEqual({ mu: 0, muStar: { mean: 0, count: 12 }, sigma: 0 })
    const [first, ...others] = findingsOf(view)
    expect(first).toMatch(/^It depends most on deposit \(1,000.*\) and maintenance \(/)
    expect(others).toContain('It falls with deposit.')
    expect(others).toContain('It rises with maintenance.')
    expect(others).toContain('No effect in any trajectory: penalty.')
  })

  test('draws a pair of bars for each, and has the same in tables and Markdown', () => {
    expect(html).toContain('id="bars-0-title"')
    expect(html).toContain('insurance.deposit')
    const markdown = sensitivityMarkdown(view)
    expect(markdown).toMatch(/\| insurance\.deposit \| 1,000.* \| 0 \| -1,000 \| has an effect \|/)
    expect(markdown).toMatch(/\| liquidation\.penalty \| 0 \| 0 \| 0 \| none \|/)
    expect(html).not.toContain('NaN')
  })

  test('is the same bytes for the same runs', async () => {
    expect(sensitivityHtml(await viewOf({}, known))).toBe(html)
  })

  test.each([70, 80, 120])('fits a terminal of %d columns', (width) => {
    const lines = sensitivityTerminal(view, { width, color: false }).split('\n')
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
  })
})

describe('the report of Sobol indices', () => {
  test('tells what acts through interactions alone', async () => {
    const product: FakeRun = ([deposit, maintenance]) => ({
      deficit: (share(deposit, 0, 9000) - 0.5) * (share(maintenance, 2, 8) - 0.5),
    })
    const view = await viewOf({ method: 'sobol', repetitions: 64 }, product)
    const findings = findingsOf(view)
    expect(findings.join(' ')).toMatch(/(deposit and maintenance|maintenance and deposit) act through interactions/)
    expect(findings.join(' ')).toContain('No effect in any row: penalty.')
    expect(sensitivityHtml(view)).toContain('first order')
  })
})

describe('a sensitivity study says plainly', () => {
  test('that a figure is the same at every point', async () => {
    const level = (method: 'morris' | 'sobol') => viewOf({ method, repetitions: 8 }, () => ({ deficit: 12.5 }))
    expect(findingsOf(await level('morris'))).toEqual(['No parameter changes it in any of 8 trajectories.'])
    const sobol = await level('sobol')
    expect(findingsOf(sobol)).toEqual(['It is 12.5 at every point: there is no variance to share.'])
    expect(sensitivityHtml(sobol)).toContain('there is nothing to draw')
  })

  test('that trajectories are too few', async () => {
    const view = await viewOf({ repetitions: 1 }, known)
    expect(findingsOf(view)[0]).toContain('Nothing can be told')
    const few = await viewOf({ repetitions: 4 }, known)
    expect(JSON.parse(sensitivityJson(few)).notes.join(' ')).toContain('4 trajectories are too few for an interval')
    expect(findingsOf(few)[0]).toContain('No parameter can be told from no effect')
  })

  test('which points rules refuse, and what is left out for it', async () => {
    const view = await viewOf(
      { vary: { 'margin.tiers.0.maintenance': '4%..10%', 'insurance.deposit': '0..9_000' } },
      known,
    )
    const { refused, notes } = JSON.parse(sensitivityJson(view))
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0].reason).toContain('below initial')
    expect(notes.join(' ')).toMatch(/\d+ points of the design cannot be run, and \d+ trajector/)
    expect(findingsOf(view).join(' ')).toMatch(/Told by \d+ of 12 trajectories|Nothing can be told/)
  })

  test('that nothing was finished', async () => {
    const view = await viewOf({}, known, 0)
    expect(sensitivityHtml(view)).toContain('It is not finished')
  })
})
