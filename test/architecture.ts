import ts from 'typescript'

/** Rooms by floor: a file imports from lower floors, and from its own room. */
const FLOORS: readonly (readonly string[])[] = [
  ['numeric'],
  ['market', 'formula'],
  ['engines', 'oracle', 'funding', 'margin', 'liquidation', 'insurance', 'pools', 'prices'],
  ['exchange'],
  ['chain', 'traders'],
  ['simulation'],
  ['scenario'],
  ['studies', 'testing'],
  ['report'],
  ['cli'],
]
const FLOOR_OF: ReadonlyMap<string, number> = new Map(
  FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)),
)

/** Packages that one place alone imports; with `dynamic`, at run time only, by `import()`. */
const PACKAGE_HOMES: readonly { name: RegExp; home: RegExp; dynamic: boolean }[] = [
  { name: /^decimal\.js$/, home: /^numeric\//, dynamic: false },
  { name: /^@stdlib\//, home: /^numeric\//, dynamic: false },
  { name: /^mathjs$/, home: /^formula\//, dynamic: true },
  { name: /^hyparquet/, home: /^studies\/store\//, dynamic: false },
  { name: /^@duckdb\/node-api$/, home: /^cli\/query-store/, dynamic: true },
  { name: /^(fast-check|@fast-check\/.*)$/, home: /^testing\//, dynamic: false },
  {
    name: /^node:/,
    home: /^(prices\/replay-file\b|scenario\/(?:load-scenario|run-key)\b|studies\/|report\/|cli\/)/,
    dynamic: false,
  },
]

const IDLE_NAME = /^(utils?|helpers?|common|misc|shared|types|constants|manager)$/
const LONGEST = 300

/** What differs in its last bits between runtimes, or reads a clock or unseeded randomness. */
const UNREPEATABLE = new Set([
  ...['exp', 'expm1', 'log', 'log2', 'log10', 'log1p', 'pow', 'cbrt', 'hypot', 'random'].map((name) => `Math.${name}`),
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'].flatMap((name) => [`Math.${name}`, `Math.${name}h`]),
  'Date.now',
  'performance.now',
])

interface Import {
  readonly target: string
  readonly kind: 'type' | 'static' | 'dynamic'
}

/** What may differ from the rules, each with its reason. */
interface Exceptions {
  /** Files over 300 lines: path below `src` to the reason. */
  readonly long: Readonly<Record<string, string>>
  /** Published sub-paths, whose folders have an `index.ts`: `''` for the root. */
  readonly published: readonly string[]
}

/**
 * Faults of a source tree against the floors and rooms of the architecture, as sentences.
 *
 * @param files - text by path below `src`, with forward slashes
 */
export function architectureFaults(files: ReadonlyMap<string, string>, exceptions: Exceptions): string[] {
  const graph = new Map<string, readonly string[]>()
  const faults = [...files].flatMap(([path, text]) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
    const imports = importsOf(source)
    graph.set(
      path,
      imports.filter(({ target }) => target.startsWith('.')).map(({ target }) => resolved(path, target)),
    )
    return [
      ...nameFaults(path, exceptions),
      ...lengthFaults(path, text, exceptions),
      ...imports.flatMap((found) => importFaults(path, found, files)),
      ...unrepeatableFaults(path, source),
    ].map((fault) => `${path}: ${fault}`)
  })
  const stale = Object.keys(exceptions.long).filter((path) => linesOf(files.get(path) ?? '') <= LONGEST)
  return [
    ...faults,
    ...cyclesOf(graph).map((cycle) => `cycle: ${cycle.join(' -> ')}`),
    ...stale.map((path) => `${path}: needs no entry in the list of long files`),
  ]
}

const roomOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')
const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

/** The floor of a file; the root entry, which publishes, stands above all. */
const floorOf = (path: string): number | undefined => (path === 'index.ts' ? FLOORS.length : FLOOR_OF.get(roomOf(path)))

/** The engine whose folder a file lies in: engines do not know each other. */
const engineOf = (path: string): string | undefined => /^engines\/([^/]+)\//.exec(path)?.[1]

function resolved(from: string, target: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.length === 0 || parts.at(-1) === '..') parts.push('..')
      else parts.pop()
    } else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const isType = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly
      found.push({
        target: (node.moduleSpecifier as ts.StringLiteral).text,
        kind: isType ? 'type' : 'static',
      })
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push({ target: (node.argument.literal as ts.StringLiteral).text, kind: 'type' })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteralLike(argument)) found.push({ target: argument.text, kind: 'dynamic' })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function nameFaults(path: string, { published }: Exceptions): string[] {
  const parts = path.split('/')
  const file = parts.pop()!.replace(/\.ts$/, '')
  const faults = [...parts, file].filter((name) => IDLE_NAME.test(name)).map((name) => `the name ${name} says nothing`)
  if (floorOf(path) === undefined) faults.push(`${roomOf(path) || path} is no room of the architecture`)
  if (file === 'index' && !published.includes(parts.join('/'))) {
    faults.push('an index.ts stands at published sub-paths only')
  }
  for (const name of [...parts, file]) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) faults.push(`${name} is not in kebab-case`)
  }
  return faults
}

