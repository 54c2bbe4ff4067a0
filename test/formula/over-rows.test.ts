import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFormula } from '../../src/formula/formula.ts'
import { FORMULA_AGGREGATES } from '../../src/formula/formula-aggregates.ts'
import { FormulaError } from '../../src/formula/formula-error.ts'
import { overRows } from '../../src/formula/over-rows.ts'

const ROWS = ['x', 'y'] as const
const read = (text: string) =>
  parseFormula(text, { symbols: ['deficit', 'fund'], rows: { symbols: ROWS, aggregates: FORMULA_AGGREGATES } })

/** What the text's only function over rows comes to. */
const over = async (text: string, columns: Readonly<Record<string, readonly (number | undefined)[]>>) => {
  const { rowsTerms } = await read(text)
  expect(rowsTerms).toHaveLength(1)
  const count = Math.max(...Object.values(columns).map(({ length }) => length))
  return overRows(rowsTerms[0], ROWS, { count, columns: new Map(Object.entries(columns)) })
}

const faultsOf = async (text: string): Promise<readonly string[]> => {
  const error = await read(text).catch((e: unknown) => e)
  if (!(error instanceof FormulaError)) throw new Error(`${text} was taken`)
  return error.message.split('\n').filter((line) => line.startsWith('column'))
}

describe('a function over rows', () => {
  test('has the value of its expression in every row', async () => {
    const columns = { x: [1, -5, 3], y: [2, 2, 4] }
    expect(await over('largest(abs(x))', columns)).toEqual({ kind: 'value', value: 5 })
    expect(await over('least(x * y)', columns)).toEqual({ kind: 'value', value: -10 })
    expect(await over('mean(x < y)', columns)).toEqual({ kind: 'value', value: 1 })
  })

  test('leaves out rows that lack a figure which it names, and those where it is no number', async () => {
    const columns = { x: [1, undefined, 3, 0], y: [undefined, 7, 1, 0] }
    expect(await over('mean(x)', columns)).toEqual({ kind: 'value', value: 4 / 3 })
    expect(await over('mean(x + y)', columns)).toEqual({ kind: 'value', value: 2 })
    expect(await over('largest(x / y)', columns)).toEqual({ kind: 'value', value: 3 })
    expect(await over('largest(x)', { x: [undefined] })).toEqual({ kind: 'too-few', rows: 0 })
  })

  test('is a quantile: a tenth of the values lies below p10, half below p50, a tenth above p90', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 100, maxLength: 300 }), async (x) => {
        for (const percent of [10, 50, 90]) {
          const found = await over(`p${percent}(x)`, { x })
          if (found.kind !== 'value') throw new Error('too few')
          const sorted = [...x].sort((a, b) => a - b)
          const at = ((x.length - 1) * percent) / 100
          expect(found.value).toBeGreaterThanOrEqual(sorted[Math.floor(at)])
          expect(found.value).toBeLessThanOrEqual(sorted[Math.ceil(at)])
        }
      }),
      { numRuns: 20 },
    )
  })

  test.each([
    ['p50', 20],
    ['p90', 100],
    ['p95', 200],
    ['p99', 1000],
    ['p1', 1000],
  ])('%s takes %i rows, since ten must lie beyond it', async (name, least) => {
    const of = (count: number) => over(`${name}(x)`, { x: Array.from({ length: count }, (_, i) => i) })
    expect(await of(least - 1)).toEqual({ kind: 'too-few', rows: least - 1 })
    expect((await of(least)).kind).toBe('value')
  })

  test('stands beside names of the whole, and its text is kept as written', async () => {
    const { rowsTerms, symbols, evaluate, condition } = await read('mean( x + 1 ) < deficit and largest(y) > 0')
    expect(symbols).toEqual(['deficit'])
    expect(condition).toBe(true)
    expect(rowsTerms.map(({ text, symbols: of }) => [text, of])).toEqual([
      ['mean( x + 1 )', ['x']],
      ['largest(y)', ['y']],
    ])
    expect(evaluate(Float64Array.of(5, 0, 4, 1))).toBe(1)
    expect(evaluate(Float64Array.of(5, 0, 6, 1))).toBe(0)
  })
})

test.each([
  ['x < 3', ['column 1: `x` has a value in every sample: say which of them; did you mean `largest(x)`?']],
  ['mean(deficit) < 3', ['column 6: `deficit` is one figure of the whole run and not of a sample']],
  ['mean(z) < 3', ['column 6: unknown name `z`']],
  ['p94(x) < 3', ['column 1: unknown function `p94`; did you mean `p90`?']],
  ['mean(least(x)) < 3', ['column 6: `least` cannot stand in a function over rows']],
  ['mean(x, y) < 3', ['column 1: `mean` takes 1 argument, not 2']],
  ['mean < 3', ['column 1: `mean` is a function and needs its arguments']],
  ['mean(abs(x) + y) * fnud < 3', ['column 20: unknown name `fnud`; did you mean `fund`?']],
] as const)('%s is refused', async (text, faults) => {
  expect(await faultsOf(text)).toEqual(faults)
})
