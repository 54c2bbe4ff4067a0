import type { Formula } from '../formula/formula.ts'
import { parseFormula } from '../formula/formula.ts'
import { FORMULA_AGGREGATES } from '../formula/formula-aggregates.ts'
import { overRows } from '../formula/over-rows.ts'
import type { MarketSpec } from '../market/market-spec.ts'
import { metricUnits } from '../simulation/run-metrics.ts'
import type { RunResult } from '../simulation/run-result.ts'
import { SAMPLE_FIGURES, sampleFigures } from '../simulation/sample-figures.ts'

/** Names of a run's metrics, and of the figures of its samples. */
const METRICS: readonly string[] = Object.keys(metricUnits)
const FIGURES: readonly string[] = Object.keys(SAMPLE_FIGURES)

/** The part of a run's result that properties are told from. */
export type MeasuredRun = Pick<RunResult, 'metrics' | 'series'>

/** What became of a property in one run. */
export type PropertyVerdict =
  /** `figures`: what its names came to, `deficit is 12.5`. */
  | { readonly kind: 'held' | 'broken'; readonly figures: string }
  /** Something that it names was not measured in the run, or in too few samples: each a sentence. */
  | { readonly kind: 'not-measured'; readonly lacking: readonly string[] }

/** The expression of a property. @throws FormulaError when it is none */
export const propertyFormula = (text: string): Promise<Formula> =>
  parseFormula(text, { symbols: METRICS, rows: { symbols: FIGURES, aggregates: FORMULA_AGGREGATES } })

/**
 * A condition on a run's results, ready to be told. Money stands in units of the quote asset, shares and basis points as
 * they are reported.
 */
export class Property {
  readonly text: string
  readonly #formula: Formula
  readonly #market: MarketSpec

  constructor(formula: Formula, market: MarketSpec) {
    this.text = formula.text
    this.#formula = formula
    this.#market = market
  }

  /** Tells whether it holds in a run; what names of the expression came to is told with it. */
  judge({ metrics, series }: MeasuredRun): PropertyVerdict {
    const { symbols: named, rowsTerms, evaluate } = this.#formula
    const atoms = Number(`1e${this.#market.quoteDecimals}`)
    const values = new Float64Array(METRICS.length + rowsTerms.length)
    const lacking: string[] = []
    const told: string[] = []
    for (const name of named) {
      const metric = metrics[name] as number | undefined
      if (metric === undefined) lacking.push(`nothing was measured of ${name}`)
      else {
        const x = metricUnits[name] === 'atoms' ? metric / atoms : metric
        values[METRICS.indexOf(name)] = x
        told.push(`${name} is ${x}`)
      }
    }
    const columns = rowsTerms.length === 0 ? new Map() : sampleFigures(series, this.#market)
    const rows = { count: series.values[0]?.length ?? 0, columns }
    for (const [i, term] of rowsTerms.entries()) {
      const over = overRows(term, FIGURES, rows)
      if (over.kind === 'too-few') {
        const { least } = term.aggregate
        lacking.push(
          least === 1
            ? `nothing was measured of ${term.text}`
            : `${term.text} needs ${least} samples, and there were ${over.rows}`,
        )
      } else {
        values[METRICS.length + i] = over.value
        told.push(`${term.text} is ${over.value}`)
      }
    }
    if (lacking.length > 0) return { kind: 'not-measured', lacking }
    return { kind: evaluate(values) === 0 ? 'broken' : 'held', figures: told.join(', ') }
  }
}

/** Reads the properties of a scenario. @throws FormulaError for one that is no expression; scenarios are checked for that when they are read */
export const readProperties = async (texts: readonly string[], market: MarketSpec): Promise<readonly Property[]> => {
  const properties: Property[] = []
  for (const text of texts) properties.push(new Property(await propertyFormula(text), market))
  return properties
}
