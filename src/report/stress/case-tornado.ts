import { type Tornado, tornado } from '../drawings/tornado.ts'
import type { ShownFigure } from '../study/shown-figures.ts'
import { caseWords, ladderWords, sizeWords } from './case-words.ts'
import { type StressView, UNSTRESSED } from './stress-view.ts'

/** Cases that are drawn, those furthest from the run without stress. */
const MOST_ROWS = 14

/** What the tornado of an arm shows: bad debt, or where no case leaves any the first figure that a case moves. */
const shownIn = (view: StressView, arm: string): ShownFigure | undefined =>
  view.figures.find(({ column, condition }) => {
    const usual = view.statistics.average(column, UNSTRESSED, arm)
    return (
      !condition &&
      usual !== undefined &&
      view.cases.some(({ point }) => (view.statistics.average(column, point, arm) ?? usual) !== usual)
    )
  })

/** Cases of an arm about the run without stress, HTML; a sentence where nothing moves. */
export const caseTornado = (
  view: StressView,
  arm: string,
  id: string,
): { readonly html?: string; readonly words: string } => {
  const { statistics, cases, debt, interval } = view
  const figure = shownIn(view, arm)
  if (figure === undefined) return { words: `${arm}: no case moves any of the figures.` }
  const baseline = statistics.average(figure.column, UNSTRESSED, arm) as number
  const moved = cases
    .flatMap((stress) => {
      const estimate = view.estimate(figure, stress.point, arm)
      return estimate === undefined || estimate.value === baseline ? [] : [{ stress, estimate }]
    })
    .sort((a, b) => Math.abs(b.estimate.value - baseline) - Math.abs(a.estimate.value - baseline))
  const drawn: Tornado = {
    id,
    title: `${arm}: ${figure.measure.name}, case by case`,
    metric: figure.measure,
    baseline,
    ...(interval !== undefined && { interval }),
    rows: moved.slice(0, MOST_ROWS).map(({ stress, estimate }) => ({
      name: stress.ladder === undefined ? caseWords(stress) : ladderWords(stress.ladder),
      high: { label: sizeWords(stress.size.value, stress.size.unit), estimate },
    })),
  }
  const rest = moved.length - drawn.rows.length
  return {
    html: tornado(drawn),
    words: [
      ...(figure === debt
        ? []
        : [
            `${arm}: no case leaves other bad debt than without stress, so ${figure.measure.name.toLowerCase()} is drawn.`,
          ]),
      ...(rest > 0 ? [`${arm}: ${rest} more cases that move it less are in the tables.`] : []),
    ].join(' '),
  }
}
