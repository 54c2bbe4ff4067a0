import type { ArmResult, Comparison } from '../studies/comparison.ts'
import { baselineOf, comparedOf, counted, driftWords, listed } from './arm-words.ts'
import type { Chart } from './chart.ts'
import { chartHtml, colourClass } from './chart-html.ts'
import { costBars } from './cost-bars.ts'
import { findings, unclearSentences } from './findings.ts'
import { forestPlot } from './forest-plot.ts'
import { bulletList, escapeHtml, htmlTable, paragraph, scrolling } from './html.ts'
import { impactCharts } from './impact-charts.ts'
import { type MoneyScale, moneyScale } from './money-scale.ts'
import { formatDuration, formatNumber } from './number-format.ts'
import { type PageSection, pageHtml } from './page-html.ts'
import { pairedTableHtml } from './paired-table-html.ts'
import { reportGroups } from './report-rows.ts'
import { shownSeedWords, timeCharts, timeLineCount } from './time-charts.ts'

/** Points of one line, and of all lines of a page: the file stays below 1.5 MB. */
const POINTS_OF_A_LINE = 4_000
const POINTS_OF_A_PAGE = 42_000

/** What the report is made with beside the comparison. */
export interface ReportContext {
  /** Source of the chart library, from `chartLibrary()`. */
  readonly library: string
  /** The command that gives these results again. */
  readonly command: string
}

const armCard = (result: ArmResult, at: number, { atoms, quote }: MoneyScale): string => {
  const money = (x: number): string => `${formatNumber('money', x / atoms)} ${quote}`
  const { bid, ask } = result.depthAtStart
  return [
    `<li class="${colourClass(at)}"><h3>${escapeHtml(result.arm)} <span class="soft">(${escapeHtml(result.engine)})</span></h3>`,
    paragraph(result.description),
    `<p>Capital ${escapeHtml(money(result.capital))}. Moved by 100 bps before the first trade by selling ${escapeHtml(money(bid))} or buying ${escapeHtml(money(ask))}.</p></li>`,
  ].join('')
}

/** `8 (1 to 8)`, or all of them where they are not in a row. */
const seedWords = (seeds: readonly number[]): string => {
  const inRow = seeds.length > 2 && seeds.every((seed, i) => seed === seeds[0] + i)
  return `${seeds.length} (${inRow ? `${seeds[0]} to ${seeds.at(-1)}` : listed(seeds.map(String))})`
}

const status = (comparison: Comparison): string => {
  const { market, horizon, seeds, arms } = comparison
  const { atoms, quote } = moneyScale(market)
  const drifts = arms.map(driftWords)
  const isExact = drifts.every((drift) => drift === '0')
  const deficit = Math.max(0, ...arms.flatMap(({ runs }) => runs.map((run) => run.deficit)))
  const item = (name: string, value: string, mark = ''): string =>
    `<div><dt>${name}</dt><dd class="${mark}">${escapeHtml(value)}</dd></div>`
  return [
    '<dl class="status">',
    item('Market', market.symbol),
    item('Simulated', formatDuration(horizon)),
    item('Seeds', seedWords(seeds)),
    item('Conservation drift', isExact ? '0 in every run' : drifts.join('; '), isExact ? 'good' : 'bad'),
    item('Largest deficit', `${formatNumber('money', deficit / atoms)} ${quote}`),
    '</dl>',
  ].join('')
}

const header = (comparison: Comparison): string => {
  const { scenario, arms, complete } = comparison
  const scale = moneyScale(comparison.market)
  return [
    '<header>',
    `<h1>${escapeHtml(scenario)}</h1>`,
    `<p class="soft">The same prices, the same traders and the same seeds, through ${arms.length === 1 ? 'one arm' : `${arms.length} arms that differ in their engine and its liquidity only`}. Differences are paired by seed against ${escapeHtml(baselineOf(comparison))}.</p>`,
    complete ? '' : '<p class="warning" role="note">This comparison was interrupted: only finished seeds are here.</p>',
    status(comparison),
    `<ul class="cards">${arms.map((arm, at) => armCard(arm, at, scale)).join('')}</ul>`,
    '</header>',
  ].join('\n')
}

const digests = ({ arms }: Comparison): string =>
  scrolling(
    'Digests',
    htmlTable({
      caption: 'A digest is a fingerprint of every block of a run: the same digest is the same run',
      head: ['Arm', 'Seed', 'Digest', 'Blocks', 'Conservation drift, atoms', 'Deficit, atoms'],
      rows: arms.flatMap(({ arm, runs }) =>
        runs.map((run) => [
          arm,
          String(run.seed),
          run.digest,
          String(run.blocks),
          run.conservationDrift.join(', '),
          String(run.deficit),
        ]),
      ),
    }),
  )

