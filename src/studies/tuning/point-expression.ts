import { type Formula, parseFormula } from '../../formula/formula.ts'
import { FORMULA_AGGREGATES, type FormulaAggregate } from '../../formula/formula-aggregates.ts'
import { FormulaError } from '../../formula/formula-error.ts'
import { overRows } from '../../formula/over-rows.ts'
import { InputError } from '../input-error.ts'
import { meanOf } from '../statistics/mean-of.ts'

/** Figures of the runs of a point, one value a seed; `undefined` where a run does not have the figure. */
export type PointRuns = ReadonlyMap<string, readonly (number | undefined)[]>

/** Names that an expression can hold. */
const SYMBOL = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/

/** Words that people use for figures of a run. */
const ALIASES: Readonly<Record<string, string>> = { badDebt: 'deficit', openInterest: 'openInterest.mean' }

/** Of few runs a quantile says little, but enough to rank points that have equally few. */
const UNREFUSED: Readonly<Record<string, FormulaAggregate>> = Object.fromEntries(
  Object.entries(FORMULA_AGGREGATES).map(([name, { apply }]) => [name, { least: 1, apply }]),
)

const SIGN = /<=|>=|==|!=|<|>/g
/** What binds less than a comparison does. */
const JOINED = /\b(and|or|xor|not)\b|[?:]/

/** The sides of an expression that is one comparison; `undefined` for others, which are true or false and nothing between. */
const comparison = (text: string): readonly [left: string, sign: string, right: string] | undefined => {
  // What stands in parentheses is blanked: its own signs are none of this comparison's.
  let depth = 0
  let outside = ''
  for (const letter of text) {
    if (letter === ')') depth -= 1
    outside += depth > 0 ? ' ' : letter
    if (letter === '(') depth += 1
  }
  const [found, ...others] = outside.matchAll(SIGN)
  if (found === undefined || others.length > 0 || JOINED.test(outside) || !(found[0] in EXCESS)) return undefined
  return [text.slice(0, found.index), found[0], text.slice(found.index + found[0].length)]
}

/** How far a comparison is from holding, 0 where it holds. */
const EXCESS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '<=': (left, right) => Math.max(0, left - right),
  // A strict one that is just missed is broken by the least amount there is.
  '<': (left, right) => (left < right ? 0 : Math.max(left - right, Number.MIN_VALUE)),
  '>=': (left, right) => Math.max(0, right - left),
  '>': (left, right) => (left > right ? 0 : Math.max(right - left, Number.MIN_VALUE)),
  '==': (left, right) => Math.abs(left - right),
}

/**
 * An expression over the runs of a point: `p99(badDebt) == 0`, `openInterest`. A figure by itself is its mean over the
 * runs; functions over rows take every run: `largest(deficit)`.
 */
export interface PointExpression {
  readonly text: string
  /** It answers yes or no. */
  readonly condition: boolean
  /** Figures of runs that it names. */
  readonly figures: readonly string[]
  /** Runs that its quantiles need. */
  readonly leastRuns: number
  /** The figure that it is by itself: its mean. */
  readonly alone?: string
  /** It hangs on means over runs alone, of which resampled runs tell how well they are known; extremes and quantiles do not. */
  readonly ofMeans: boolean
  /** Its value, with quantiles of however few runs; `undefined` where a figure was not measured. */
  of(runs: PointRuns): number | undefined
}

const evaluated = (formula: Formula, names: readonly string[], runs: PointRuns): number | undefined => {
  const valuesOf = (name: string): readonly (number | undefined)[] => runs.get(ALIASES[name] ?? name) ?? []
  const values = new Float64Array(names.length + formula.rowsTerms.length)
  for (const name of formula.symbols) {
    const known = valuesOf(name).filter((x) => x !== undefined)
    if (known.length === 0) return undefined
    values[names.indexOf(name)] = meanOf(known)
  }
  for (const [i, term] of formula.rowsTerms.entries()) {
    const columns = new Map(term.symbols.map((name) => [name, valuesOf(name)]))
    const count = Math.max(0, ...term.symbols.map((name) => valuesOf(name).length))
    const over = overRows(term, names, { count, columns })
    if (over.kind === 'too-few') return undefined
    values[names.length + i] = over.value
  }
  const value = formula.evaluate(values)
  return Number.isFinite(value) ? value : undefined
}

