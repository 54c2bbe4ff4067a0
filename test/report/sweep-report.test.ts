import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sweepReport } from '../../src/report/sweep/sweep-report.ts'
import { bootstrapInterval } from '../../src/studies/statistics/bootstrap-interval.ts'
import { writeCut } from '../../src/studies/store/cut-short.ts'
import { nestingFault, tableText } from './drawings/read-svg.ts'
import { type MadeUp, type SyntheticSweep, syntheticSweep } from './synthetic-sweep.ts'

const plain = { width: 120, color: false }

const reported = async (own: SyntheticSweep) => {
  const { planned, scenario, store, conducted } = await syntheticSweep(own)
  return { planned, ...(await sweepReport(planned, scenario, store, conducted)) }
}

/** Falls with the point's position, more in the book; seeds scatter it. */
const falling: MadeUp = (figure, point, arm, seed) => {
  if (figure === 'deficit') return (arm === 'book' ? 2 : 1) * (9 - point) * 1000 + ((seed * 7) % 5) * 100
  if (figure === 'openInterest.mean') return 50_000 + ((seed * 3 + point * 5) % 7) * 1000
  if (figure === 'deficit < 5_000') return falling('deficit', point, arm, seed)! < 5000 ? 1 : 0
  return 0
}

const grid: SyntheticSweep = {
  scenario: { name: 'thin', description: 'a </code><script>alert(1)</script> b', properties: ['deficit < 5_000'] },
  vary: { 'margin.maintenance': '2%..8%:3', 'insurance.deposit': '0..2_000:3' },
  seeds: 8,
  figures: falling,
}
/** Position of 5 % and 1,000, which the laboratory has. */
const TODAY = 4

const report = await reported(grid)
const json = JSON.parse(report.json)

/** Text of the page's table of points of a figure, a list of cells a row. */
const rowsOf = (html: string, figure: string): readonly (readonly string[])[] => {
  const table = [...html.matchAll(/<table class="points">.*?<\/table>/gs)].find(([text]) => text.includes(figure))![0]
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)]
    .slice(1)
    .map(([, row]) =>
      [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell]) => cell.replaceAll(/<[^>]*>/g, '|')),
    )
}

