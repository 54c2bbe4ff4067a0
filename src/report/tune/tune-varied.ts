import { cellsOf } from '../../studies/tuning/tune-search.ts'
import type { ChartTable } from '../chart.ts'
import { variedParametersTable } from '../study/study-parameters.ts'
import type { TuneView } from './tune-view.ts'

/** What a tuning varies: ranges, and how many values each parameter may have. */
export const tuneVaried = ({ parameters, tune: { question } }: TuneView): ChartTable =>
  variedParametersTable(parameters, question.vary, {
    head: 'Values',
    of: (parameter) => `${cellsOf(parameter)}${parameter.scale.kind === 'log' ? ', log' : ''}`,
  })
