import { pow } from '../numeric/transcendental.ts'
import type { FormulaAggregate } from './formula-aggregates.ts'
import type { FormulaFault } from './formula-error.ts'
import type { FormulaFunction } from './formula-functions.ts'
import type { Token } from './tokenize.ts'

/** What the compiler reads of a mathjs node. */
export interface SyntaxNode {
  readonly type: string
  readonly name?: string
  readonly op?: string
  readonly fn?: unknown
  readonly implicit?: boolean
  readonly isPercentage?: boolean
  readonly args?: readonly SyntaxNode[]
  readonly content?: SyntaxNode
  readonly condition?: SyntaxNode
  readonly trueExpr?: SyntaxNode
  readonly falseExpr?: SyntaxNode
}

/** An expression as a function of its symbols' values. A condition that holds is 1, one that does not 0. */
export type Evaluate = (values: Float64Array) => number

/** What names stand for: a symbol is a place in the array of values. */
export interface FormulaScope {
  readonly symbols: ReadonlyMap<string, number>
  readonly functions: ReadonlyMap<string, FormulaFunction>
  /** Functions over rows; their results follow the values of the symbols, in the order in which the expression names them. */
  readonly aggregates: ReadonlyMap<string, FormulaAggregate>
  /** Places in the array of a row's values. */
  readonly rowSymbols: ReadonlyMap<string, number>
}

/** A function over rows within an expression. */
export interface RowsTerm {
  /** As written: `p95(abs(basisBps))`. */
  readonly text: string
  readonly aggregate: FormulaAggregate
  /** Names of the row that the argument uses. */
  readonly symbols: readonly string[]
  /** The argument, of one row's values in the order of the list of row symbols. */
  readonly ofRow: Evaluate
}

type Binary = (a: Evaluate, b: Evaluate) => Evaluate

const BINARY: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['+', (a, b) => (values) => a(values) + b(values)],
  ['-', (a, b) => (values) => a(values) - b(values)],
  ['*', (a, b) => (values) => a(values) * b(values)],
  ['/', (a, b) => (values) => a(values) / b(values)],
  ['^', (a, b) => (values) => pow(a(values), b(values))],
  [
    'mod',
    (a, b) => (values) => {
      const x = a(values)
      const y = b(values)
      return x - y * Math.floor(x / y)
    },
  ],
  ['<', (a, b) => (values) => (a(values) < b(values) ? 1 : 0)],
  ['<=', (a, b) => (values) => (a(values) <= b(values) ? 1 : 0)],
  ['>', (a, b) => (values) => (a(values) > b(values) ? 1 : 0)],
  ['>=', (a, b) => (values) => (a(values) >= b(values) ? 1 : 0)],
  ['==', (a, b) => (values) => (a(values) === b(values) ? 1 : 0)],
  ['!=', (a, b) => (values) => (a(values) !== b(values) ? 1 : 0)],
  ['and', (a, b) => (values) => (a(values) !== 0 && b(values) !== 0 ? 1 : 0)],
  ['or', (a, b) => (values) => (a(values) !== 0 || b(values) !== 0 ? 1 : 0)],
])
const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!='])
const CONDITIONS: ReadonlySet<string> = new Set([...COMPARISONS, 'and', 'or', 'not'])

const UNARY: ReadonlyMap<string, (a: Evaluate) => Evaluate> = new Map<string, (a: Evaluate) => Evaluate>([
  ['+', (a) => a],
  ['-', (a) => (values) => 0 - a(values)],
  ['not', (a) => (values) => (a(values) === 0 ? 1 : 0)],
])

const call = ({ apply }: FormulaFunction, args: readonly Evaluate[]): Evaluate => {
  const [a, b, c] = args
  if (args.length === 1) return (values) => apply(a(values))
  if (args.length === 2) return (values) => apply(a(values), b(values))
  if (args.length === 3) return (values) => apply(a(values), b(values), c(values))
  return (values) => apply(...args.map((argument) => argument(values)))
}

const plural = (count: number): string => (count === 1 ? '1 argument' : `${count} arguments`)

const arity = ({ least, most }: Pick<FormulaFunction, 'least' | 'most'>): string =>
  least === most
    ? plural(least)
    : most === Number.POSITIVE_INFINITY
      ? `at least ${plural(least)}`
      : `${least} to ${plural(most)}`

/** Whether an expression answers yes or no, and not a quantity. */
export const isCondition = (node: SyntaxNode): boolean => {
  if (node.type === 'ParenthesisNode') return isCondition(node.content!)
  if (node.type === 'ConditionalNode') return isCondition(node.trueExpr!) && isCondition(node.falseExpr!)
  return node.type === 'OperatorNode' && CONDITIONS.has(node.op!)
}

/** The text from a function's name to the parenthesis that closes it. */
const callText = (tokens: readonly Token[], from: number, written: string): string => {
  let depth = 0
  for (const { kind, start } of tokens.slice(from + 1)) {
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0
    if (depth === 0) return written.slice(tokens[from].start, start + 1)
  }
  return written.slice(tokens[from].start)
}

