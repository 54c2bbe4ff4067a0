import type { FormulaFault } from './formula-error.ts'
import { nearestName } from './nearest-name.ts'

/** A word of an expression. `start` is its offset in the text, from 0. */
export interface Token {
  readonly kind: 'number' | 'symbol' | 'function' | 'operator' | 'open' | 'close' | 'comma'
  readonly start: number
  /** As written. */
  readonly text: string
  /** A number's value, with its unit (`40%`, `5bps`) applied; 0 for other kinds. */
  readonly number: number
}

/** Longest expression that is read, in letters. */
export const MAX_FORMULA_LENGTH = 4_000
/** Most words (numbers, names, signs) that are read: a chain of so many nests without exhausting the stack. */
export const MAX_FORMULA_WORDS = 500
/** Deepest nesting of parentheses that is read. */
export const MAX_FORMULA_DEPTH = 64

const BLANK = /\s+/y
const NUMBER = /(?:\d+(?:_\d+)*(?:\.\d+)?|\.\d+)(?:[eE]([+-]?\d+))?/y
const UNIT = /%|[A-Za-z_][A-Za-z0-9_]*/y
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y
const OPERATOR = /<=|>=|==|!=|&&|\|\||\*\*|[-+*/%^<>?:]/y
const STRING = /"[^"]*"?|'[^']*'?|`[^`]*`?/y
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'mod'])
const MEANT: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '!': 'not', '**': '^', '=': '==' }
const EXPONENT_OF_UNIT: Readonly<Record<string, number>> = { '%': -2, bps: -4, ppm: -6 }

/** The value of a literal, correctly rounded: the unit moves the decimal exponent before the one conversion to binary. */
const literalNumber = (literal: string, unit: string): number => {
  const [mantissa, exponent = '0'] = literal.replaceAll('_', '').toLowerCase().split('e')
  return Number(`${mantissa}e${Number(exponent) + (EXPONENT_OF_UNIT[unit] ?? 0)}`)
}

/** The names that words are looked up in. */
export interface KnownNames {
  readonly symbols: ReadonlySet<string>
  readonly functions: ReadonlySet<string>
  /** Functions over rows; within their parentheses `rowSymbols` are known and `symbols` are not. */
  readonly aggregates: ReadonlySet<string>
  readonly rowSymbols: ReadonlySet<string>
}

/**
 * Splits an expression into words and refuses whatever is no arithmetic on known names: unknown names and functions, strings,
 * brackets, assignments, properties, two operands side by side. A `%`, `bps` or `ppm` that touches a number belongs to it
 * (`40%` is 0.4); the remainder is written with a blank before it (`x % 3`, `7 % 3`), or `mod`.
 *
 * @returns the words and all faults found; the words are usable only when there are none
 */
