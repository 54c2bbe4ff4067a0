import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { chartLibrary } from '../../src/report/chart-library.ts'
import { reportHtml } from '../../src/report/report-html.ts'
import { reportGroups } from '../../src/report/report-rows.ts'
import { reportScript } from '../../src/report/report-script.ts'
import { summaryMarkdown } from '../../src/report/summary-markdown.ts'
import { syntheticComparison } from './synthetic-comparison.ts'

const comparison = syntheticComparison()
const command = 'npx perplab compare <a> & "b"'
const html = reportHtml(comparison, { library: '/* charts */', command })
const library = chartLibrary()

const chartsOf = (page: string): readonly { id: string; lines: { name: string; x: number[]; y: unknown[] }[] }[] =>
  JSON.parse(/<script type="application\/json" id="chart-data">(.*?)<\/script>/s.exec(page)![1])

describe('report.html', () => {
  test('is one file: it names nothing to load, and forbids loading', () => {
    const page = reportHtml(comparison, { library: '', command })
    expect(page).not.toMatch(/https?:|src\s*=|url\(|@import|<iframe|<object|fetch\(|XMLHttpRequest/)
    expect(page.match(/<link[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">'])
    for (const [, target] of page.matchAll(/ href="([^"]*)"/g)) expect(target).toMatch(/^(#|data:)/)
    expect(page).toContain(`content="default-src 'none'`)
  })

  test('stays below 1.5 MB with the chart library and a day of minutes', () => {
    const long = syntheticComparison({ seeds: 2, samples: 1441 })
    expect(reportHtml(long, { library, command }).length).toBeLessThan(1_500_000)
  })

  test('the embedded library cannot end its script', () => {
    expect(library).not.toMatch(/<\/script/i)
    expect(library).toContain('Licensed to the Apache Software Foundation')
  })

  test('text of the scenario cannot become markup', () => {
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&lt;/script&gt;&lt;script&gt;alert(1)')
    expect(html).toContain('npx perplab compare &lt;a&gt; &amp; &quot;b&quot;')
    const named = syntheticComparison()
    const evil = { ...named, arms: named.arms.map((arm) => ({ ...arm, arm: `</script><b>${arm.arm}` })) }
    const page = reportHtml(evil, { library: '', command })
    expect(page).not.toContain('</script><b>')
    expect(chartsOf(page).at(0)?.lines[0].name).toContain('</script><b>amm')
  })

  test('is the same bytes each time', () => {
    expect(reportHtml(syntheticComparison(), { library: '/* charts */', command })).toBe(html)
  })

  test('shows every figure of the paired table', () => {
    for (const row of reportGroups(comparison).flatMap(({ rows }) => rows)) expect(html).toContain(row.label.trim())
  })

  test('shows each digest, the drift, the seeds and the notes', () => {
    for (const { runs } of comparison.arms) for (const { digest } of runs) expect(html).toContain(digest)
    for (const note of comparison.notes) expect(html).toContain(note)
    expect(html).toContain('0 in every run')
  })

  test('a run that made money out of nothing is shown in red words', () => {
    const arms = comparison.arms.map((arm, i) =>
      i === 1 ? { ...arm, runs: arm.runs.map((run) => ({ ...run, conservationDrift: ['17'] })) } : arm,
    )
    const page = reportHtml({ ...comparison, arms }, { library: '', command })
    expect(page).toContain('class="bad">0; seed 1: 17 atoms; 0')
  })

  test('has a heading and a table of data for each chart, and every id once', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id } of chartsOf(html)) {
      expect(html).toContain(`id="${id}-title"`)
      expect(html).toContain(`aria-describedby="${id}-reading"`)
    }
    expect(html.match(/<summary>Data of this chart/g)).toHaveLength(chartsOf(html).length)
    expect(html.match(/<table/g)).toHaveLength(html.match(/<caption/g)!.length)
  })

  test('draws at most 4,000 points a line, as many y as x, rising in time', () => {
    const long = syntheticComparison({ seeds: 1, samples: 6_000, arms: 1 })
    for (const { lines } of chartsOf(reportHtml(long, { library: '', command }))) {
      for (const { x, y } of lines) {
        expect(x.length).toBe(y.length)
        expect(x.length).toBeLessThanOrEqual(4_000)
        expect(x.every((at, i) => i === 0 || at >= x[i - 1])).toBe(true)
      }
    }
  })

  test('a line breaks where a book was one-sided', () => {
    const one = syntheticComparison({ seeds: 1, arms: 1 })
    const { columns, values } = one.arms[0].runs[0].series
    values[columns.indexOf('midMicros')].fill(0, 100, 110)
    const basis = chartsOf(reportHtml(one, { library: '', command })).find(({ id }) => id === 'basis')!
    expect(basis.lines[0].y.filter((y) => y === '-')).toHaveLength(1)
    expect(basis.lines[0].x).toHaveLength(361 - 10 + 1)
  })

  test('says in words what has nothing to draw', () => {
    const calm = syntheticComparison({ seeds: 1 })
    for (const { runs } of calm.arms) {
      const { columns, values } = runs[0].series
      for (const name of ['deleveragedAtoms', 'socialisedAtoms']) values[columns.indexOf(name)].fill(0)
    }
    const page = reportHtml(calm, { library: '', command })
    expect(page).toContain('Nobody was deleveraged and no loss was socialised.')
    expect(chartsOf(page).map(({ id }) => id)).not.toContain('deleveraging')
  })

  test('its script is a script, and gives echarts an option for each chart', () => {
    const context = vm.createContext({ Intl, setTimeout })
    vm.runInContext(`${library}\n${reportScript}`, context)
    context.charts = chartsOf(html)
    vm.runInContext(
      `colour = { arms: ['#111111', '#222222', '#333333'], shared: '#444444' }
       drawn = charts.map((chart) => {
         const view = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 600, height: 300 })
         view.setOption(chartOption(chart, colour, false))
         const svg = view.renderToSVGString()
         view.dispose()
         return svg
       })`,
      context,
    )
    for (const svg of context.drawn) expect(svg).toMatch(/#(111111|222222|333333)/)
  })

  test('a window of time keeps the points within it and one on each side', () => {
    const context = vm.createContext({ Intl })
    vm.runInContext(reportScript, context)
    context.chart = { x: { max: 6 }, lines: [{ x: [0, 1, 2, 3, 4, 5, 6], y: [9, 8, 7, 6, 5, 4, 3] }] }
    const between = (from: number, to: number): unknown =>
      JSON.parse(vm.runInContext(`JSON.stringify(windowed(chart, ${from}, ${to}).lines[0].x)`, context))
    expect(between(0, 6)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(between(1.5, 3.5)).toEqual([1, 2, 3, 4])
    expect(between(2, 3)).toEqual([2, 3])
  })

  test('works with one arm, with one seed, and without any run', () => {
    for (const other of [syntheticComparison({ arms: 1 }), syntheticComparison({ seeds: 1 })]) {
      expect(reportHtml(other, { library: '', command })).toContain('Paired table')
    }
    const none = {
      ...comparison,
      complete: false,
      seeds: [],
      metrics: [],
      arms: comparison.arms.map((arm) => ({ ...arm, runs: [], costs: [] })),
    }
    expect(reportHtml(none, { library: '', command })).toContain('interrupted')
  })
})

describe('summary.md', () => {
  const summary = summaryMarkdown(comparison, 'npx perplab compare x.yaml')

  test('holds every figure, digest and note, and the command', () => {
    for (const row of reportGroups(comparison).flatMap(({ rows }) => rows)) expect(summary).toContain(row.label.trim())
    for (const { runs } of comparison.arms) for (const { digest } of runs) expect(summary).toContain(digest)
    expect(summary).toContain('npx perplab compare x.yaml')
    expect(summary).toContain('Conservation drift: amm 0, ladder 0, book 0.')
  })

  test('every row of a table has the cells of its head', () => {
    const cells = (line: string): number => line.replaceAll('\\|', '').split('|').length
    for (const block of summary.split('\n\n').filter((text) => text.startsWith('| '))) {
      const lines = block.split('\n')
      for (const line of lines) expect(cells(line)).toBe(cells(lines[0]))
    }
  })
})