describe('figures of a sweep', () => {
  test('in the JSON are means and paired differences over the seeds, as reckoned by hand', () => {
    expect(json.today).toBe(TODAY)
    for (const { point, figures } of json.points) {
      for (const arm of ['amm', 'book']) {
        const values = Array.from({ length: 8 }, (_, i) => falling('deficit', point, arm, 1 + i)!)
        const today = Array.from({ length: 8 }, (_, i) => falling('deficit', TODAY, arm, 1 + i)!)
        const { mean, low, high, count, lessToday } = figures.deficit[arm]
        expect(mean).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 8, 9)
        expect(count).toBe(8)
        const interval = bootstrapInterval(values, { seed: 1, resamples: 2000 })
        expect([low, high]).toEqual(interval.kind === 'interval' ? [interval.low, interval.high] : [])
        if (point === TODAY) expect(lessToday).toBeUndefined()
        else {
          const differences = values.map((x, i) => x - today[i])
          expect(lessToday.mean).toBeCloseTo(differences.reduce((a, b) => a + b, 0) / 8, 9)
          // Seeds scatter all points alike: what is left is the same number in every seed.
          expect(lessToday).toEqual({ mean: lessToday.mean, count: 8, clear: true })
        }
      }
    }
  })

  test('in the page and in the summary are the same', () => {
    // Seeds 1 to 8 scatter by 200, 400, 100, 300, 0, 200, 400, 100: 212.5 in the mean.
    const rows = rowsOf(report.html, 'Deficit at the end')
    expect(rows).toHaveLength(9)
    expect(rows[0].slice(0, 3)).toEqual(['0', '2%', '0'])
    expect(rows[0][3]).toMatch(/^9,213\|\[9,\d{3}, 9,\d{3}\]\|$/)
    expect(rows[0][4]).toBe('|+4,000|')
    expect(rows[8].slice(0, 3)).toEqual(['8', '8%', '2,000'])
    expect(rows[8][5]).toMatch(/^2,213\|/)
    expect(rows[8][6]).toBe('|-8,000|')
    expect(rows[TODAY].slice(0, 3)).toEqual(['today', '5%', '1,000'])
    expect(rows[TODAY][4]).toBe('')
    expect(report.markdown).toMatch(/\| 0 \| 2% \| 0 \| 9,213 \\\[9,\d{3}, 9,\d{3}\\\] \| \*\*\+4,000\*\* \| 18\.2k /)
    expect(report.markdown).toMatch(/\| today \| 5% \| 1,000 \| 5,213 \\\[\S+, \S+\\\] \| {2}\| 10\.2k/)
  })

  test('of conditions are runs in which they hold', () => {
    const held = Array.from({ length: 8 }, (_, i) => falling('deficit < 5_000', 5, 'amm', 1 + i)!)
    const holds = held.reduce((a, b) => a + b, 0)
    expect(json.points[5].figures['deficit < 5_000'].amm).toEqual({ holds, count: 8 })
    const told = json.findings.filter((one: { figure: string }) => one.figure === 'deficit < 5_000')
    expect(told[0].sentences).toEqual([
      'It holds in every run at 4 of 9 points: (5%, 2,000), (8%, 0), (8%, 1,000) and (8%, 2,000).',
      'Today it holds in 0 of 8 runs.',
    ])
    expect(told[1].sentences[0]).toBe('It holds in every run at 2 of 9 points: (8%, 1,000) and (8%, 2,000).')
  })

  test('are drawn over both parameters, along each, from end to end and by seed', () => {
    const drawn = tableText(report.html)
    for (const id of ['heat-0-0-0', 'heat-0-0-1', 'slice-0-0', 'slice-0-1', 'tornado-0-0', 'spread-0'])
      expect(report.html).toContain(`id="${id}-title"`)
    expect(drawn).toMatch(/2,000\s+8%\s+1,213 \[\d/)
    expect(drawn).toMatch(/1,000\s+5%\s+5,213 \[[^\]]*\]\s+today/)
    expect(report.html).toContain('Held: deposit at 1,000, today&#39;s.')
    expect(report.html).toContain('8 seeds are too few for a median (it takes 20)')
    expect(nestingFault(report.html.replace(/<style>.*<\/style>/s, ''))).toBe('')
    expect(report.html).not.toMatch(/<script|https?:|NaN|undefined|Infinity/)
  })

  test('that are the same in every run are named and not shown', () => {
    const note = 'The same number in every run, and not shown: fund, drawdown (0%); '
    for (const text of [report.html, report.markdown, report.table(plain).replaceAll(/\n\s+/g, ' ')])
      expect(text).toContain(note)
    expect(json.figures.map(({ figure }: { figure: string }) => figure)).toEqual([
      'deficit',
      'openInterest.mean',
      'deficit < 5_000',
    ])
  })

  test('that were asked for come first, and none that nothing was measured of', async () => {
    const { json: text, markdown } = await reported({
      ...grid,
      metrics: ['volume', 'p95(spreadBps)', 'deficit'],
      figures: (figure, ...of) =>
        figure === 'p95(spreadBps)' ? undefined : figure === 'volume' ? 7 : falling(figure, ...of),
    })
    expect(JSON.parse(text).figures.map(({ figure }: { figure: string }) => figure)).toEqual([
      'volume',
      'deficit',
      'deficit < 5_000',
    ])
    expect(markdown).toContain('No run has "p95(spreadBps)"')
  })
})

