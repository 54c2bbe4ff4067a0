import type { LooseJson } from '../results-json.ts'
import { differenceJson, intervalJson } from '../study/interval-json.ts'
import type { ShownFigure } from '../study/shown-figures.ts'
import { studyJson } from '../study/study-json.ts'
import { sweepFindings } from './sweep-findings.ts'
import { sweepNotes } from './sweep-notes.ts'
import type { SweepView } from './sweep-view.ts'

const cellValue = (view: SweepView, { column, condition }: ShownFigure, point: number, arm: string): LooseJson => {
  const { statistics, sweep } = view
  if (condition) {
    const values = statistics.values(column, point, arm)
    return { holds: values.filter((x) => x !== 0).length, count: values.length }
  }
  if (point === sweep.today) return intervalJson(statistics.mean(column, point, arm))
  return {
    ...intervalJson(statistics.mean(column, point, arm)),
    lessToday: differenceJson(statistics.difference(column, point, sweep.today, arm)),
  }
}

const figuresValue = (view: SweepView, point: number): LooseJson =>
  Object.fromEntries(
    view.figures.map((figure) => [
      figure.column,
      Object.fromEntries(view.plan.arms.map((arm) => [arm, cellValue(view, figure, point, arm)])),
    ]),
  )

const pointsValue = (view: SweepView): LooseJson => {
  const { plan, sweep } = view
  const refused = new Map(sweep.refused.map(({ point, reason }) => [point, reason]))
  const examined = new Set(view.examined)
  return sweep.points.map(({ labels }, point) => ({
    point,
    ...(point === sweep.today && { today: true }),
    parameters: Object.fromEntries(plan.labels.map(({ name }, k) => [name, labels[k]])),
    refused: refused.get(point),
    ...(examined.has(point) && { figures: figuresValue(view, point) }),
  }))
}

/** A sweep as one JSON object: its plan, its points with means, intervals and differences from today's, and what is said of them. Money in quote units. */
export const sweepJson = (view: SweepView): string => {
  const { plan, sweep, figures } = view
  return studyJson(view, {
    today: sweep.today,
    figures: figures.map(({ column, measure, better, condition }) => ({
      figure: column,
      name: measure.name,
      unit: plan.figures.find(({ name }) => name === column)?.unit,
      better,
      ...(condition && { condition }),
    })),
    points: pointsValue(view),
    findings: sweepFindings(view).map(({ figure, arm, sentences }) => ({ figure: figure.column, arm, sentences })),
    notes: sweepNotes(view),
  })
}
