import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stressReport } from '../../src/report/stress/stress-report.ts'
import type { StudyReport } from '../../src/report/study-report.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { found } from '../../src/studies/evaluation/conduct.ts'
import type { BreakingSize } from '../../src/studies/stress/breaking-size.ts'
import { type PlannedStress, plannedStress, type StressProgress } from '../../src/studies/stress/plan-stress.ts'
import { conducted, FLOOR, jumpScenario, plannedJump, temporaryFolders } from '../studies/stress/jump-stress.ts'

const folders = temporaryFolders()
afterAll(folders.remove)

const PROPERTIES = ['deficit < 1', `least(price) >= ${FLOOR}`] as const
let scenario: Scenario
let planned: PlannedStress
let run: Awaited<ReturnType<typeof conducted>>
let report: StudyReport
beforeAll(async () => {
  scenario = await jumpScenario(PROPERTIES, { arbitrage: true })
  planned = await plannedJump(scenario, { search: false })
  run = await conducted(planned, scenario, folders.next())
  report = await stressReport(planned, scenario, run.store, run)
})

/** The report with another course of the study than it had. */
const reportWith = (progress: Partial<StressProgress>, changes: { name?: string; quote?: string } = {}) => {
  const { plan, question, rounds } = planned
  const { name = plan.name, quote } = changes
  const [market, ...others] = scenario.markets
  const own = quote === undefined ? scenario : { ...scenario, markets: [{ ...market, quote }, ...others] }
  const study = { plan: { ...plan, name }, question, rounds, progress: () => ({ ...planned.progress(), ...progress }) }
  return stressReport(study, own, run.store, run)
}

const WIDE = { width: 120, color: false }
const pointOf = (id: string): number => planned.progress().cases.find((one) => one.id === id)!.point
const mean = (xs: readonly (number | undefined)[]): number => xs.reduce<number>((sum, x) => sum + x!, 0) / xs.length

interface Told {
  readonly cases: readonly {
    readonly case: string
    readonly arms: {
      readonly amm: {
        readonly verdict: string
        readonly properties: readonly { readonly property: string; readonly brokenSeeds: readonly number[] }[]
        readonly figures: Readonly<
          Record<string, { readonly mean: number; readonly lessUnstressed: { readonly mean: number } }>
        >
      }
    }
  }[]
  readonly skipped: readonly { readonly case: string; readonly because: string }[]
  readonly smallestBreaks: readonly { readonly case: string; readonly broken?: number; readonly monotone: boolean }[]
  readonly lostByMoveAndSkew: readonly {
    readonly skew: number
    readonly move: number
    readonly lostShare: number
    readonly capital: number
  }[]
}
const toldBy = ({ json }: StudyReport): Told => JSON.parse(json) as Told

test('without a search only the battery is run', () => {
  const { cases, searched } = planned.progress()
  expect(searched).toEqual([])
  expect(run).toMatchObject({ complete: true, finishedRuns: 2 * (1 + cases.length) })
})

describe('figures', () => {
  test('are means over the seeds, and differences from the run without stress in the same seeds', async () => {
    const table = await run.read(['deficit', 'liquidations.notional', ...PROPERTIES])
    const { cases } = toldBy(report)
    expect(cases).toHaveLength(planned.progress().cases.length)
    let owed = 0
    for (const { case: id, arms } of cases) {
      for (const figure of ['deficit', 'liquidations.notional']) {
        const [own, usual] = [pointOf(id), 0].map((point) => mean(table.values(figure, point, 'amm')))
        expect(arms.amm.figures[figure].mean, id).toBeCloseTo(own, 6)
        expect(arms.amm.figures[figure].lessUnstressed.mean, id).toBeCloseTo(own - usual, 6)
        if (figure === 'deficit' && own > 0) owed += 1
      }
      const broken = PROPERTIES.map((property) =>
        table.values(property, pointOf(id), 'amm').flatMap((held, i) => (held === 0 ? [5 + i] : [])),
      )
      expect(arms.amm.properties.map(({ brokenSeeds }) => brokenSeeds)).toEqual(broken)
      expect(arms.amm.verdict).toBe(broken.some((seeds) => seeds.length > 0) ? 'broken' : 'holds')
    }
    expect(owed).toBeGreaterThan(5)
  })

  test('of the matrix are what the pool lost over its capital', async () => {
    const table = await run.read(['pool.pnl'])
    const { lostByMoveAndSkew: cells } = toldBy(report)
    expect(cells).toHaveLength(30)
    const lost = (id: string): number => (0 - mean(table.values('pool.pnl', pointOf(id), 'amm'))) / 500_000
    const cellAt = (skew: number, move: number) => cells.find((one) => one.skew === skew && one.move === move)!
    expect(cellAt(0.5, -0.3).lostShare).toBeCloseTo(lost('skew-long-50-fall-30'), 12)
    expect(cellAt(-0.25, 0.1).lostShare).toBeCloseTo(lost('skew-short-25-rise-10'), 12)
    expect(cellAt(0, 0.2).lostShare).toBeCloseTo(lost('price-rise-one-minute-20'), 12)
    for (const { capital } of cells) expect(capital).toBe(500_000)
  })

  test('of what breaks agree with the cases of the battery where nothing was searched', () => {
    const { smallestBreaks, cases } = toldBy(report)
    const verdictOf = (id: string) => cases.find((one) => one.case === id)!.arms.amm.verdict
    expect([10, 20].map((size) => verdictOf(`price-fall-one-block-${size}`))).toEqual(['holds', 'broken'])
    const own = smallestBreaks.find((one) => one.case === 'price-fall-one-block')!
    expect(own).toMatchObject({ broken: 0.2, held: 0.1, monotone: true })
    expect(report.table(WIDE)).toMatch(/price fall one block +20%/)
  })
})

