import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration } from '../../src/scenario/format-duration.ts'
import { MONEY_FIELDS } from '../../src/scenario/money-fields.ts'
import { parseScenario, printScenario } from '../../src/scenario/parse-scenario.ts'
import { atomsOf, millisecondsOf } from '../../src/scenario/quantities.ts'
import { scenarioJsonSchema } from '../../src/scenario/scenario.ts'
import { broken, SOUND } from './bad-scenario.ts'
import { scenarioReference } from './scenario-reference.ts'

type Shape = Readonly<Record<string, unknown>>

/** Every field of a JSON Schema with its path; `*` for positions and names. */
const fieldsOf = (shape: Shape, path: readonly string[] = []): readonly (readonly [readonly string[], Shape])[] => {
  const parts = [
    ...((shape.anyOf ?? []) as Shape[]),
    ...((shape.oneOf ?? []) as Shape[]),
    ...((shape.allOf ?? []) as Shape[]),
  ]
  const named = Object.entries((shape.properties ?? {}) as Readonly<Record<string, Shape>>)
  const each = [shape.items, shape.additionalProperties].filter((s) => typeof s === 'object') as Shape[]
  return [
    [path, shape],
    ...parts.flatMap((part) => fieldsOf(part, path)),
    ...named.flatMap(([name, field]) => fieldsOf(field, [...path, name])),
    ...each.flatMap((item) => fieldsOf(item, [...path, '*'])),
  ]
}

describe('the JSON Schema', () => {
  const all = fieldsOf(scenarioJsonSchema())

  test('describes every named field', () => {
    const described = new Set(
      all.filter(([, { description }]) => description !== undefined).map(([path]) => path.join('.')),
    )
    const constant = new Set(
      all.filter(([, shape]) => 'const' in shape || 'enum' in shape).map(([path]) => path.join('.')),
    )
    const silent = all
      .map(([path]) => path.join('.'))
      .filter((path) => !path.endsWith('*') && path !== '' && !described.has(path) && !constant.has(path))
    expect([...new Set(silent)]).toEqual([])
  })

  test('refuses unknown keys at every level', () => {
    const open = all.filter(([, shape]) => shape.type === 'object' && shape.properties !== undefined)
    expect(open.filter(([, shape]) => shape.additionalProperties !== false)).toEqual([])
  })

  test('names as money what is checked as money', () => {
    const said = all
      .filter(([, { description }]) => String(description).endsWith('(quote units)'))
      .map(([path]) => path.join('.'))
    const checked = MONEY_FIELDS.map((path) => path.join('.'))
    expect([...new Set(said)].sort()).toEqual([...checked].sort())
  })
})

test('defaults are stable: a scenario with all of them stated is the scenario without them', async () => {
  const { scenario } = await parseScenario(SOUND, 'sound')
  const again = await parseScenario(printScenario(scenario), 'again')
  expect(again.scenario).toEqual(scenario)
  expect(again.warnings).toEqual([])
})

test('durations are whole milliseconds, read and written', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000_000 }), (milliseconds) => {
      expect(millisecondsOf(formatDuration(milliseconds))).toBe(milliseconds)
    }),
  )
  expect(['400ms', '2s', '1.5m', '6h', '8h', '1d'].map(millisecondsOf)).toEqual([
    400, 2000, 90_000, 21_600_000, 28_800_000, 86_400_000,
  ])
  expect(() => millisecondsOf('2')).toThrow('is no duration')
})

test('money is atoms, exactly', () => {
  expect(atomsOf('250000.5', 6)).toBe(250_000_500_000)
  expect(atomsOf('3', 0)).toBe(3)
})

describe('warnings', () => {
  const warningsOf = async (piece: string, instead: string): Promise<readonly string[]> =>
    (await parseScenario(broken(piece, instead), 'odd.yaml')).warnings.map(({ path, rule }) => `${path} ${rule}`)

  test('name the lot that would do for a price of few units', async () => {
    const prices = 'prices: { waypoints: [[0s, "30000"], [30m, "29000"]], volatility: 0.5 }'
    const pepe = 'prices: { waypoints: [[0s, "0.00001"], [30m, "0.000009"]], volatility: 0.5 }'
    const text = broken(prices, pepe).replace('"0.0001"', '"1"').replace('tick: "0.1"', 'tick: "0.000001"')
    const small = text.replace('notional: 2_000_000', 'notional: 1_000')
    const { warnings } = await parseScenario(small, 'pepe.yaml')
    expect(warnings.map(({ rule }) => rule)).toEqual([
      'is small: the starting price is 10 price units, under 1,000,000; a lot of 100000 would do',
    ])
  })

  test('name what will not happen', async () => {
    expect(await warningsOf('every: 10m', 'every: 2h')).toEqual([
      'funding.every is longer than the horizon (1h): no funding will be paid',
    ])
    expect(await warningsOf('from: 3m', 'from: 3h')).toEqual([
      'oracle.faults[0].from is not before the end of the run (1h): it will not strike',
    ])
    const late =
      'latency: { mean: 400ms }\n  stalls: [{ from: 2h, for: 1m }]\n  congestion: [{ from: 1h, for: 1m, taken: 9% }]'
    expect(await warningsOf('latency: { mean: 400ms }', late)).toEqual([
      'chain.stalls[0].from is not before the end of the run (1h): it will not come',
      'chain.congestion[0].from is not before the end of the run (1h): it will not come',
    ])
    expect(await warningsOf(', deposit: 100_000', '')).toEqual([
      'takers[1] the vault begins with nothing: state backstop.deposit',
    ])
    expect(await warningsOf('kind: order-book, capital: 2_000_000', 'kind: order-book, capital: 1_000_000')).toEqual([
      'engines.book.capital differs from engines.amm.capital (2000000): arms are compared at unequal capital',
    ])
  })
})

test('the reference in docs/scenarios.md is that of the schema', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'scenarios.md'), 'utf8')
  expect(page.slice(page.indexOf('## Reference\n\n') + '## Reference\n\n'.length)).toBe(scenarioReference())
})
