import { counted, listed } from '../arm-words.ts'
import type { ChartTable } from '../chart.ts'
import { variedParametersTable } from '../study/study-parameters.ts'
import type { SweepView } from './sweep-view.ts'

const designs = {
  grid: 'all combinations of levels',
  'latin-hypercube': 'a Latin hypercube',
  sobol: "Sobol's points",
} as const

/** What a sweep asked, in two sentences. */
export const sweepAsked = ({ question: { design }, sweep, plan, parameters, designed }: SweepView): string => {
  const names = listed(parameters.map(({ shortName }) => shortName))
  const points = `${designs[design.kind]}, ${counted(designed, 'point')}${sweep.points.length > designed ? ", and today's" : ", today's among them"}`
  const where = plan.arms.length === 1 ? 'Every point has' : 'Every point has in every arm'
  return `What ${names} ${parameters.length === 1 ? 'does' : 'do'}: ${points}. ${where} the same seeds, so that differences are paired.`
}

/** What varies: ranges as they were asked for, and today's values. */
export const variedTable = ({ varied, question: { vary, design } }: SweepView): ChartTable =>
  variedParametersTable(
    varied,
    vary,
    design.kind === 'grid'
      ? { head: 'Levels', of: ({ scale }) => String(scale.levels) }
      : { head: 'Scale', of: ({ scale }) => scale.kind },
  )
