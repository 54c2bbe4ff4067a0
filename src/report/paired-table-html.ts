import type { Comparison } from '../studies/comparison.ts'
import type { Interval } from '../studies/interval.ts'
import { baselineOf, comparedOf } from './arm-words.ts'
import { differenceWords } from './findings.ts'
import { escapeHtml, scrolling } from './html.ts'
import { formatNumber, type ShownUnit } from './number-format.ts'
import { isClear } from './paired-values.ts'
import type { ReportGroup, ReportRow } from './report-row.ts'

const unitWords = (unit: ShownUnit, quote: string): string =>
  unit === 'money' ? quote : unit === 'percent' ? '%' : unit === 'count' ? 'count' : unit

const differenceCell = (row: ReportRow, x: Interval | undefined): string => {
  if (x === undefined) return '<td>-</td>'
  if (!row.sampled || x.count < 2) return `<td>${differenceWords(row.unit, x)}</td>`
  return isClear(x)
    ? `<td class="clear"><strong>${differenceWords(row.unit, x)}</strong></td>`
    : `<td class="unclear">${differenceWords(row.unit, x)}</td>`
}

const rowHtml = (row: ReportRow, quote: string): string => {
  const part = row.label.startsWith('  ')
  const meaning = row.meaning === '' ? '' : `<span class="meaning">${escapeHtml(row.meaning)}</span>`
  const counts = [...row.arms, ...row.differences].map((x) => x?.count ?? 0)
  return [
    `<tr${part ? ' class="sub"' : ''}><th scope="row">${escapeHtml(row.label.trim())}${meaning}</th>`,
    `<td class="unit">${escapeHtml(unitWords(row.unit, quote))}</td>`,
    ...row.arms.map((x) => `<td>${x === undefined ? '-' : formatNumber(row.unit, x.mean)}</td>`),
    ...row.differences.map((x) => differenceCell(row, x)),
    `<td>${row.sampled ? Math.min(...counts) : ''}</td></tr>`,
  ].join('')
}

/** The whole paired table as HTML: mean of each arm, paired differences with their intervals in bold where zero is outside, seeds. */
export const pairedTableHtml = (comparison: Comparison, groups: readonly ReportGroup[]): string => {
  const names = comparison.arms.map(({ arm }) => arm)
  const others = comparedOf(comparison)
  const columns = names.length + others.length + 3
  const table = [
    '<table class="paired"><caption>Means over the seeds, and differences paired by seed with their 95% intervals</caption>',
    `<thead><tr><th scope="col">Figure</th><th scope="col">Unit</th>${names.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}${others
      .map((name) => `<th scope="col">${escapeHtml(`${name} less ${baselineOf(comparison)}`)}</th>`)
      .join('')}<th scope="col"><abbr title="Seeds with this figure in every arm">n</abbr></th></tr></thead>`,
    ...groups.flatMap(({ title, rows }) => [
      `<tbody><tr class="group"><th scope="rowgroup" colspan="${columns}">${escapeHtml(title)}</th></tr>`,
      ...rows.map((row) => rowHtml(row, comparison.market.quote)),
      '</tbody>',
    ]),
    '</table>',
  ].join('\n')
  return scrolling('Paired table', table)
}