/** Sliders in two-hundredths of the horizon; the page script reads them. */
const TIME_WINDOW = [
  '<fieldset class="window"><legend>Time shown in all of these charts: <output id="window-told"></output></legend>',
  '<label for="window-from">From</label><input type="range" id="window-from" min="0" max="200" value="0">',
  '<label for="window-to">To</label><input type="range" id="window-to" min="0" max="200" value="200">',
  '</fieldset>',
].join('')

const findingsSection = (comparison: Comparison, groups: ReturnType<typeof reportGroups>): PageSection => {
  const found = findings(comparison, groups)
  const content = [
    found.length === 0
      ? paragraph('No difference between the arms has an interval that excludes zero.')
      : comparedOf(comparison)
          .map((arm) => {
            const own = found.filter((finding) => finding.arm === arm).map(({ sentence }) => sentence)
            const title = `<h3>${escapeHtml(`${arm} against ${baselineOf(comparison)}`)}</h3>`
            return own.length === 0
              ? `${title}${paragraph('No clear difference.')}`
              : title + bulletList(own, 'findings')
          })
          .join('\n'),
    ...unclearSentences(comparison, groups).map(paragraph),
    paragraph(
      'Of differences that are none, one in twenty has an interval that excludes zero by chance: take a lone one among many with care.',
    ),
    ...(comparison.notes.length > 0 ? ['<h3>Notes</h3>', bulletList(comparison.notes, 'notes')] : []),
  ]
  return { id: 'findings', title: 'Main findings', short: 'Findings', content }
}

const sections = (
  comparison: Comparison,
  { command }: ReportContext,
  impact: readonly Chart[],
  time: readonly Chart[],
): readonly PageSection[] => {
  const groups = reportGroups(comparison)
  const forest = forestPlot(comparison, groups)
  return [
    findingsSection(comparison, groups),
    {
      id: 'impact-section',
      title: 'Price impact',
      short: 'Price impact',
      content: [
        `<div class="charts">${impact.map((chart) => chartHtml(chart).replace('class="chart"', 'class="chart full"')).join('\n')}</div>`,
      ],
    },
    {
      id: 'cost-section',
      title: 'Execution cost by order size',
      short: 'Execution cost',
      content: [
        paragraph(
          `What takers paid against the mid before their order, all seeds together: the fee, half the spread (to the best price), and impact (from the best price to the average paid). Shorter bars are cheaper. Each size has a scale of its own, on which its dearest arm is longest; compare arms within a size, and sizes by their numbers.`,
        ),
        costBars(comparison),
      ],
    },
    {
      id: 'differences',
      title: 'Differences at a glance',
      short: 'Differences',
      content: [
        paragraph(
          `Each mark is an arm less ${baselineOf(comparison)}, and its line the 95% interval over the seeds. A line that does not touch the middle is a difference that chance does not explain. Each row has a scale of its own; whether more is better depends on the figure.`,
        ),
        forest === '' ? paragraph('Intervals need two arms and two seeds at least.') : forest,
      ],
    },
    {
      id: 'table',
      title: 'Paired table',
      short: 'Paired table',
      content: [
        paragraph(
          `Money in ${comparison.market.quote} (k thousand, M million). A difference is an arm less ${baselineOf(comparison)} in the same seed, averaged over the seeds, with its 95% interval by Student's t; bold where zero is outside it. Impact at the start is measured once and has no interval.`,
        ),
        pairedTableHtml(comparison, groups),
      ],
    },
    {
      id: 'time',
      title: 'Over time',
      short: 'Over time',
      content: [
        paragraph(time.length === 0 ? 'No series were recorded.' : shownSeedWords(comparison)),
        time.length === 0 ? '' : TIME_WINDOW,
        `<div class="charts">${time.map(chartHtml).join('\n')}</div>`,
      ],
    },
    {
      id: 'evidence',
      title: 'Evidence',
      short: 'Evidence',
      content: [
        '<p>To run it again:</p>',
        `<pre><code>${escapeHtml(command)}</code></pre>`,
        digests(comparison),
        `<details><summary>The scenario as it was run</summary><pre><code>${escapeHtml(comparison.source)}</code></pre></details>`,
      ],
    },
  ]
}

/**
 * `report.html`: one file that opens from disk and loads nothing, with charts, tables and how to read them. The same
 * bytes on every machine.
 */
export const reportHtml = (comparison: Comparison, context: ReportContext): string => {
  const lines = timeLineCount(comparison.arms.length)
  const most = Math.min(POINTS_OF_A_LINE, Math.max(100, Math.floor(POINTS_OF_A_PAGE / lines)))
  const impact = impactCharts(comparison)
  const time = timeCharts(comparison, most)
  return pageHtml({
    title: comparison.scenario,
    header: header(comparison),
    skip: 'To the findings',
    sections: sections(comparison, context, impact, time),
    footer: `perplab. ${counted(comparison.arms.length, 'arm')}, ${counted(comparison.seeds.length, 'seed')}. This page is one file and loads nothing.`,
    drawn: { charts: [...impact, ...time], library: context.library },
  })
}
