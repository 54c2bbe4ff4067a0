import { describe, expect, test } from 'vitest'
import { tuneHtml } from '../../../src/report/tune/tune-html.ts'
import { tuneJson } from '../../../src/report/tune/tune-json.ts'
import { tuneMarkdown } from '../../../src/report/tune/tune-markdown.ts'
import { tuneTerminal } from '../../../src/report/tune/tune-terminal.ts'
import { tuneView } from '../../../src/report/tune/tune-view.ts'
import type { StudyStore } from '../../../src/studies/store/study-store.ts'
import { planTune } from '../../../src/studies/tuning/plan-tune.ts'
import type { TuneQuestion } from '../../../src/studies/tuning/tune-question.ts'
import { type FakeRun, fakeStudy } from '../../studies/tuning/fake-runs.ts'
import { oneJump } from '../../studies/tuning/one-jump.ts'

const scenario = await oneJump()
const STORE = { folder: '/nowhere' } as StudyStore

const QUESTION: TuneQuestion = {
  vary: { 'insurance.deposit': '0..10_000:11' },
  objectives: [{ text: 'fund.start', direction: 'minimise' }],
  subjectTo: ['largest(deficit) <= 0'],
  method: 'halving',
  points: 8,
  generations: 2,
  metrics: [],
}

/** The fund lacks what is missing to 5,500, and a little by seed; the longs gain what it pays, the shorts lose by chance. */
const lacking: FakeRun = ([own], seed) => {
  // The fund's deposit is today's where the point does not say it.
  const deposit = Number(own ?? 2000)
  return {
    'fund.start': deposit,
    deficit: Math.max(0, 5500 + seed - deposit),
    'liquidations.notional': 1000 * seed,
    'openInterest.mean': 20_000,
    'pnl.longs': deposit / 10 + seed,
    'pnl.shorts': (seed % 2 === 0 ? 1 : -1) * deposit,
    'pnl.buyers': 7,
    'fees.taker': 89.5,
  }
}

const viewOf = async (parts: Partial<TuneQuestion>, runOf: FakeRun, seeds = 8, mostRounds?: number) => {
  const question = { ...QUESTION, ...parts }
  const files = { resolve: (file: string) => file }
  const tune = await planTune(scenario, { version: '1', arms: ['book'], seeds, question, files })
  const study = await fakeStudy(tune.rounds, runOf, mostRounds)
  return tuneView(tune, scenario, STORE, study)
}

