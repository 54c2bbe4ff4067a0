import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { architectureFaults } from './architecture.ts'

/** Files over 300 lines, each with the reason why it is one concept all the same. */
const LONG: Readonly<Record<string, string>> = {}

const sources = (): Map<string, string> => {
  const root = join(import.meta.dirname, '..', 'src')
  const entries = readdirSync(root, { withFileTypes: true, recursive: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(root, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')]),
  )
}

/** Folders below `src` that the package's exports publish. */
const published = (): string[] => {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')
  const exports = JSON.parse(text).exports as Record<string, string | { default: string }>
  return Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [] : [target.default.replace(/^\.\/dist\//, '').replace(/\/?index\.js$/, '')],
  )
}

test('each file stands on its floor, in its room', () => {
  expect(architectureFaults(sources(), { long: LONG, published: published() })).toEqual([])
})

describe('the check finds', () => {
  const faultsOf = (files: Record<string, string>, long: Record<string, string> = {}) =>
    architectureFaults(new Map(Object.entries(files)), { long, published: ['', 'engines'] })

  const order = { 'market/order.ts': 'export type Order = 1\n' }

  test('nothing in a tree that keeps the rules', () => {
    const clean = {
      ...order,
      'numeric/mul-div.ts': "import Decimal from 'decimal.js'\nexport const a: number = 10n ** 2n > 0n ? 1 : 2\n",
      'engines/order-book/book.ts': "import type { Order } from '../../market/order.ts'\nimport './level.ts'\n",
      'engines/order-book/level.ts': "import '../../numeric/mul-div.ts'\nexport const r: number = Math.sqrt(2)\n",
      'engines/index.ts': "export * from './order-book/book.ts'\n",
      'formula/parse.ts': "const load = () => import('mathjs')\nimport type { MathNode } from 'mathjs'\n",
      'prices/replay-file.ts': "import 'node:fs'\n",
      'cli/main.ts': "import 'node:os'\nconst t = Date.now()\n",
      'index.ts': "export * from './market/order.ts'\nexport * from './cli/main.ts'\n",
    }
    expect(faultsOf(clean)).toEqual([])
  })

  test.each<[string, Record<string, string>, string]>([
    [
      'an import from a higher floor',
      { 'numeric/a.ts': "import '../market/order.ts'", ...order },
      'numeric/a.ts: imports market/order.ts, from a higher floor',
    ],
    [
      'an import of a type from a higher floor',
      { 'numeric/a.ts': "import type { Order } from '../market/order.ts'", ...order },
      'numeric/a.ts: imports market/order.ts, from a higher floor',
    ],
    [
      'an inline import type',
      { 'numeric/a.ts': "export const a = (o: import('../market/order.ts').Order) => o", ...order },
      'numeric/a.ts: imports market/order.ts, from a higher floor',
    ],
    [
      'a re-export from a higher floor',
      { 'numeric/a.ts': "export * from '../market/order.ts'", ...order },
      'numeric/a.ts: imports market/order.ts, from a higher floor',
    ],
    [
      'an import at run time from a higher floor',
      { 'numeric/a.ts': "const load = () => import('../market/order.ts')", ...order },
      'numeric/a.ts: imports market/order.ts, from a higher floor',
    ],
    [
      'an import from a sibling room',
      { 'funding/a.ts': "import '../oracle/b.ts'", 'oracle/b.ts': '' },
      'funding/a.ts: imports oracle/b.ts, from another room on its floor',
    ],
    [
      'an engine that knows another',
      { 'engines/order-book/a.ts': "import '../virtual-amm/b.ts'", 'engines/virtual-amm/b.ts': '' },
      'engines/order-book/a.ts: imports engines/virtual-amm/b.ts: engines do not know each other',
    ],
    [
      'an import of what is not there',
      { 'numeric/a.ts': "import './b.ts'" },
      'numeric/a.ts: imports numeric/b.ts, which is no source file',
    ],
    ['an unknown room', { 'risk/a.ts': '' }, 'risk/a.ts: risk is no room of the architecture'],
    ['a file outside of all rooms', { 'a.ts': '' }, 'a.ts: a.ts is no room of the architecture'],
    ['a folder that says nothing', { 'market/utils/a.ts': '' }, 'market/utils/a.ts: the name utils says nothing'],
    ['a file that says nothing', { 'market/helpers.ts': '' }, 'market/helpers.ts: the name helpers says nothing'],
    ['a name in camel case', { 'market/orderFlags.ts': '' }, 'market/orderFlags.ts: orderFlags is not in kebab-case'],
    [
      'an index.ts where nothing is published',
      { 'market/index.ts': '' },
      'market/index.ts: an index.ts stands at published sub-paths only',
    ],
    [
      'a circle',
      { 'market/a.ts': "import './b.ts'", 'market/b.ts': "import type { A } from './a.ts'" },
      'cycle: market/a.ts -> market/b.ts -> market/a.ts',
    ],
    [
      'a long file',
      { 'market/a.ts': '\n'.repeat(301) },
      'market/a.ts: 301 lines, more than 300, and no reason given for it',
    ],
    [
      'decimal.js outside of numeric',
      { 'market/a.ts': "import D from 'decimal.js'" },
      'market/a.ts: imports decimal.js, which belongs to ^numeric\\/',
    ],
    [
      'mathjs loaded at once',
      { 'formula/a.ts': "import { parse } from 'mathjs'" },
      'formula/a.ts: imports mathjs when loaded, not by import()',
    ],
    [
      'fast-check outside of testing',
      { 'studies/a.ts': "import fc from 'fast-check'" },
      'studies/a.ts: imports fast-check, which belongs to ^testing\\/',
    ],
    [
      'a Node module in a room that browsers run',
      { 'prices/path.ts': "import 'node:fs'" },
      'prices/path.ts: imports node:fs, which belongs to ^(prices\\/replay-file\\b|scenario\\/(?:load-scenario|run-key)\\b|studies\\/|report\\/|cli\\/)',
    ],
    [
      'a function that differs between runtimes',
      { 'prices/a.ts': 'export const a = Math.exp(1)' },
      'prices/a.ts: line 1: Math.exp is not the same on every machine',
    ],
    [
      'a power of floats',
      { 'prices/a.ts': '\nexport const a = (x: number) => x ** 2' },
      'prices/a.ts: line 2: ** is not the same on every machine',
    ],
    [
      'a clock',
      { 'report/a.ts': 'export const a = Date.now()' },
      'report/a.ts: line 1: Date.now is not the same on every machine',
    ],
    [
      'a date made from a clock',
      { 'report/a.ts': 'export const a = new Date()' },
      'report/a.ts: line 1: new Date() is not the same on every machine',
    ],
  ])('%s', (_, files, fault) => {
    expect(faultsOf(files)).toEqual([fault])
  })

  test('a reason for a long file that is long no more', () => {
    expect(faultsOf(order, { 'market/order.ts': 'the whole state machine' })).toEqual([
      'market/order.ts: needs no entry in the list of long files',
    ])
    expect(faultsOf({ 'market/a.ts': '\n'.repeat(301) }, { 'market/a.ts': 'the whole state machine' })).toEqual([])
  })
})