function lengthFaults(path: string, text: string, { long }: Exceptions): string[] {
  const lines = linesOf(text)
  return lines > LONGEST && !long[path] ? [`${lines} lines, more than ${LONGEST}, and no reason given for it`] : []
}

function importFaults(path: string, { target, kind }: Import, files: ReadonlyMap<string, string>): string[] {
  if (!target.startsWith('.')) return packageFaults(path, target, kind)
  const to = resolved(path, target)
  if (!files.has(to)) return [`imports ${to}, which is no source file`]
  const [from, onto] = [floorOf(path), floorOf(to)]
  if (from === undefined || onto === undefined) return []
  if (onto > from) return [`imports ${to}, from a higher floor`]
  if (onto === from && roomOf(to) !== roomOf(path)) return [`imports ${to}, from another room on its floor`]
  const [engine, other] = [engineOf(path), engineOf(to)]
  return engine && other && engine !== other ? [`imports ${to}: engines do not know each other`] : []
}

function packageFaults(path: string, target: string, kind: Import['kind']): string[] {
  const rule = PACKAGE_HOMES.find(({ name }) => name.test(target))
  if (rule === undefined) return []
  if (!rule.home.test(path)) return [`imports ${target}, which belongs to ${rule.home.source}`]
  return rule.dynamic && kind === 'static' ? [`imports ${target} when loaded, not by import()`] : []
}

function unrepeatableFaults(path: string, source: ts.SourceFile): string[] {
  if ((floorOf(path) ?? 0) >= FLOOR_OF.get('cli')!) return []
  const faults: string[] = []
  const report = (node: ts.Node, what: string): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    faults.push(`line ${line}: ${what} is not the same on every machine`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && UNREPEATABLE.has(node.getText())) report(node, node.getText())
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind
      if (operator === ts.SyntaxKind.AsteriskAsteriskToken && !isBigIntPower(node)) report(node, '**')
      if (operator === ts.SyntaxKind.AsteriskAsteriskEqualsToken) report(node, '**=')
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      report(node, 'new Date()')
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return faults
}

/** `10n ** x` is exact. */
const isBigIntPower = ({ left, right }: ts.BinaryExpression): boolean =>
  ts.isBigIntLiteral(left) || ts.isBigIntLiteral(right)

/** Each cycle of imports once, from its first file back to it; type imports count, since a reader follows them too. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (path: string): void => {
    const at = trail.indexOf(path)
    if (at >= 0) cycles.push([...trail.slice(at), path])
    if (at >= 0 || done.has(path)) return
    trail.push(path)
    for (const next of graph.get(path) ?? []) visit(next)
    trail.pop()
    done.add(path)
  }
  for (const path of graph.keys()) visit(path)
  return cycles
}
