import { measureName } from '../drawings/measure.ts'
import { escapeHtml, scrolling } from '../html.ts'
import { pairedWords } from '../study/difference-words.ts'
import type { ShownFigure } from '../study/shown-figures.ts'
import { caseWords } from './case-words.ts'
import { type StressView, UNSTRESSED } from './stress-view.ts'

/** Words of a paired difference, and whether chance does not explain it. */
interface DifferenceCell {
  readonly words: string
  readonly clear: boolean
}

/** How much a figure is more in each case than without stress, in the same seeds, arms side by side. */
export const differenceRows = (
  view: StressView,
  { column, measure }: ShownFigure,
): readonly { readonly name: string; readonly cells: readonly DifferenceCell[] }[] =>
  view.cases.map((stress) => ({
    name: caseWords(stress),
    cells: view.plan.arms.map((arm) => {
      const difference = view.statistics.difference(column, stress.point, UNSTRESSED, arm)
      return { words: pairedWords(measure.unit, difference), clear: difference.clear }
    }),
  }))

/** The same as a table; what is clear is bold. */
export const differenceTableHtml = (view: StressView, figure: ShownFigure): string => {
  const caption = `${measureName(figure.measure)}: case less no stress, in the same seeds${view.interval === undefined ? '' : `, with the ${view.interval}; bold where it is clear`}`
  return scrolling(
    caption,
    [
      `<table class="study"><caption>${escapeHtml(caption)}</caption>`,
      `<thead><tr><th scope="col">Case</th>${view.plan.arms.map((arm) => `<th scope="col">${escapeHtml(arm)}</th>`).join('')}</tr></thead>`,
      '<tbody>',
      ...differenceRows(view, figure).map(
        ({ name, cells }) =>
          `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map(({ words, clear }) => `<td>${clear ? `<strong>${escapeHtml(words)}</strong>` : escapeHtml(words)}</td>`).join('')}</tr>`,
      ),
      '</tbody></table>',
    ].join('\n'),
  )
}
