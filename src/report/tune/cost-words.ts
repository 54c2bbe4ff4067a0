import { estimateWords, measureName } from '../drawings/measure.ts'
import { escapeHtml, scrolling } from '../html.ts'
import { escapeMarkdown, markdownTable } from '../markdown.ts'
import { clearnessWords, pairedWords } from '../study/difference-words.ts'
import { estimateOf } from '../study/point-statistics.ts'
import type { CostGroup, CostRow } from './change-costs.ts'

/** The head of tables of costs. */
const HEAD = ['Figure', 'Today', 'Recommended', 'Recommended less today'] as const

/** A row of costs in words. */
export interface CostCells {
  readonly name: string
  readonly today: string
  readonly recommended: string
  readonly difference: string
  /** `clear in 8 paired seeds`. */
  readonly clearness: string
  readonly isClear: boolean
}

/** A row in words. */
export const costCells = ({ figure, today, recommended, difference }: CostRow): CostCells => ({
  name: measureName(figure.measure),
  today: estimateWords(figure.measure.unit, estimateOf(today)),
  recommended: estimateWords(figure.measure.unit, estimateOf(recommended)),
  difference: pairedWords(figure.measure.unit, difference),
  clearness: clearnessWords(difference),
  isClear: difference.clear,
})

/** Better, worse, or what the seeds leave open; of figures of which neither is wanted more or less. */
const verdict = ({ figure: { better }, difference: { difference, clear } }: CostRow): string => {
  if (!clear || difference.estimate === undefined) return '~ sign unclear'
  const isMore = difference.estimate > 0
  if (better === undefined) return isMore ? 'more' : 'less'
  return isMore === (better === 'high') ? '<span class="good">▲ better</span>' : '<span class="bad">▼ worse</span>'
}

const htmlRow = (row: CostRow): string => {
  const cells = costCells(row)
  const words = escapeHtml(cells.difference)
  return [
    `<tr><th scope="row">${escapeHtml(cells.name)}</th>`,
    `<td data-name="Today">${escapeHtml(cells.today)}</td><td data-name="Recommended">${escapeHtml(cells.recommended)}</td>`,
    `<td data-name="Difference">${cells.isClear ? `<strong>${words}</strong>` : words}</td>`,
    `<td data-name="" class="verdict">${verdict(row)}<span class="meaning">${escapeHtml(cells.clearness)}</span></td></tr>`,
  ].join('')
}

/** What a change costs whom as an HTML table; clear differences in bold. */
export const costTableHtml = (groups: readonly CostGroup[], caption: string): string =>
  scrolling(
    'What the change costs whom',
    [
      `<table class="study stacked"><caption>${escapeHtml(caption)}</caption>`,
      `<thead><tr>${HEAD.map((cell) => `<th scope="col">${cell}</th>`).join('')}<th scope="col" class="verdict">Verdict</th></tr></thead>`,
      ...groups
        .filter(({ rows }) => rows.length > 0)
        .flatMap(({ title, rows }) => [
          `<tbody><tr class="group"><th scope="rowgroup" colspan="5">${escapeHtml(title)}</th></tr>`,
          ...rows.map(htmlRow),
          '</tbody>',
        ]),
      '</table>',
    ].join('\n'),
  )

/** The same in Markdown. */
export const costTableMarkdown = (groups: readonly CostGroup[]): string =>
  markdownTable(
    [...HEAD, 'Seeds'],
    groups.flatMap(({ rows }) =>
      rows.map((row) => {
        const { name, today, recommended, difference, clearness, isClear } = costCells(row)
        const words = escapeMarkdown(difference)
        return [
          escapeMarkdown(name),
          escapeMarkdown(today),
          escapeMarkdown(recommended),
          isClear ? `**${words}**` : words,
          escapeMarkdown(clearness),
        ]
      }),
    ),
    1,
  )
