import { figureWords, measureName } from '../drawings/measure.ts'
import { slices } from '../drawings/slices.ts'
import { type FigureDrawings, isLevel } from '../study/figure-groups.ts'
import type { SweepGrid } from './sweep-grid.ts'
import { type SweepView, todayNumber } from './sweep-view.ts'

/** Means of one figure along each parameter of a grid, a line an arm; other parameters are held. */
export const parameterSlices = (view: SweepView, grid: SweepGrid, at: number): FigureDrawings => {
  const figure = view.figures[at]
  const interval = view.intervalWords(figure)
  const sentences: string[] = []
  const drawings = grid.parameters.flatMap((parameter, k) => {
    const held = grid.heldWords([k])
    const lines = view.plan.arms.map((arm) => ({
      name: arm,
      estimates: parameter.levels.map((_, level) => view.estimate(figure, grid.pointAt(grid.held.with(k, level)), arm)),
    }))
    const values = lines.flatMap(({ estimates }) => estimates.flatMap((x) => (x === undefined ? [] : [x.value])))
    const { shortName } = view.parameters[k]
    const known = parameter.levels.filter((_, i) => lines.some(({ estimates }) => estimates[i] !== undefined))
    if (known.length === 1) {
      sentences.push(`Along ${shortName} there are runs at ${known[0].label} only.`)
      return []
    }
    if (values.length > 0 && isLevel(values)) {
      const where = lines.length === 1 ? '' : ' in every arm'
      sentences.push(`Along ${shortName} it stays at ${figureWords(figure.measure.unit, values[0])}${where}.`)
      return []
    }
    const today = todayNumber(view, k)
    return [
      slices({
        id: `slice-${at}-${k}`,
        title: `${measureName(figure.measure)}, by ${shortName}`,
        parameter,
        metric: figure.measure,
        lines,
        ...(held !== '' && { held }),
        ...(interval !== undefined && { interval }),
        ...(figure.better !== undefined && { better: figure.better }),
        ...(today !== undefined && { today }),
      }),
    ]
  })
  return { figure, sentences, drawings }
}