export const tokenize = (
  text: string,
  { symbols, functions, aggregates, rowSymbols }: KnownNames,
): { readonly tokens: readonly Token[]; readonly faults: readonly FormulaFault[] } => {
  const tokens: Token[] = []
  const faults: FormulaFault[] = []
  let at = 0
  let depth = 0
  /** Depth of the parentheses of the function over rows that the word stands in. */
  let rowsFrom: number | undefined

  const fault = (offending: string, problem: string, suggestion?: string): void => {
    faults.push({ column: at + 1, offending, problem, ...(suggestion === undefined ? {} : { suggestion }) })
  }
  const match = (pattern: RegExp, from: number): RegExpExecArray | null => {
    pattern.lastIndex = from
    return pattern.exec(text)
  }
  const push = (kind: Token['kind'], word: string, number = 0): void => {
    const before = tokens.at(-1)
    const operand = kind === 'number' || kind === 'symbol' || kind === 'function' || kind === 'open' || word === 'not'
    const ended = before?.kind === 'number' || before?.kind === 'symbol' || before?.kind === 'close'
    if (operand && ended) fault(word, `an operator is missing before \`${word}\``)
    tokens.push({ kind, start: at, text: word, number })
  }
  /** The function that is meant: a misspelt one has names of the place that the right one would have in it. */
  const meant = (word: string): string =>
    functions.has(word) || aggregates.has(word) ? word : (nearestName(word, [...functions, ...aggregates]) ?? word)
  const name = (word: string): void => {
    const called = /^\s*\(/.test(text.slice(at + word.length))
    if (WORDS.has(word)) push('operator', word)
    else if (called) {
      const all = [...functions, ...aggregates]
      if (!all.includes(word)) fault(word, `unknown function \`${word}\``, nearestName(word, all))
      if (aggregates.has(word) && rowsFrom !== undefined)
        fault(word, `\`${word}\` cannot stand in a function over rows`)
      push('function', word)
    } else {
      symbol(word)
      push('symbol', word)
    }
  }
  const symbol = (word: string): void => {
    const [known, other] = rowsFrom === undefined ? [symbols, rowSymbols] : [rowSymbols, symbols]
    if (known.has(word)) return
    if (functions.has(word) || aggregates.has(word)) fault(word, `\`${word}\` is a function and needs its arguments`)
    else if (other.has(word) && rowsFrom === undefined)
      fault(word, `\`${word}\` has a value in every sample: say which of them`, `largest(${word})`)
    else if (other.has(word)) fault(word, `\`${word}\` is one figure of the whole run and not of a sample`)
    else fault(word, `unknown name \`${word}\``, nearestName(word, [...known]) ?? nearestName(word, [...other]))
  }
  const literal = (digits: string): number => {
    const unit = match(UNIT, at + digits.length)?.[0] ?? ''
    const word = digits + unit
    const known = unit === '' || Object.hasOwn(EXPONENT_OF_UNIT, unit)
    if (!known)
      fault(
        word,
        `a number has no unit \`${unit}\`: \`%\`, \`bps\` and \`ppm\` are known`,
        nearestName(unit, ['bps', 'ppm']),
      )
    push('number', word, known ? literalNumber(digits, unit) : 0)
    return word.length
  }

  if (text.length > MAX_FORMULA_LENGTH) {
    fault(text.slice(0, 1), `the expression has ${text.length} letters, at most ${MAX_FORMULA_LENGTH} are read`)
    return { tokens, faults }
  }
  while (at < text.length) {
    if (tokens.length > MAX_FORMULA_WORDS) {
      fault(text[at], `the expression has more than ${MAX_FORMULA_WORDS} words`)
      return { tokens, faults }
    }
    const blank = match(BLANK, at)?.[0]
    const digits = match(NUMBER, at)?.[0]
    const word = match(NAME, at)?.[0]
    const operator = match(OPERATOR, at)?.[0]
    const letter = text[at]
    if (blank !== undefined) at += blank.length
    else if (digits !== undefined) at += literal(digits)
    else if (word !== undefined) {
      name(word)
      at += word.length
    } else if (operator !== undefined) {
      const right = MEANT[operator]
      if (right !== undefined) fault(operator, `\`${operator}\` is no operator here`, right)
      push('operator', operator)
      at += operator.length
    } else if (letter === '(' || letter === ')' || letter === ',') {
      const before = tokens.at(-1)
      if (letter === ')' && depth === rowsFrom) rowsFrom = undefined
      depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
      if (letter === '(' && before?.kind === 'function' && aggregates.has(meant(before.text))) rowsFrom ??= depth
      if (depth > MAX_FORMULA_DEPTH) {
        fault(letter, `parentheses are nested deeper than ${MAX_FORMULA_DEPTH}`)
        return { tokens, faults }
      }
      push(letter === '(' ? 'open' : letter === ')' ? 'close' : 'comma', letter)
      at += 1
    } else {
      const string = match(STRING, at)?.[0]
      if (string !== undefined) fault(string, 'an expression holds no text, only numbers and known names')
      else if (letter === '=') fault(letter, 'an expression assigns nothing', '==')
      else fault(letter, `\`${letter}\` is no part of an expression`, MEANT[letter])
      at += (string ?? letter).length
    }
  }
  return { tokens, faults }
}
