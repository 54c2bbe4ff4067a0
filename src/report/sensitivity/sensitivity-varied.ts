import type { ChartTable } from '../chart.ts'
import { variedParametersTable } from '../study/study-parameters.ts'
import type { SensitivityView } from './sensitivity-view.ts'

/** What a sensitivity study varies. */
export const sensitivityVaried = ({ parameters, planned: { question } }: SensitivityView): ChartTable =>
  variedParametersTable(parameters, question.vary, {
    head: 'Scale',
    of: ({ scale }) => (scale.kind === 'list' ? `list of ${scale.levels}` : scale.kind),
  })
