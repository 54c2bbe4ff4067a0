import type { MarketSpec } from '../market/market-spec.ts'
import { type MeasuredRun, RunExpression, type RunValue, runFormula } from './run-expression.ts'

/** What became of a property in one run. */
export type PropertyVerdict =
  /** `figures`: what its names came to, `deficit is 12.5`. */
  { readonly kind: 'held' | 'broken'; readonly figures: string } | Exclude<RunValue, { readonly kind: 'value' }>

/** A condition on a run's results, ready to be told. */
export class Property {
  readonly text: string
  readonly #expression: RunExpression

  constructor(expression: RunExpression) {
    this.text = expression.text
    this.#expression = expression
  }

  /** Tells whether it holds in a run; what names of the expression came to is told with it. */
  judge(run: MeasuredRun): PropertyVerdict {
    const told = this.#expression.of(run)
    if (told.kind === 'not-measured') return told
    return { kind: told.value === 0 ? 'broken' : 'held', figures: told.figures }
  }
}

/** Reads the properties of a scenario. @throws FormulaError for one that is no expression; scenarios are checked for that when they are read */
export const readProperties = async (texts: readonly string[], market: MarketSpec): Promise<readonly Property[]> => {
  const properties: Property[] = []
  for (const text of texts) properties.push(new Property(new RunExpression(await runFormula(text), market)))
  return properties
}
