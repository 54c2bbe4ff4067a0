import { FormulaError } from '../../formula/formula-error.ts'
import { runFormula } from '../../scenario/run-expression.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { metricUnits } from '../../simulation/run-metrics.ts'
import { InputError } from '../input-error.ts'
import type { FigureColumn } from './study-plan.ts'

const shownUnit = (metric: string): FigureColumn['unit'] => {
  const unit = metricUnits[metric] ?? 'atoms'
  return unit === 'atoms' ? 'quote' : unit
}

/** The metrics that a run of the scenario may have: those of every run, and the profit of each list of traders. */
const metricColumns = ({ traders }: Pick<Scenario, 'traders'>): readonly FigureColumn[] => {
  const lists = new Set(traders.map(({ name, kind }) => `pnl.${name ?? kind}`))
  return [...Object.keys(metricUnits), ...lists].map((name) => ({ name, unit: shownUnit(name) }))
}

/**
 * The figures that a study keeps of every run: all metrics, the expressions asked for, and the scenario's properties.
 *
 * @param asked - metrics or expressions over the results of a run: `p95(abs(basisBps))`
 * @throws InputError naming every expression that is none, with the nearest right name
 */
export const figureColumns = async (
  scenario: Pick<Scenario, 'traders' | 'properties'>,
  asked: readonly string[],
): Promise<readonly FigureColumn[]> => {
  const columns = [...metricColumns(scenario)]
  const faults: string[] = []
  for (const text of [...asked, ...scenario.properties]) {
    if (columns.some(({ name }) => name === text)) continue
    try {
      const { condition } = await runFormula(text)
      columns.push({ name: text, unit: '', ...(condition && { condition: true }) })
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      const [{ problem, suggestion }] = error.faults
      faults.push(`"${text}": ${problem}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`)
    }
  }
  if (faults.length > 0) throw new InputError(faults.join('\n'))
  return columns
}
