import { FormulaError } from '../../formula/formula-error.ts'
import type { Report } from '../report.ts'
import { runFormula } from '../run-expression.ts'
import type { Scenario } from '../scenario.ts'

/** Properties are conditions on the metrics and samples of a run. */
export const checkProperties = async ({ properties = [] }: Partial<Scenario>, report: Report): Promise<void> => {
  for (const [i, property] of properties.entries()) {
    try {
      const { condition } = await runFormula(property)
      if (!condition) report.fault(['properties', i], 'must be a condition: it answers a quantity, not yes or no')
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      report.formula(['properties', i], error)
    }
  }
}
