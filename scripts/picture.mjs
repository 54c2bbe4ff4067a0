import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// node scripts/picture.mjs REPORT.html CHART OUT.png [WIDTHxHEIGHT]: one chart of a report as a picture, drawn by Chromium
// (CHROMIUM names it, `chromium` when unset). The README's is made with it.
const [report, chart, out, size = '1000x640'] = process.argv.slice(2)
if (out === undefined || !/^[a-z-]+$/.test(chart) || !/^\d+x\d+$/.test(size)) {
  console.error(
    'picture: node scripts/picture.mjs REPORT.html CHART OUT.png [WIDTHxHEIGHT]; a chart is impact, exponent, …',
  )
  process.exit(2)
}
const page = readFileSync(report, 'utf8')
if (!page.includes(`id="${chart}"`)) {
  console.error(`picture: ${report} has no chart "${chart}"`)
  process.exit(2)
}
// Only what holds the chart is shown.
const style = `<style>
  header, nav, footer, h2, details, main > *:not(:has(#${chart})), .chart:not(:has(#${chart})), .reading { display: none !important }
  body, main, section { margin: 0 !important; max-width: none !important; border: 0 !important }
</style>`
const folder = mkdtempSync(join(tmpdir(), 'perplab-picture-'))
const copy = join(folder, 'report.html')
writeFileSync(
  copy,
  page.replace('</head>', () => `${style}</head>`),
)
const { status, error, stderr } = spawnSync(
  process.env.CHROMIUM ?? 'chromium',
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--virtual-time-budget=5000',
    `--window-size=${size.replace('x', ',')}`,
    `--screenshot=${resolve(out)}`,
    pathToFileURL(copy).href,
  ],
  { encoding: 'utf8' },
)
rmSync(folder, { recursive: true })
if (status !== 0) {
  console.error(`picture: ${error?.message ?? stderr}`)
  process.exitCode = 1
}
