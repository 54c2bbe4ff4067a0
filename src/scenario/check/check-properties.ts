import { parseFormula } from '../../formula/formula.ts'
import { FormulaError } from '../../formula/formula-error.ts'
import { metricUnits } from '../../simulation/run-metrics.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** Names that a property may use: the metrics of a run. */
export const PROPERTY_SYMBOLS: readonly string[] = Object.keys(metricUnits)

/** Properties are conditions on metrics. */
export const checkProperties = async ({ properties = [] }: Partial<Scenario>, report: Report): Promise<void> => {
  for (const [i, property] of properties.entries()) {
    try {
      const { condition } = await parseFormula(property, { symbols: PROPERTY_SYMBOLS })
      if (!condition) report.fault(['properties', i], 'must be a condition: it answers a quantity, not yes or no')
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      report.formula(['properties', i], error)
    }
  }
}
