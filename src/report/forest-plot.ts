import type { Comparison } from '../studies/comparison.ts'
import type { Interval } from '../studies/interval.ts'
import { baselineOf, comparedOf } from './arm-words.ts'
import { colourClass } from './chart-html.ts'
import { differenceWords, withUnit } from './findings.ts'
import { escapeHtml } from './html.ts'
import { isClear } from './paired-values.ts'
import type { ReportGroup, ReportRow } from './report-row.ts'

const LINE = 20

const place = (x: number, most: number): string => (most === 0 ? '50.00' : (50 + (46 * x) / most).toFixed(2))

/** Intervals of one row, one line an arm, about a common zero in the middle; the row's largest bound is the scale. */
const rowSvg = (differences: readonly (Interval | undefined)[]): string => {
  const most = differences.reduce((m, x) => (x === undefined ? m : Math.max(m, Math.abs(x.low), Math.abs(x.high))), 0)
  const height = LINE * differences.length
  const marks = differences.map((x, i) => {
    if (x === undefined) return ''
    const y = LINE * i + LINE / 2
    const arm = `${colourClass(i + 1)}${isClear(x) ? '' : ' unclear'}`
    return `<g class="${arm}"><line x1="${place(x.low, most)}%" x2="${place(x.high, most)}%" y1="${y}" y2="${y}" stroke-width="2"/><circle cx="${place(x.mean, most)}%" cy="${y}" r="4.5" stroke-width="2"/></g>`
  })
  return `<svg width="100%" height="${height}" aria-hidden="true"><line class="zero" x1="50%" x2="50%" y1="0" y2="${height}"/>${marks.join('')}</svg>`
}

const words = (row: ReportRow, x: Interval | undefined, arm: string, quote: string): string => {
  if (x === undefined) return `${arm}: no pairs`
  return `${arm}: ${withUnit(row.unit, differenceWords(row.unit, x), quote)}${isClear(x) ? '' : ' (sign unclear)'}`
}

const isShown = (row: ReportRow): boolean =>
  row.sampled &&
  !row.label.startsWith('  ') &&
  row.differences.some((x) => x !== undefined && (x.low !== 0 || x.high !== 0))

/**
 * A forest plot: paired differences from the first arm with their 95 % intervals, as a table whose middle column is
 * drawn. Hollow marks are differences whose interval contains zero. Rows without any difference are left out.
 */
export const forestPlot = (comparison: Comparison, groups: readonly ReportGroup[]): string => {
  const arms = comparedOf(comparison)
  const first = baselineOf(comparison)
  const { quote } = comparison.market
  if (arms.length === 0 || comparison.seeds.length < 2) return ''
  const bodies = groups.flatMap(({ title, rows }) => {
    const shown = rows.filter(isShown)
    if (shown.length === 0) return []
    return [
      `<tbody><tr class="group"><th scope="rowgroup" colspan="3">${escapeHtml(title)}</th></tr>`,
      ...shown.map(
        (row) =>
          `<tr><th scope="row" title="${escapeHtml(row.meaning)}">${escapeHtml(row.label)}</th><td class="wide">${rowSvg(row.differences)}</td><td class="words">${row.differences
            .map((x, i) => `<span>${escapeHtml(words(row, x, arms[i], quote))}</span>`)
            .join('')}</td></tr>`,
      ),
      '</tbody>',
    ]
  })
  const key = arms.map(
    (name, i) =>
      `<span><svg class="${colourClass(i + 1)}" width="30" height="12" aria-hidden="true"><line x1="0" y1="6" x2="30" y2="6" stroke-width="2"/><circle cx="15" cy="6" r="4.5" stroke-width="2"/></svg>${escapeHtml(name)}</span>`,
  )
  return [
    `<div class="legend" aria-hidden="true">${key.join('')}<span><svg class="shared" width="30" height="12"><g class="unclear"><line x1="0" y1="6" x2="30" y2="6" stroke-width="2"/><circle cx="15" cy="6" r="4.5" stroke-width="2"/></g></svg>hollow: interval contains zero</span></div>`,
    `<table class="forest"><caption>Paired differences from ${escapeHtml(first)}, mean and 95% interval</caption>`,
    `<thead><tr><th scope="col">Figure</th><th scope="col" class="wide"><span class="ends"><span>less than ${escapeHtml(first)}</span><span>more</span></span></th><th scope="col">Difference [95% interval]</th></tr></thead>`,
    ...bodies,
    '</table>',
  ].join('\n')
}
