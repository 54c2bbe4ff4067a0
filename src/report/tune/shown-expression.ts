import type { PointConstraint, PointExpression } from '../../studies/tuning/point-expression.ts'
import type { Objective } from '../../studies/tuning/tune-question.ts'
import type { Measure } from '../drawings/measure.ts'
import type { ShownFigure } from '../study/shown-figures.ts'

/** An objective as reports show it. */
export interface ShownObjective {
  readonly objective: Objective
  readonly measure: Measure
  readonly better: 'low' | 'high'
}

/** A constraint as reports show it: its left side, which is a quantity, and the whole, which holds or does not. */
export interface ShownConstraint {
  readonly constraint: PointConstraint
  /** Of the left side. */
  readonly measure: Measure
  readonly better: 'low' | 'high'
}

const FUNCTION = /([A-Za-z]\w*)\(/g
/** Functions whose value has the unit of their argument. */
const KEEPS_UNIT = /^(least|largest|mean|p\d+|abs|min|max)$/
/** Signs that make another unit of two, or none. */
const MIXES_UNITS = /[*/%^?<>=!]|\b(and|or|xor|not|mod)\b/

/** Sums, differences and extremes of figures in one unit have that unit. */
const measureOf = (
  text: string,
  { figures, alone }: Pick<PointExpression, 'figures' | 'alone'>,
  shownAs: (figure: string) => ShownFigure,
): Measure => {
  const measures = figures.map((figure) => shownAs(figure).measure)
  const [first] = measures
  if (alone !== undefined) return first
  const keeps = !MIXES_UNITS.test(text) && [...text.matchAll(FUNCTION)].every(([, name]) => KEEPS_UNIT.test(name))
  return keeps && first !== undefined && measures.every(({ unit, of }) => unit === first.unit && of === first.of)
    ? { ...first, name: text.trim() }
    : { name: text.trim(), unit: 'ratio' }
}

/** @param shownAs - a figure of the study as reports show it */
export const shownObjective = (objective: Objective, shownAs: (figure: string) => ShownFigure): ShownObjective => ({
  objective,
  measure: measureOf(objective.text, objective, shownAs),
  better: objective.direction === 'minimise' ? 'low' : 'high',
})

/** @param shownAs - a figure of the study as reports show it */
export const shownConstraint = (
  constraint: PointConstraint,
  shownAs: (figure: string) => ShownFigure,
): ShownConstraint => {
  const [, left = constraint.text, sign = ''] = /^([^<>=!]*)(<=|>=|==|<|>)/.exec(constraint.text) ?? []
  const name = left.trim()
  return {
    constraint,
    measure: { ...measureOf(left, { figures: constraint.figures }, shownAs), name },
    better: sign.startsWith('>') ? 'high' : 'low',
  }
}
