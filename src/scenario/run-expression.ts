import type { Formula } from '../formula/formula.ts'
import { parseFormula } from '../formula/formula.ts'
import { FORMULA_AGGREGATES } from '../formula/formula-aggregates.ts'
import { overRows } from '../formula/over-rows.ts'
import { atomsPerUnit, type MarketSpec } from '../market/market-spec.ts'
import { metricUnits } from '../simulation/run-metrics.ts'
import type { RunResult } from '../simulation/run-result.ts'
import { SAMPLE_FIGURES, sampleFigures } from '../simulation/sample-figures.ts'

/** Names of a run's metrics, and of the figures of its samples. */
const METRICS: readonly string[] = Object.keys(metricUnits)
const FIGURES: readonly string[] = Object.keys(SAMPLE_FIGURES)

/** The part of a run's result that expressions are told from. */
export type MeasuredRun = Pick<RunResult, 'metrics' | 'series'>

/** What an expression comes to in one run. */
export type RunValue =
  /** `figures`: what its names came to, `deficit is 12.5`. */
  | { readonly kind: 'value'; readonly value: number; readonly figures: string }
  /** Something that it names was not measured in the run, or in too few samples: each a sentence. */
  | { readonly kind: 'not-measured'; readonly lacking: readonly string[] }

/** The formula of an expression over a run's results. @throws FormulaError when it is none */
export const runFormula = (text: string): Promise<Formula> =>
  parseFormula(text, { symbols: METRICS, rows: { symbols: FIGURES, aggregates: FORMULA_AGGREGATES } })

/**
 * An expression over a run's results, ready to be told. Money stands in units of the quote asset, shares and basis points
 * as they are reported.
 */
export class RunExpression {
  readonly text: string
  /** It answers yes or no (1 or 0), and not a quantity. */
  readonly condition: boolean
  readonly #formula: Formula
  readonly #market: MarketSpec

  constructor(formula: Formula, market: MarketSpec) {
    this.text = formula.text
    this.condition = formula.condition
    this.#formula = formula
    this.#market = market
  }

  /** Its value in a run; what names of the expression came to is told with it. */
  of({ metrics, series }: MeasuredRun): RunValue {
    const { symbols: named, rowsTerms, evaluate } = this.#formula
    const atoms = atomsPerUnit(this.#market)
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
    return { kind: 'value', value: evaluate(values), figures: told.join(', ') }
  }
}
