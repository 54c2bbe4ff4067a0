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
    const { evaluate, symbols: named } = await parseFormula(property, { symbols })
    const holds = ({ metrics }: Pick<RunResult, 'metrics'>): boolean => {
      const values = symbols.map((name) => (metrics[name] ?? 0) / (metricUnits[name] === 'atoms' ? atoms : 1))
      return evaluate(Float64Array.from(values)) === 1
    }
    const lacks = ({ metrics }: Pick<RunResult, 'metrics'>): boolean =>
      named.some((name) => metrics[name] === undefined)
    const unknown = arms.reduce((sum, { runs }) => sum + runs.filter(lacks).length, 0)
    const broken = arms.flatMap(({ arm, runs }) => {
      const seeds = runs.filter((run) => !lacks(run) && !holds(run)).map(({ seed }) => seed)
      if (seeds.length === 0) return []
      return [`${arm} (${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')})`]
    })
    if (unknown > 0)
      notes.push(
        `The property "${property}" cannot be told of ${unknown === 1 ? 'one run' : `${unknown} runs`}: nothing was measured of ${named.join(', ')}.`,
      )
    const runs = arms.reduce((sum, arm) => sum + arm.runs.length, 0)
    if (unknown === runs) continue
    notes.push(
      broken.length === 0
        ? `The property "${property}" held in every ${unknown > 0 ? 'other ' : ''}run.`
        : `The property "${property}" did not hold in ${broken.join(' and ')}.`,
    )
  }
  return notes
}
