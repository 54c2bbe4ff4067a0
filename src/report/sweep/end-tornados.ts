import { measureName } from '../drawings/measure.ts'
import { type TornadoEnd, tornado } from '../drawings/tornado.ts'
import { type FigureDrawings, isLevel } from '../study/figure-groups.ts'
import type { SweepGrid } from './sweep-grid.ts'
import type { SweepView } from './sweep-view.ts'

/** What one figure does when one parameter of a grid goes to an end of its range and the others are held, by arm. */
export const endTornados = (view: SweepView, grid: SweepGrid, at: number): FigureDrawings => {
  const figure = view.figures[at]
  const interval = view.intervalWords(figure)
  const sentences: string[] = []
  const drawings = view.plan.arms.flatMap((arm, a) => {
    const baseline = view.estimate(figure, grid.pointAt(grid.held), arm)
    if (baseline === undefined) {
      sentences.push(`${arm} has no figure at the point where parameters are held.`)
      return []
    }
    const endAt = (k: number, level: number): TornadoEnd | undefined => {
      const estimate = view.estimate(figure, grid.pointAt(grid.held.with(k, level)), arm)
      return estimate && { label: grid.parameters[k].levels[level].label, estimate }
    }
    const rows = view.parameters.map(({ shortName }, k) => {
      const low = endAt(k, 0)
      const high = endAt(k, grid.parameters[k].levels.length - 1)
      return { name: shortName, ...(low && { low }), ...(high && { high }) }
    })
    const values = rows.flatMap(({ low, high }) => [low, high].flatMap((end) => (end ? [end.estimate.value] : [])))
    if (isLevel([baseline.value, ...values])) {
      sentences.push(`In ${arm} no end of a range moves it.`)
      return []
    }
    return [
      tornado({
        id: `tornado-${at}-${a}`,
        title: `${arm}: ${measureName(figure.measure)}`,
        metric: figure.measure,
        baseline: baseline.value,
        rows,
        ...(interval !== undefined && { interval }),
      }),
    ]
  })
  return { figure, sentences, drawings }
}