/**
 * Turns a syntax tree into nested closures. Leaves are named after the token they stand for (`v3` is the fourth word, `f0` a
 * function), so a fault in a node points at its first word. Only the nodes named here are compiled; any other is a fault.
 *
 * @param written - the expression as written, which the tokens are of
 * @param faults - receives what is refused; the result is usable only when nothing was added
 */
export const compileFormula = (
  root: SyntaxNode,
  { tokens, written }: { readonly tokens: readonly Token[]; readonly written: string },
  scope: FormulaScope,
  faults: FormulaFault[],
): { readonly evaluate: Evaluate; readonly rowsTerms: readonly RowsTerm[]; readonly used: ReadonlySet<string> } => {
  const rowsTerms: RowsTerm[] = []
  const outside = new Set<string>()
  /** Where the names of the argument in hand go. */
  let used = outside
  const tokenOf = (node: SyntaxNode): Token => {
    if (node.type === 'SymbolNode')
      return /^[vf]\d+$/.test(node.name!)
        ? tokens[Number(node.name!.slice(1))]
        : (tokens.find(({ text }) => text === node.name || (text === '%' && node.name === 'mod')) ?? tokens[0])
    if (node.type === 'FunctionNode') return tokenOf(node.fn as SyntaxNode)
    const child = node.content ?? node.condition ?? node.args?.[0]
    return child === undefined ? tokens[0] : tokenOf(child)
  }
  const refuse = (node: SyntaxNode, problem: string): Evaluate => {
    const { start, text } = tokenOf(node)
    faults.push({ column: start + 1, offending: text, problem })
    return () => 0
  }
  const operator = (node: SyntaxNode, op: string, args: readonly SyntaxNode[]): Evaluate => {
    const [first, second] = args
    if (args.length === 1) {
      const unary = UNARY.get(op)
      return unary === undefined ? refuse(node, `\`${op}\` needs two operands`) : unary(compile(first))
    }
    const binary = BINARY.get(op)
    if (binary === undefined || args.length !== 2) return refuse(node, `\`${op}\` is no operator here`)
    if (COMPARISONS.has(op) && first.type === 'OperatorNode' && first.op === 'not')
      return refuse(first, `\`not\` binds tighter than \`${op}\`: write \`not (a ${op} b)\``)
    return binary(compile(first), compile(second))
  }
  const overRows = (aggregate: FormulaAggregate, token: Token, argument: SyntaxNode): Evaluate => {
    const named = new Set<string>()
    used = named
    const ofRow = compile(argument)
    used = outside
    const symbols = [...scope.rowSymbols.keys()].filter((name) => named.has(name))
    const place = scope.symbols.size + rowsTerms.length
    rowsTerms.push({ text: callText(tokens, tokens.indexOf(token), written), aggregate, symbols, ofRow })
    return (values) => values[place]
  }
  const compile = (node: SyntaxNode): Evaluate => {
    switch (node.type) {
      case 'ParenthesisNode':
        return compile(node.content!)
      case 'SymbolNode': {
        const token = tokenOf(node)
        if (token.kind === 'number') {
          const constant = token.number
          return () => constant
        }
        const index = (used === outside ? scope.symbols : scope.rowSymbols).get(token.text)
        used.add(token.text)
        if (token.kind === 'operator') return refuse(node, `\`${token.text}\` needs operands`)
        return index === undefined ? refuse(node, `unknown name \`${token.text}\``) : (values) => values[index]
      }
      case 'FunctionNode': {
        const token = tokenOf(node)
        const known = scope.functions.get(token.text)
        const args = node.args!
        const aggregate = scope.aggregates.get(token.text)
        if (token.kind === 'function' && aggregate !== undefined)
          return args.length === 1
            ? overRows(aggregate, token, args[0])
            : refuse(node, `\`${token.text}\` takes ${arity({ least: 1, most: 1 })}, not ${args.length}`)
        if (token.kind !== 'function' || known === undefined) return refuse(node, `unknown function \`${token.text}\``)
        if (args.length < known.least || args.length > known.most)
          return refuse(node, `\`${token.text}\` takes ${arity(known)}, not ${args.length}`)
        return call(known, args.map(compile))
      }
      case 'ConditionalNode': {
        const condition = compile(node.condition!)
        const yes = compile(node.trueExpr!)
        const no = compile(node.falseExpr!)
        return (values) => (condition(values) !== 0 ? yes(values) : no(values))
      }
      case 'OperatorNode':
        if (node.implicit === true || node.isPercentage === true) return refuse(node, 'an operator is missing here')
        return operator(node, node.op!, node.args!)
      case 'RelationalNode':
        return refuse(node, 'comparisons do not chain: join them with `and`')
      default:
        return refuse(node, 'only arithmetic on known names is allowed')
    }
  }
  return { evaluate: compile(root), rowsTerms, used: outside }
}