describe('findings of a sweep', () => {
  const of = (figure: string, arm: string): readonly string[] =>
    json.findings.find((one: { figure: string; arm: string }) => one.figure === figure && one.arm === arm).sentences

  test('name the best point, today, their difference and what cannot be told from the best', () => {
    expect(of('deficit', 'amm')).toEqual([
      'Least, 1,213 USDC, at maintenance 8%, deposit 2,000.',
      'Today it is 5,213 USDC; the difference is -4,000 USDC (the same in all 8 paired seeds).',
      'Paired by seed every other point is clearly worse; no interval overlaps with its own.',
    ])
    const [most, , rivals] = of('openInterest.mean', 'amm')
    expect(most).toMatch(/^Most, 53\.\dk USDC, at /)
    expect(rivals).toMatch(
      /^Paired by seed none of the other points can be told from it; \d intervals overlap with its own\.$/,
    )
    expect(report.html).toContain('Least, 1,213 USDC, at maintenance 8%, deposit 2,000.')
    expect(report.markdown).toContain('amm: Least, 1,213 USDC, at maintenance 8%, deposit 2,000.')
    expect(report.table(plain)).toContain('Least, 1,213 USDC, at maintenance 8%, deposit 2,000.')
  })

  test('name the few points that cannot be told from the best', async () => {
    const near: MadeUp = (_, point, __, seed) =>
      point < 7 ? 5000 + seed : point === 7 ? 1010 + ((seed * 3) % 8) * 10 : 1000 + ((seed * 5) % 8) * 10
    const { markdown } = await reported({ ...grid, metrics: ['deficit'], figures: near })
    expect(markdown).toContain(
      'Paired by seed 1 of 8 other points cannot be told from it: (8%, 1,000); 1 interval overlaps with its own.',
    )
  })

  test('prefer today where it is as good as any, and name its equals', async () => {
    const { markdown } = await reported({ ...grid, metrics: ['deficit'], figures: (_, point) => (point < 3 ? 5 : 0) })
    expect(markdown).toContain(
      "Today's point is the best: 0 USDC, and the same at (5%, 0), (5%, 2,000), (8%, 0), (8%, 1,000) and 1 more.",
    )
    expect(markdown).toContain('Paired by seed every other point is clearly worse; its figure has no interval')
  })

  test('say both ends of a figure of which neither is wanted', async () => {
    const { markdown } = await reported({ ...grid, metrics: ['fills'], figures: (_, point) => 10 + ((point * 4) % 9) })
    expect(markdown).toContain('Least, 10, at maintenance 2%, deposit 0; most, 18, at maintenance 2%, deposit 2,000.')
    expect(markdown).not.toContain('Less is better')
  })
})

