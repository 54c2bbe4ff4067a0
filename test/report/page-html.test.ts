import { expect, test } from 'vitest'
import { drawingStyle } from '../../src/report/drawings/drawing-style.ts'
import { heatMap } from '../../src/report/drawings/heat-map.ts'
import { pageHtml } from '../../src/report/page-html.ts'
import { nestingFault } from './drawings/read-svg.ts'
import { heatMapSample } from './drawings/synthetic-study.ts'

const page = {
  title: '<sweep>',
  header: '<header><h1>&lt;sweep&gt;</h1></header>',
  skip: 'To the sweep',
  style: drawingStyle,
  sections: [
    { id: 'sweep', title: 'Sweep & more', short: 'Sweep', content: [heatMap(heatMapSample)] },
    { id: 'evidence', title: 'Evidence', short: 'Evidence', content: ['<p>none</p>'] },
  ],
  footer: 'perplab.',
}

test('a page of static drawings holds no script and allows none', () => {
  const html = pageHtml(page)
  expect(html).not.toContain('<script')
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`)
  expect(html).not.toMatch(/https?:|src\s*=|url\(|@import/)
})

test('a page with charts of the library holds their data, the library and the script', () => {
  const html = pageHtml({ ...page, drawn: { charts: [], library: '/* charts */' } })
  expect(html).toContain('<script type="application/json" id="chart-data">[]</script>')
  expect(html).toContain('<script>/* charts */</script>')
  expect(html).toContain("script-src 'unsafe-inline'; ")
})

test('the list of sections and the link for the keyboard name what is there, and elements nest', () => {
  const html = pageHtml(page)
  expect(html).toContain('<a class="skip" href="#sweep">To the sweep</a>')
  for (const { id } of page.sections) {
    expect(html).toContain(`<li><a href="#${id}">`)
    expect(html).toContain(`<section aria-labelledby="${id}">`)
  }
  expect(html).toContain('<title>&lt;sweep&gt; - perplab</title>')
  expect(html).toContain('<h2 id="sweep">Sweep &amp; more</h2>')
  expect(nestingFault(html.replace(/<style>.*<\/style>/s, ''))).toBe('')
})