describe('what a reader must know', () => {
  test('is said in every form: skipped cases with their reasons', () => {
    const { skipped } = planned.progress()
    expect(skipped.length).toBeGreaterThan(3)
    expect(toldBy(report).skipped.map((one) => [one.case, one.because])).toEqual(
      skipped.map(({ id, skipped: because }) => [id, because]),
    )
    for (const { skipped: because } of skipped) {
      expect(report.html).toContain(because)
      expect(report.markdown.replaceAll('\\', '')).toContain(because)
      expect(report.table(WIDE).replace(/\s+/g, ' ')).toContain(because)
    }
  })

  test('an outcome that is not monotone is said with its intervals', async () => {
    const stress = planned.progress().cases.find(({ id }) => id === 'oracle-spike-low-all-30')!
    const judged = [0.05, 0.1, 0.2, 0.3].map((size) => ({ size, broken: size === 0.1 || size === 0.2 }))
    const intervals = [
      { from: 0.05, to: 0.05, broken: false },
      { from: 0.1, to: 0.2, broken: true },
      { from: 0.3, to: 0.3, broken: false },
    ]
    const outcome: BreakingSize = { kind: 'not-monotone', held: 0.05, broken: 0.1, intervals, judged }
    const odd = await reportWith({ searched: [{ ladder: stress.ladder!, arm: 'amm', found: outcome }] })
    const words = 'oracle spike low all holds at 5%, breaks from 10% to 20% and holds at 30%'
    expect(odd.html).toContain(words)
    expect(odd.markdown).toContain(words)
    expect(odd.table(WIDE).replace(/\s+/g, ' ')).toContain(words)
    expect(odd.html).toContain('10%, not monotone')
    expect(JSON.parse(odd.json).smallestBreaks.find((one: { case: string }) => one.case === stress.ladder!.id)).toEqual(
      expect.objectContaining({ monotone: false, broken: 0.1, held: 0.05, intervals, judged }),
    )
    expect(report.html).not.toContain('not monotone')
  })

  test('a case that the fall alone breaks is blamed on no size', () => {
    expect(report.table(WIDE)).toMatch(/block stall +the fall alone/)
    expect(report.markdown).toContain('The fall that other cases happen in breaks one by itself')
  })

  test('a case of which no run tells is neither held nor broken', async () => {
    const { cases } = planned.progress()
    const lost = new Set(cases.filter(({ id }) => id.startsWith('price-rise-one-block')).map(({ point }) => point))
    const read: typeof run.read = async (...asked) => {
      const table = await run.read(...asked)
      return {
        ...table,
        values: (figure, point, arm) => (lost.has(point) ? [undefined, undefined] : table.values(figure, point, arm)),
      }
    }
    const part = await stressReport(planned, scenario, run.store, { ...run, complete: false, read })
    expect(part.table(WIDE)).toMatch(/price rise one block +not told/)
    expect(part.table(WIDE)).toContain('Of 5 nothing tells.')
    expect(toldBy(part).cases.filter(({ arms }) => arms.amm.verdict === 'untold')).toHaveLength(5)
    expect(part.html).toContain('It is not finished')
  })

  test('a study without its battery says so, and lists no case', async () => {
    const empty = await reportWith({ cases: [], skipped: [], searched: [] })
    for (const text of [empty.html, empty.markdown, empty.table(WIDE)]) expect(text).toContain('No case was run')
    expect(JSON.parse(empty.json)).toMatchObject({ cases: [], findings: [] })
  })
})

test('who was liquidated stands in the timeline, with price and mark', () => {
  expect(report.html).toMatch(/<h3 id="timeline-a-a-title">amm: [a-z ]+\d+( min|%), seed 5<\/h3>/)
  expect(report.html).toMatch(/<td>long 0<\/td>/)
  expect(report.html).toContain('<th scope="col">Mark, USDC</th>')
})

test('text of a scenario is text on the page', async () => {
  const evil = await reportWith({}, { name: '<img src=x>', quote: '<i>' })
  expect(evil.html).not.toMatch(/<img|<i>/)
  expect(evil.html).toContain('&lt;img src=x&gt;')
  expect(evil.html).toContain('deficit &lt; 1')
  expect(evil.html).not.toContain('deficit < 1')
  expect(evil.markdown).toContain('\\<img src=x\\>')
})

test.each([80, 120])('the table for a terminal has no line beyond %i columns', (width) => {
  for (const line of report.table({ width, color: false }).split('\n'))
    expect(line.length, line).toBeLessThanOrEqual(width)
})

test('the page holds each id once, and no script', () => {
  const ids = [...report.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(report.html).not.toContain('<script')
  expect(report.html).not.toMatch(/NaN|undefined|\[object/)
})

test('the report from the store is the report after the run, byte by byte', async () => {
  const { store } = run
  const read = plannedStress(store.plan, scenario)
  const again = await stressReport(read, scenario, store, await found(read.rounds, store))
  expect(again.html).toBe(report.html)
  expect(again.markdown).toBe(report.markdown)
  expect(again.json).toBe(report.json)
  expect(again.table(WIDE)).toBe(report.table(WIDE))
})