const parsed = (text: string) => JSON.parse(text)
/** The words of a page. */
const textOf = (html: string): string => html.replace(/<(style|script)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ')

describe('the report of a tuning', async () => {
  const view = await viewOf({}, lacking)
  const json = parsed(tuneJson(view))
  const markdown = tuneMarkdown(view)
  const html = tuneHtml(view)

  test('recommends the least fund that suffices, and says that today’s does not', () => {
    const recommended = json.points.find(({ point }: { point: number }) => point === json.recommended)
    expect(recommended.parameters).toEqual({ 'insurance.deposit': 6000 })
    expect(recommended.conditions).toEqual([{ text: 'largest(deficit) <= 0', left: 0, holds: true }])
    expect(json.findings[0]).toBe(
      "Recommended: deposit 6,000, in place of deposit 2,000. It meets the condition, which today's point breaks.",
    )
    // Every other fund is larger in every seed.
    expect(json.notToldApart).toEqual([])
    // Seeds are 1 to 8.
    expect(json.findings[2]).toBe(
      'largest(deficit) <= 0: holds (0) at the recommended point, does not hold (3,508) today.',
    )
  })

  test('tells what the change costs whom by paired differences, clear ones in bold', () => {
    const cost = (figure: string) => json.costs.find((own: { figure: string }) => own.figure === figure)
    expect(cost('pnl.longs').difference).toEqual({ mean: 400, count: 8, clear: true })
    expect(cost('pnl.shorts').difference).toMatchObject({ mean: 0, count: 8, clear: false })
    expect(cost('pnl.shorts').difference.low).toBeLessThan(0)
    expect(cost('pnl.buyers')).toEqual({ group: 'Traders, profit and loss by list', figure: 'pnl.buyers', same: true })
    expect(cost('fees.taker').same).toBe(true)
    expect(markdown).toContain('| **+400** |')
    expect(markdown).toMatch(/\| PnL: shorts, USDC \|.*\| 0 \\\[-[^*|]* \|/)
    expect(html).toContain('<strong>+400</strong>')
    expect(json.findings).toContain('Gain clearly: longs +400 USDC.')
  })

  test('has the risks in Gauntlet’s form, and refuses a quantile of eight runs', () => {
    const effect = (start: string) => json.effects.find(({ name }: { name: string }) => name.startsWith(start))
    expect(effect('Value at risk')).toMatchObject({
      name: 'Value at risk: bad debt (largest of 8 runs)',
      today: { value: 3508 },
      recommended: { value: 0 },
    })
    expect(effect('Value at risk').difference).toBeUndefined()
    expect(effect('Liquidations at risk').today).toEqual({ value: 8000 })
    // Open interest of 20,000 over a fund of 2,000 and of 6,000; nobody makes a market.
    expect(effect('Capital efficiency').today.value).toBeCloseTo(10, 12)
    expect(effect('Capital efficiency').recommended.value).toBeCloseTo(20 / 6, 12)
    expect(textOf(html)).toContain('~ lower, no interval')
  })

  test('shows every point with the seeds that it was judged over', () => {
    expect(json.points).toHaveLength(view.findings.points.length)
    for (const { seeds } of json.points) expect([1, 2, 4, 8]).toContain(seeds)
    expect(html).toContain('id="tried-title"')
  })

  test('is the same bytes for the same runs', async () => {
    const again = await viewOf({}, lacking)
    expect(tuneHtml(again)).toBe(html)
    expect(tuneMarkdown(again)).toBe(markdown)
  })

  test.each([60, 80, 120])('fits a terminal of %d columns', (width) => {
    const lines = tuneTerminal(view, { width, color: false }).split('\n')
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
  })

  test('gives the quantile and its interval where there are 200 runs', async () => {
    const many = parsed(tuneJson(await viewOf({ vary: { 'insurance.deposit': ['0', '9_000'] } }, lacking, 200)))
    const [risk] = many.effects.filter(({ name }: { name: string }) => name.startsWith('Value at risk'))
    expect(risk.name).toBe('Value at risk: bad debt (p95 of 200 runs)')
    // Rank 1 + 199 * 0.95 of 3,501 to 3,700.
    expect(risk.today.value).toBeCloseTo(3690.05, 6)
    expect(risk.difference.high).toBeLessThan(0)
  })
})

describe('a tuning says plainly', () => {
  test('that no point is better than today’s', async () => {
    const view = await viewOf({ subjectTo: [] }, () => ({ 'fund.start': 5, deficit: 1 }))
    expect(parsed(tuneJson(view)).findings[0]).toBe("No point that was tried is better than today's: deposit 2,000.")
    expect(textOf(tuneHtml(view))).toContain('there is no change to pay for')
  })

  test('that no point meets the condition', async () => {
    const view = await viewOf({ subjectTo: ['fund.start >= 1000000'] }, lacking)
    const json = parsed(tuneJson(view))
    expect(json.feasible).toBe(false)
    expect(json.findings[0]).toContain('No point that was tried meets the condition')
  })

  test('which points the seeds do not tell from the recommended one, and that today’s is among them', async () => {
    // Chance is large beside what the deposit does.
    const view = await viewOf(
      { subjectTo: [], objectives: [{ text: 'deficit', direction: 'minimise' }] },
      ([own], seed) => ({
        deficit: 1000 + ((seed * 7919 + Number(own) * 31) % 97),
      }),
    )
    const json = parsed(tuneJson(view))
    expect(json.notToldApart).toContain(0)
    expect(json.findings[1]).toContain("Today's point cannot be told from it")
  })

  test('that too few seeds tell nothing', async () => {
    const json = parsed(tuneJson(await viewOf({}, lacking, 2)))
    expect(json.notes.join(' ')).toContain('2 seeds are too few for an interval')
    expect(json.findings.join(' ')).toContain('cannot be told: seeds are too few')
  })

  test('that it was broken off, before the first round too', async () => {
    for (const rounds of [0, 2]) {
      const view = await viewOf({}, lacking, 8, rounds)
      expect(parsed(tuneJson(view)).complete).toBe(false)
      expect(textOf(tuneHtml(view))).toContain('It is not finished')
      expect(tuneMarkdown(view)).toContain('the best of the points that were reached')
    }
  })

  test('with two objectives, which points are on the front', async () => {
    const objectives = [
      { text: 'fund.start', direction: 'minimise' as const },
      { text: 'deficit', direction: 'minimise' as const },
    ]
    const view = await viewOf({ objectives, subjectTo: [], method: 'nsga2' }, lacking)
    const json = parsed(tuneJson(view))
    expect(json.front.length).toBeGreaterThan(2)
    expect(textOf(tuneHtml(view))).toContain('that no other beats in both objectives')
    expect(tuneMarkdown(view)).toContain('## The front')
  })
})
