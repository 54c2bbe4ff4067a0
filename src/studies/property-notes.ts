import type { MarketSpec } from '../market/market-spec.ts'
import { readProperties } from '../scenario/property.ts'
import type { MeasuredRun } from '../scenario/run-expression.ts'

/** The runs of one arm, as far as properties read them. */
export interface PropertyCase {
  readonly arm: string
  readonly runs: readonly (MeasuredRun & { readonly seed: number })[]
}

/**
 * What became of a scenario's properties, a sentence each: where they held, or in which arms and seeds they did not.
 *
 * @throws FormulaError for a property that is none; scenarios are checked for that when they are read
 */
export const propertyNotes = async (
  properties: readonly string[],
  arms: readonly PropertyCase[],
  market: MarketSpec,
): Promise<readonly string[]> => {
  const notes: string[] = []
  for (const property of await readProperties(properties, market)) {
    const verdicts = arms.map(({ arm, runs }) => ({
      arm,
      runs: runs.map((run) => ({ seed: run.seed, verdict: property.judge(run) })),
    }))
    const all = verdicts.flatMap(({ runs }) => runs.map(({ verdict }) => verdict))
    const unknown = all.flatMap((verdict) => (verdict.kind === 'not-measured' ? [verdict.lacking] : []))
    const broken = verdicts.flatMap(({ arm, runs }) => {
      const seeds = runs.filter(({ verdict }) => verdict.kind === 'broken').map(({ seed }) => seed)
      if (seeds.length === 0) return []
      return [`${arm} (${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')})`]
    })
    if (unknown.length > 0)
      notes.push(
        `The property "${property.text}" cannot be told of ${unknown.length === 1 ? 'one run' : `${unknown.length} runs`}: ${[...new Set(unknown.flat())].join('; ')}.`,
      )
    if (unknown.length === all.length) continue
    notes.push(
      broken.length === 0
        ? `The property "${property.text}" held in every ${unknown.length > 0 ? 'other ' : ''}run.`
        : `The property "${property.text}" did not hold in ${broken.join(' and ')}.`,
    )
  }
  return notes
}
