import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** Members of Math whose results are the same bits everywhere: constants, and functions that IEEE 754 or integers define. */
const allowedOfMath: ReadonlySet<string> = new Set(
  'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs ceil clz32 floor fround imul max min round sign sqrt trunc'.split(' '),
)

/** What the source reads that differs between machines or runs, as `line: text`. */
const forbidden = (source: string): string[] => {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const report = (node: ts.Node): void => {
    found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText()}`)
  }
  /** The member named by `x.name` or `x['name']` around an identifier; `undefined` for any other use of it. */
  const memberOf = (node: ts.Identifier): string | undefined => {
    const { parent } = node
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text
    if (ts.isElementAccessExpression(parent) && ts.isStringLiteral(parent.argumentExpression)) {
      return parent.argumentExpression.text
    }
    return undefined
  }
  const isName = (node: ts.Identifier): boolean =>
    (ts.isPropertyAccessExpression(node.parent) &&
      node.parent.name === node &&
      node.parent.expression.getText() !== 'globalThis') ||
    (ts.isPropertyAssignment(node.parent) && node.parent.name === node) ||
    ts.isTypeReferenceNode(node.parent)
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind
      if (operator === ts.SyntaxKind.AsteriskAsteriskToken || operator === ts.SyntaxKind.AsteriskAsteriskEqualsToken)
        report(node)
    } else if (ts.isIdentifier(node) && !isName(node)) {
      const member = memberOf(node)
      if (node.text === 'Math' && (member === undefined || !allowedOfMath.has(member))) report(node.parent)
      // `new Date(milliseconds)` is arithmetic; without an argument it is the clock.
      const isDated = ts.isNewExpression(node.parent) && (node.parent.arguments?.length ?? 0) > 0
      if (node.text === 'Date' && !isDated && member !== 'UTC' && member !== 'parse') report(node.parent)
      if (node.text === 'performance') report(node.parent)
    }
    if (ts.isIdentifier(node) && node.text === 'hrtime') report(node.parent)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const sources = resolve(import.meta.dirname, '../../src')

describe('arithmetic that is the same on every machine', () => {
  test('no source below cli uses a transcendental of Math, **, the clock or Math.random', () => {
    const found: string[] = []
    for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
      const path = relative(sources, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
      if (!entry.isFile() || !path.endsWith('.ts') || path.startsWith('cli/')) continue
      for (const fault of forbidden(readFileSync(join(sources, path), 'utf8'))) found.push(`src/${path}:${fault}`)
    }
    expect(found).toEqual([])
  })

  test.each([
    'const x = Math.exp(1)',
    'const x = Math.log(2), y = 1',
    "const x = Math['pow'](2, 3)",
    'const { sin } = Math',
    'const all = Math',
    'const f = globalThis.Math.hypot',
    'const x = [1].map(Math.cbrt)',
    'const x = 2 ** 3',
    'let x = 2; x **= 3',
    'const x = Math.random()',
    'const t = Date.now()',
    'const t = new Date()',
    'const t = performance.now()',
    'const t = process.hrtime.bigint()',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the sample is source text
    'const s = `${Math.tan(1)}`',
  ])('the scan finds it in: %s', (sample) => {
    expect(forbidden(`const before = 1\n${sample}`)).not.toEqual([])
    expect(forbidden(`const before = 1\n${sample}`)[0]).toMatch(/^2: /)
  })

  test.each([
    '/** Math.exp(x) and 2 ** 3, unlike Date.now(). */\nconst x = Math.sqrt(2)',
    "const text = 'Math.log(2 ** 3)'",
    'const x = Math.floor(Math.PI * 2)',
    'const day = new Date(86_400_000).toISOString()',
    'const t = Date.UTC(2020, 1, 1)',
    'const x = exp(2)',
  ])('the scan lets pass: %s', (sample) => {
    expect(forbidden(sample)).toEqual([])
  })
})
