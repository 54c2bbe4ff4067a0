import { FormulaError } from '../../formula/formula-error.ts'
import type { Report } from '../report.ts'
import { runFormula } from '../run-expression.ts'
import { type Scenario, type ScenarioPart, scenarioParts } from '../scenario.ts'
import { readParameter } from '../vary/study-parameter.ts'

/** Parameters of studies are there, and metrics are figures of a run. What tuning asks is read by tuning. */
export const checkStudy = async (scenario: Partial<Scenario>, report: Report): Promise<void> => {
  const { study } = scenario
  if (study === undefined) return
  for (const [name, range] of Object.entries(study.vary)) {
    const part = name.trim().split(/[.[]/)[0]
    // A part that the schema refuses is spoken of already.
    if (part in scenarioParts && scenario[part as ScenarioPart] === undefined) continue
    const read = readParameter(scenario, name, range)
    if ('fault' in read) report.fault(['study', 'vary', name], read.fault, { value: '', suggestion: read.suggestion })
  }
  const expressions = [
    ...study.metrics.map((text, i) => ({ text, path: ['study', 'metrics', i] })),
    ...(study.until === undefined ? [] : [{ text: study.until.metric, path: ['study', 'until', 'metric'] }]),
  ]
  const profits = new Set(scenario.traders?.map(({ name, kind }) => `pnl.${name ?? kind}`))
  for (const { text, path } of expressions) {
    if (profits.has(text)) continue
    try {
      await runFormula(text)
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      report.formula(path, error)
    }
  }
}
