import { estimateWords, measureName } from '../drawings/measure.ts'
import { differenceWords } from '../findings.ts'
import { escapeHtml, scrolling } from '../html.ts'
import { escapeMarkdown, markdownTable } from '../markdown.ts'
import { pairedWords } from '../study/difference-words.ts'
import { directionOf, type ShownFigure } from '../study/shown-figures.ts'
import { parameterHead } from '../study/study-parameters.ts'
import { rankedPoints } from './best-point.ts'
import type { SweepView } from './sweep-view.ts'

/** A figure of one point in one arm, in words. */
interface Cell {
  readonly mean: string
  /** From today's point in the same seeds; `''` at today's point. */
  readonly difference: string
  readonly isClear: boolean
}

/** One point in a table of a figure. */
interface PointRow {
  readonly isToday: boolean
  /** Values of the parameters. */
  readonly labels: readonly string[]
  /** By arm. */
  readonly cells: readonly Cell[]
}

/**
 * Points that a table shows: all in their order, or where they are more than `most` today's and those at which the
 * figure is best in the first arm, the best first.
 */
export const tabledPoints = (view: SweepView, figure: ShownFigure, most: number): readonly number[] => {
  const { sweep, plan } = view
  if (sweep.runnable.length <= most) return sweep.runnable
  const best = rankedPoints(view, figure.column, plan.arms[0], directionOf(figure)).map(([point]) => point)
  const isRunnable = sweep.runnable.includes(sweep.today)
  return [...new Set([...(isRunnable ? [sweep.today] : []), ...best, ...sweep.runnable])].slice(0, most)
}

const cellOf = (view: SweepView, figure: ShownFigure, point: number, arm: string): Cell => {
  const { unit } = figure.measure
  const { today } = view.sweep
  const estimate = view.estimate(figure, point, arm)
  const own = { mean: estimateWords(unit, estimate), difference: '', isClear: false }
  const base = view.statistics.average(figure.column, today, arm)
  if (point === today || estimate === undefined || base === undefined) return own
  if (figure.condition) {
    const change = estimate.value - base
    return { ...own, difference: differenceWords(unit, { mean: change, low: change, high: change, count: 1 }) }
  }
  const difference = view.statistics.difference(figure.column, point, today, arm)
  return { ...own, difference: pairedWords(unit, difference), isClear: difference.clear }
}

const rowsOf = (view: SweepView, figure: ShownFigure, points: readonly number[]): readonly PointRow[] =>
  points.map((point) => ({
    isToday: point === view.sweep.today,
    labels: view.labels(point),
    cells: view.plan.arms.map((arm) => cellOf(view, figure, point, arm)),
  }))

const headOf = (view: SweepView): readonly string[] => [
  'Point',
  ...view.parameters.map(parameterHead),
  ...view.plan.arms.flatMap((arm) => [arm, `${arm} less today's`]),
]

/** An estimate with its interval below it. */
const stacked = (words: string): string => escapeHtml(words).replace(/ (\[.*\])$/, '<span class="meaning">$1</span>')

const cellHtml = ({ mean, difference, isClear }: Cell): string =>
  `<td>${stacked(mean)}</td>${isClear ? `<td><strong>${stacked(difference)}</strong></td>` : `<td class="unclear">${stacked(difference)}</td>`}`

/** One figure at points of a sweep as an HTML table: means with intervals, differences from today's, in bold where they are clear. */
export const pointTableHtml = (view: SweepView, figure: ShownFigure, points: readonly number[]): string => {
  const interval = view.intervalWords(figure)
  const what = figure.condition ? '' : `: mean${interval === undefined ? '' : ` with ${interval}`}`
  const caption = `${measureName(figure.measure)}${what}; differences from today's point in the same seeds${interval === undefined ? '' : ', bold where clear'}`
  const rows = rowsOf(view, figure, points).map(
    ({ isToday, labels, cells }, i) =>
      `<tr${isToday ? ' class="today"' : ''}><th scope="row">${isToday ? 'today' : String(points[i])}</th>${labels.map((label) => `<td>${escapeHtml(label)}</td>`).join('')}${cells.map(cellHtml).join('')}</tr>`,
  )
  const table = [
    `<table class="points"><caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${headOf(view)
      .map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`)
      .join('')}</tr></thead>`,
    '<tbody>',
    ...rows,
    '</tbody></table>',
  ].join('\n')
  return scrolling(`Points: ${measureName(figure.measure)}`, table)
}

/** The same in Markdown. */
export const pointTableMarkdown = (view: SweepView, figure: ShownFigure, points: readonly number[]): string =>
  markdownTable(
    headOf(view).map(escapeMarkdown),
    rowsOf(view, figure, points).map(({ isToday, labels, cells }, i) => [
      isToday ? 'today' : String(points[i]),
      ...labels.map(escapeMarkdown),
      ...cells.flatMap(({ mean, difference, isClear }) => {
        const words = escapeMarkdown(difference)
        return [escapeMarkdown(mean), isClear ? `**${words}**` : words]
      }),
    ]),
    1,
  )