/** A figure whose name is no symbol of expressions, such as `pnl.market-maker`: its mean. */
const figureByItself = (figure: string): PointExpression => ({
  text: figure,
  condition: false,
  figures: [figure],
  leastRuns: 1,
  alone: figure,
  ofMeans: true,
  of: (runs) => {
    const known = (runs.get(figure) ?? []).filter((x) => x !== undefined)
    return known.length === 0 ? undefined : meanOf(known)
  },
})

/** Reads an expression over the runs of a point. @param known - figures of a run @throws FormulaError when it is none */
export const pointExpression = async (text: string, known: readonly string[]): Promise<PointExpression> => {
  const names = [...known.filter((name) => SYMBOL.test(name)), ...Object.keys(ALIASES)]
  const figure = known.find((name) => name === text.trim())
  if (figure !== undefined && !SYMBOL.test(figure)) return figureByItself(figure)
  const read = (aggregates: typeof FORMULA_AGGREGATES): Promise<Formula> =>
    parseFormula(text, { symbols: names, rows: { symbols: names, aggregates } })
  const [strict, formula] = [await read(FORMULA_AGGREGATES), await read(UNREFUSED)]
  const named = [...formula.symbols, ...formula.rowsTerms.flatMap(({ symbols }) => symbols)]
  const alone = names.includes(text.trim()) ? (ALIASES[text.trim()] ?? text.trim()) : undefined
  return {
    text,
    condition: formula.condition,
    figures: [...new Set(named.map((name) => ALIASES[name] ?? name))],
    leastRuns: Math.max(1, ...strict.rowsTerms.map(({ aggregate }) => aggregate.least)),
    ...(alone !== undefined && { alone }),
    ofMeans: strict.rowsTerms.every(({ aggregate }) => aggregate === FORMULA_AGGREGATES.mean),
    of: (runs) => evaluated(formula, names, runs),
  }
}

/** A condition on the runs of a point. */
export interface PointConstraint extends Omit<PointExpression, 'of'> {
  /** How far it is from holding, in the unit of its sides; 0 where it holds, infinite where a figure was not measured. */
  excess(runs: PointRuns): number
  /** The left side of a comparison, which reports show; `undefined` of other conditions. */
  left(runs: PointRuns): number | undefined
}

/** Reads a condition over the runs of a point. @throws FormulaError, or InputError where it is no condition */
export const pointConstraint = async (text: string, known: readonly string[]): Promise<PointConstraint> => {
  const whole = await pointExpression(text, known)
  if (!whole.condition) throw new InputError(`"${text}": must be a condition, such as largest(deficit) == 0`)
  const sides = comparison(text)
  if (sides === undefined) return { ...whole, excess: (runs) => (whole.of(runs) === 1 ? 0 : 1), left: () => undefined }
  const [left, right] = [await pointExpression(sides[0], known), await pointExpression(sides[2], known)]
  return {
    ...whole,
    excess: (runs) => {
      const [a, b] = [left.of(runs), right.of(runs)]
      return a === undefined || b === undefined ? Number.POSITIVE_INFINITY : EXCESS[sides[1]](a, b)
    },
    left: (runs) => left.of(runs),
  }
}

/** Reads expressions, and tells all that are none at once. @throws InputError */
export const readEach = async <T>(
  texts: readonly string[],
  read: (text: string) => Promise<T>,
): Promise<readonly T[]> => {
  const faults: string[] = []
  const done: T[] = []
  for (const text of texts) {
    try {
      done.push(await read(text))
    } catch (error) {
      if (error instanceof FormulaError) {
        const [{ problem, suggestion }] = error.faults
        faults.push(`"${text}": ${problem}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`)
      } else if (error instanceof InputError) faults.push(error.message)
      else throw error
    }
  }
  if (faults.length > 0) throw new InputError(faults.join('\n'))
  return done
}