describe('a report of a sweep', () => {
  test('is the same bytes for the same runs, wherever they are', async () => {
    const again = await reported({ ...grid, folder: '/elsewhere' })
    expect(again.html).toBe(report.html)
    expect(again.markdown).toBe(report.markdown)
    expect(again.json).toBe(report.json)
  })

  test('takes text of the scenario as text', () => {
    expect(report.html).toContain('a &lt;/code&gt;&lt;script&gt;alert(1)&lt;/script&gt; b')
    expect(report.html).not.toContain('<script')
    expect(report.html).toContain('Holds: deficit &lt; 5_000')
    expect(report.markdown).toContain('**Holds: deficit \\< 5\\_000, % of runs**')
    expect(report.table(plain)).toContain('Holds: deficit < 5_000, amm')
  })

  test('has no null and no number that is none in its JSON', () => {
    expect(report.json).not.toMatch(/\bnull\b|NaN/)
    expect(json.plan.fingerprint).toBe(report.planned.plan.fingerprint)
    expect(json.complete).toBe(true)
    expect(json.points.map((one: { parameters: unknown }) => one.parameters)[5]).toEqual({
      'margin.tiers.0.maintenance': 5,
      'insurance.deposit': 2000,
    })
  })

  test('tells how it can be checked', () => {
    for (const text of [report.html.replaceAll('&#39;', "'"), report.markdown]) {
      expect(text).toContain('144 runs of perplab 9.9.9; fingerprint of their digests 0123456789abcdef')
      expect(text).toContain(
        'npx perplab sweep scenario.yaml --vary margin.maintenance=2%..8%:3 --vary insurance.deposit=0..2_000:3 --engine amm --engine book --seeds 8',
      )
      expect(text).toContain('npx perplab report .')
      expect(text).toContain('npx perplab results . --sql')
    }
    const columns = tableText(report.html)
    for (const { name } of report.planned.plan.figures) expect(columns).toContain(name)
  })

  test('fits the width of a terminal', () => {
    for (const width of [80, 120]) {
      const lines = report.table({ width, color: false }).split('\n')
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
      expect(lines.filter((line) => /^today\s+5%\s+1,000\s+5,213\s+10\.2k/.test(line))).toHaveLength(1)
      expect(lines.filter((line) => /^\s+8%\s+2,000\s+1,213\*\s+2,213\*/.test(line))).toHaveLength(1)
    }
  })

  test('says which points a rule refuses, and leaves them out of its tables', async () => {
    const refusing = await reported({
      ...grid,
      vary: { 'margin.maintenance': '4%..12%:3', 'insurance.deposit': '0,1_000' },
    })
    const { json: text, html, markdown, table } = refusing
    const note =
      '2 points of the design cannot be run: (12%, 0) and (12%, 1,000), since margin.tiers[0].maintenance: 12% must be below initial (10%).'
    expect(html).toContain(note)
    expect(markdown).toContain(note.replaceAll('[', '\\[').replaceAll(']', '\\]'))
    expect(table(plain).replaceAll(/\n\s+/g, ' ')).toContain(note)
    expect(html).toContain('2 points of the design that the scenario&#39;s rules refuse')
    const refused = JSON.parse(text).points.filter((one: { refused?: string }) => one.refused !== undefined)
    expect(refused).toHaveLength(2)
    expect(refused[0].figures).toBeUndefined()
    expect(rowsOf(html, 'Deficit at the end').map(([name]) => name)).toEqual(['today', '1', '2', '3', '4'])
    expect(tableText(html)).toContain('refused by a rule of the scenario')
  })

  test('says why runs are missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sweep-report-'))
    try {
      writeCut({ folder }, { because: 'budget', detail: '10 min' })
      const cut = await reported({ ...grid, folder, complete: false })
      const words = 'Its budget of 10 min was spent: 3 of 144 runs are there'
      expect(cut.html).toContain(`<p class="warning" role="note">${words}`)
      expect(cut.markdown).toContain(words)
      expect(cut.table(plain)).toContain(words)
      expect(JSON.parse(cut.json)).toMatchObject({ complete: false, cutShort: { because: 'budget', detail: '10 min' } })
    } finally {
      rmSync(folder, { recursive: true })
    }
    expect((await reported({ ...grid, complete: false })).markdown).toContain('It is not finished: 3 of 144 runs')
  })

  test('of one seed has figures without intervals, and says that chance cannot be told', async () => {
    const { html, markdown, json: text } = await reported({ ...grid, seeds: 1 })
    expect(markdown).toContain('1 seed is too few for an interval, which takes 6')
    expect(markdown).toContain('no interval: 1 paired seed, of which it takes 6')
    expect(markdown).not.toContain('cannot be told from it')
    expect(JSON.parse(text).points[0].figures.deficit.amm).toEqual({
      mean: 9200,
      count: 1,
      lessToday: { mean: 4000, count: 1, clear: false },
    })
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
    expect(rowsOf(html, 'Deficit at the end')[0].slice(3)).toEqual(['9,200', '+4,000', '18.2k', '+8,000'])
  })

  test('of one point has no pairs to draw', async () => {
    const { html, json: text } = await reported({ ...grid, vary: { 'margin.maintenance': ['5%'] } })
    expect(JSON.parse(text).points).toHaveLength(1)
    expect(html).not.toContain('id="maps"')
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
    expect(html).toContain('It is 9,213 USDC at the only point.')
  })

  test('of many levels draws maps of some, each figure at its own levels', async () => {
    const { html, planned } = await reported({
      ...grid,
      vary: { 'margin.maintenance': '1.5%..9.5%:50', 'insurance.deposit': '0,1_000' },
      seeds: 1,
      metrics: ['deficit'],
      arms: ['amm'],
      figures: (_, point) => point * 10,
    })
    expect(html).toContain('Maps show about 40 levels, evenly spread, of those with more: maintenance (50)')
    const { points } = planned.sweep
    const map = /id="heat-0-0-0-title".*?<table>(.*?)<\/table>/s.exec(html)![1]
    const rows = [...map.matchAll(/<tr><th scope="row">([^<]+)<\/th><td>([^<]+)%<\/td><td>([^<]+)<\/td>/g)]
    expect(rows).toHaveLength(80)
    for (const [, deposit, margin, figure] of rows) {
      const labels = [Number(margin), deposit === '0' ? 0 : 1000]
      const point = points.findIndex((one) => JSON.stringify(one.labels) === JSON.stringify(labels))
      expect(Number(figure.replace(',', ''))).toBe(point * 10)
    }
  })

  test('of a design that is no grid draws bins of equally many points', async () => {
    const { html, planned } = await reported({
      ...grid,
      design: { kind: 'sobol', points: 16 },
      metrics: ['deficit'],
      arms: ['amm'],
      figures: (_, point) => point * 100,
    })
    const { sweep } = planned
    // Today's point, 5 % and 1,000, is the second of Sobol's.
    expect(sweep.points).toHaveLength(16)
    const byMargin = [...sweep.runnable].sort(
      (a, b) => Number(sweep.points[a].labels[0]) - Number(sweep.points[b].labels[0]),
    )
    const mean = byMargin.slice(0, 8).reduce((sum, point) => sum + point * 100, 0) / 8
    expect(tableText(html)).toContain(` ${mean} [`.replace(/(\d)(\d{3})(?!\d)/, '$1,$2'))
    expect(html).toContain('id="bins-0-0-title"')
    expect(html).not.toContain('id="heat-')
  })

  test('of many points shows the best and today', async () => {
    const many = await reported({
      ...grid,
      vary: { 'margin.maintenance': '2%..8%:6', 'insurance.deposit': '0..5_000:5' },
      seeds: 6,
      figures: (figure, point) => (figure === 'deficit' ? 1000 - point : 0),
    })
    const table = many.table(plain)
    expect(table).toContain("Of 31 points today's and the best are shown.")
    expect(table).toMatch(/today +5% +1,000/)
    expect(table.split('\n').filter((line) => /^(today)? +\d(\.\d)?% /.test(line))).toHaveLength(13)
    expect(rowsOf(many.html, 'Deficit at the end')).toHaveLength(31)
  })

  test('tells whether the stop rule was met', async () => {
    const { markdown } = await reported({ ...grid, until: { figure: 'deficit', width: 1 } })
    expect(markdown).toContain(
      'until the 95% interval of deficit is at most 1 wide at every point in every arm: it is at 0 of 18.',
    )
  })

  test('sees today among the values of a list that are written shorter than the scenario has them', async () => {
    const { planned, html } = await reported({ ...grid, vary: { 'chain.ordering': 'cancels-first,random,arrival' } })
    const { sweep, plan } = planned
    expect(sweep.points).toHaveLength(3)
    expect(sweep.points[sweep.today].labels).toEqual([
      JSON.parse(JSON.stringify(plan.scenario)).match(/ordering:\s+kind: (\S+)/)[1],
    ])
    expect(html).toContain('id="slice-0-0-title"')
  })
})
