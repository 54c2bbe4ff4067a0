import { compileFormula, type Evaluate, isCondition, type RowsTerm, type SyntaxNode } from './compile-formula.ts'
import type { FormulaAggregate } from './formula-aggregates.ts'
import { FormulaError, type FormulaFault } from './formula-error.ts'
import { FORMULA_FUNCTIONS, type FormulaFunction } from './formula-functions.ts'
import { type Token, tokenize } from './tokenize.ts'

/** An expression that a user wrote, compiled. Pure: the same values give the same bits on every machine. */
export interface Formula {
  /** As written. */
  readonly text: string
  /** The symbols it names, in the order of the list it was compiled with, each once. */
  readonly symbols: readonly string[]
  /** It answers yes or no (1 or 0), and not a quantity. */
  readonly condition: boolean
  /** Its functions over rows, in the order in which the text names them. */
  readonly rowsTerms: readonly RowsTerm[]
  /**
   * Its value; `values` holds one number per symbol, in the order of the list it was compiled with, and then one per
   * function over rows (`overRows`). Division by zero follows IEEE 754.
   */
  readonly evaluate: Evaluate
}

/** The names that an expression may use. */
export interface FormulaNames {
  /** May hold dots: `fund.drawdown`. Their order is that of the values. */
  readonly symbols: readonly string[]
  /** Besides `FORMULA_FUNCTIONS`; a name given here takes the place of theirs. */
  readonly functions?: Readonly<Record<string, FormulaFunction>>
  /** Where the place has rows (samples of a series): names of their figures, and functions over them. */
  readonly rows?: {
    readonly symbols: readonly string[]
    readonly aggregates: Readonly<Record<string, FormulaAggregate>>
  }
}

/** The expression in mathjs's words: every operand and function under an alias that says which token it is. */
const rewrite = (tokens: readonly Token[]): { readonly text: string; readonly starts: readonly number[] } => {
  const starts: number[] = []
  let text = ''
  for (const [index, token] of tokens.entries()) {
    starts.push(text.length)
    const operand = token.kind === 'number' || token.kind === 'symbol'
    const word = operand
      ? `v${index}`
      : token.kind === 'function'
        ? `f${index}`
        : token.text === '%'
          ? 'mod'
          : token.text
    text += `${word} `
  }
  return { text: text.trimEnd(), starts }
}

/** The fault that mathjs found, at the token under its position in the rewritten text. */
const syntaxFault = (
  text: string,
  error: unknown,
  tokens: readonly Token[],
  starts: readonly number[],
): FormulaFault => {
  if (!(error instanceof SyntaxError)) throw error
  const { char } = error as SyntaxError & { readonly char: number }
  const index = starts.findLastIndex((start) => start < char)
  const atEnd =
    char > (starts.at(-1) ?? 0) + (tokens.at(-1)?.text.length ?? 0) || /end of expression/.test(error.message)
  const problem = error.message
    .replace(/ ?\(char \d+\)$/, '')
    .replace(/^Value expected$/, 'a number, a name or a parenthesis is expected here')
    .replace(/^Unexpected end of expression$/, 'the expression ends too early')
    .replace(/^Parenthesis \) expected$/, 'a closing parenthesis is missing')
    .replace(
      /^False part of conditional expression expected$/,
      'a conditional needs its `: otherwise` part, and inside another one its parentheses',
    )
    .replace(/^Unexpected operator .*$/, 'nothing is expected here')
  if (atEnd || index < 0) return { column: text.trimEnd().length + 1, offending: '', problem }
  return { column: tokens[index].start + 1, offending: tokens[index].text, problem }
}

/**
 * Compiles an expression of numbers, known names, `+ - * / % ^`, comparisons, `and`, `or`, `not`, `a ? b : c` and known functions.
 * mathjs only parses, and is loaded at the first call. Anything else is refused: text, properties, indices, assignments, definitions.
 *
 * @example
 * ```ts
 * const rule = await parseFormula('clamp(premium, -5bps, 5bps) + 0.01%', { symbols: ['premium'] })
 * rule.evaluate(Float64Array.of(0.002)) // 0.0006
 * ```
 * @throws FormulaError with every fault, its column and the nearest right name
 */
export const parseFormula = async (text: string, names: FormulaNames): Promise<Formula> => {
  const symbols = new Map(names.symbols.map((name, index) => [name, index]))
  const functions = new Map(Object.entries({ ...FORMULA_FUNCTIONS, ...names.functions }))
  const aggregates = new Map(Object.entries(names.rows?.aggregates ?? {}))
  const rowSymbols = new Map(names.rows?.symbols.map((name, index) => [name, index]))
  const { tokens, faults: lexical } = tokenize(text, {
    symbols: new Set(symbols.keys()),
    functions: new Set(functions.keys()),
    aggregates: new Set(aggregates.keys()),
    rowSymbols: new Set(rowSymbols.keys()),
  })
  if (lexical.length > 0) throw new FormulaError(text, lexical)
  if (tokens.length === 0)
    throw new FormulaError(text, [{ column: 1, offending: '', problem: 'the expression is empty' }])

  const { parse } = await import('mathjs')
  const rewritten = rewrite(tokens)
  let root: SyntaxNode
  try {
    root = parse(rewritten.text) as unknown as SyntaxNode
  } catch (error) {
    throw new FormulaError(text, [syntaxFault(text, error, tokens, rewritten.starts)])
  }
  const faults: FormulaFault[] = []
  const scope = { symbols, functions, aggregates, rowSymbols }
  const { evaluate, rowsTerms, used } = compileFormula(root, { tokens, written: text }, scope, faults)
  if (faults.length > 0) throw new FormulaError(text, faults)
  const named = names.symbols.filter((name) => used.has(name))
  return { text, symbols: named, condition: isCondition(root), rowsTerms, evaluate }
}
