import { parseFormula } from '../formula/formula.ts'
import type { MarketSpec } from '../market/market-spec.ts'
import { metricUnits } from '../simulation/run-metrics.ts'
import type { RunResult } from '../simulation/run-result.ts'

/** The runs of one arm, as far as properties read them. */
export interface PropertyCase {
  readonly arm: string
  readonly runs: readonly Pick<RunResult, 'seed' | 'metrics'>[]
}

/**
 * What became of a scenario's properties, a sentence each: where they held, or in which arms and seeds they did not.
 * Money stands in units of the quote asset in a property (`deficit <= 1000`), shares and basis points as reported.
 *
 * @throws FormulaError for a property that is none; scenarios are checked for that when they are read
 */
export const propertyNotes = async (
  properties: readonly string[],
  arms: readonly PropertyCase[],
  { quoteDecimals }: MarketSpec,
): Promise<readonly string[]> => {
  const symbols = Object.keys(metricUnits)
  const atoms = Number(`1e${quoteDecimals}`)
  const notes: string[] = []
  for (const property of properties) {
    const { evaluate } = await parseFormula(property, { symbols })
    const holds = ({ metrics }: Pick<RunResult, 'metrics'>): boolean => {
      const values = symbols.map((name) => (metrics[name] ?? 0) / (metricUnits[name] === 'atoms' ? atoms : 1))
      return evaluate(Float64Array.from(values)) === 1
    }
    const broken = arms.flatMap(({ arm, runs }) => {
      const seeds = runs.filter((run) => !holds(run)).map(({ seed }) => seed)
      if (seeds.length === 0) return []
      return [`${arm} (${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')})`]
    })
    notes.push(
      broken.length === 0
        ? `The property "${property}" held in every run.`
        : `The property "${property}" did not hold in ${broken.join(' and ')}.`,
    )
  }
  return notes
}
