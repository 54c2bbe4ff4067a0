import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFormula } from '../../src/formula/formula.ts'
import { FormulaError } from '../../src/formula/formula-error.ts'
import { exp, ln, pow } from '../../src/numeric/transcendental.ts'

const SYMBOLS = ['premium', 'interest', 'fund.drawdown', 'deficit', 'a', 'b', 'c']
const VALUES = Float64Array.of(0.002, 0.0001, 0.25, 0, 7, -3, 2.5)

const value = async (text: string): Promise<number> => (await parseFormula(text, { symbols: SYMBOLS })).evaluate(VALUES)

const refusal = async (text: string): Promise<FormulaError> => {
  try {
    await parseFormula(text, { symbols: SYMBOLS })
  } catch (error) {
    if (error instanceof FormulaError) return error
    throw error
  }
  throw new Error(`not refused: ${text}`)
}

/** An expression in perplab's words beside the same one in JavaScript's. */
const expressions = fc.letrec<{ node: readonly [string, string] }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      ['a', 'values[4]'],
      ['b', 'values[5]'],
      ['c', 'values[6]'],
      ['fund.drawdown', 'values[2]'],
    ) as fc.Arbitrary<readonly [string, string]>,
    fc.nat({ max: 9_999 }).map((n) => [`${n / 100}`, `${n / 100}`] as const),
    fc.nat({ max: 99 }).map((n) => [`${n}%`, `(${n} / 100)`] as const),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/'), tie('node'), tie('node'))
      .map(([op, x, y]) => [`${x[0]} ${op} ${y[0]}`, `${x[1]} ${op} ${y[1]}`] as const),
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('node'), tie('node'))
      .map(
        ([op, x, y]) =>
          [
            `((${x[0]}) ${op} (${y[0]}))`,
            `Number((${x[1]}) ${op.length === 2 && '=!'.includes(op[0]) ? `${op}=` : op} (${y[1]}))`,
          ] as const,
      ),
    fc
      .tuple(tie('node'), tie('node'))
      .map(([x, y]) => [`((${x[0]}) and not (${y[0]}))`, `Number((${x[1]}) !== 0 && !((${y[1]}) !== 0))`] as const),
    fc
      .tuple(tie('node'), tie('node'), tie('node'))
      .map(([x, y, z]) => [`((${x[0]}) ? ${y[0]} : ${z[0]})`, `((${x[1]}) !== 0 ? ${y[1]} : ${z[1]})`] as const),
    fc
      .tuple(fc.constantFrom('min', 'max'), tie('node'), tie('node'))
      .map(([name, x, y]) => [`${name}(${x[0]}, ${y[0]})`, `Math.${name}(${x[1]}, ${y[1]})`] as const),
    tie('node').map((x) => [`-(${x[0]})`, `(0 - (${x[1]}))`] as const),
  ),
}))

describe('a formula means what the same arithmetic means', () => {
  test('any expression agrees with JavaScript, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        expressions.node,
        fc.array(fc.double({ noNaN: true }), { minLength: 7, maxLength: 7 }),
        async ([ours, theirs], numbers) => {
          const values = Float64Array.from(numbers)
          const formula = await parseFormula(ours, { symbols: SYMBOLS })
          const model = new Function('values', `return ${theirs}`) as (values: Float64Array) => number
          expect(formula.evaluate(values)).toBe(model(values))
        },
      ),
      { numRuns: 150 },
    )
  })

  test.each([
    ['40%', 0.4],
    ['5bps', 0.0005],
    ['100ppm', 0.0001],
    ['0.1%', 0.001],
    ['12.5e-1%', 0.0125],
    ['1_000_000', 1_000_000],
    ['a % 4', 3],
    ['b mod 4', 1],
    ['-a ^ 2', -49],
    ['2 ^ 3 ^ 2', 512],
    ['a - b - c', 7.5],
    ['a / b / c', 7 / -3 / 2.5],
    ['clamp(interest - premium, -5bps, 5bps) + premium', -0.0005 + 0.002],
    ['median(a, b, c)', 2.5],
    ['median(a, b)', 2],
    ['median(a)', 7],
    ['median(a, b, c, 10)', 4.75],
    ['sign(b) * abs(b)', -3],
    ['floor(c) + ceil(c) + sqrt(16)', 9],
    ['exp(c) + ln(a) + pow(a, c)', exp(2.5) + ln(7) + pow(7, 2.5)],
    ['a > 5 ? (b > 0 ? 1 : 2) : 3', 2],
    ['a < 5 ? 1 : b > 0 ? 2 : 3', 3],
    ['a > 5 and b < 0 or deficit', 1],
    ['not deficit', 1],
    ['fund.drawdown <= 40%\n and deficit == 0', 1],
  ])('%s is %d', async (text, expected) => {
    expect(await value(text)).toBe(expected)
  })

  test('it says which symbols it names, and whether it is a condition', async () => {
    const property = await parseFormula('deficit == 0 and fund.drawdown <= 40%', { symbols: SYMBOLS })
    expect(property.symbols).toEqual(['fund.drawdown', 'deficit'])
    expect(property.condition).toBe(true)
    expect((await parseFormula('premium * 2', { symbols: SYMBOLS })).condition).toBe(false)
    expect((await parseFormula('(a > 1) ? b : c', { symbols: SYMBOLS })).condition).toBe(false)
  })

  test('functions may be given, in place of the known ones too', async () => {
    const twice = { least: 1, most: 1, apply: (x: number) => 2 * x }
    const formula = await parseFormula('twice(a) + abs(a)', { symbols: SYMBOLS, functions: { twice, abs: twice } })
    expect(formula.evaluate(VALUES)).toBe(28)
  })
})

describe('anything but arithmetic on known names is refused', () => {
  test.each([
    ['fund.drawdwon <= 40%', 1, 'fund.drawdwon', 'fund.drawdown'],
    ['1 + premum', 5, 'premum', 'premium'],
    ['drawdown', 1, 'drawdown', 'fund.drawdown'],
    ['mx(a, b)', 1, 'mx', 'max'],
    ['a && b', 3, '&&', 'and'],
    ['a = 3', 3, '=', '=='],
    ['2 ** 3', 3, '**', '^'],
  ])('%s points at column %i, at `%s`, and proposes %s', async (text, column, offending, suggestion) => {
    const error = await refusal(text)
    expect(error.column).toBe(column)
    expect(error.offending).toBe(offending)
    expect(error.faults[0].suggestion).toBe(suggestion)
    expect(error.message).toContain(`\n  ${text}\n  ${' '.repeat(column - 1)}${'^'.repeat(offending.length)}`)
  })

  test.each([
    ['', 1],
    ['a +', 4],
    ['a + * b', 5],
    ['(a + b', 7],
    ['a + b)', 6],
    ['a b', 3],
    ['2 (a)', 3],
    ['a ? b', 6],
    ['a : b', 1],
    ['a < b < c', 1],
    ['not a < b', 5],
    ['min()', 1],
    ['abs(a, b)', 1],
    ['abs', 1],
    ['5days', 1],
    ['a % ', 4],
    ['a[0]', 2],
    ['{x: 1}', 1],
    ['"text"', 1],
    ['a; b', 2],
    ['a.b', 1],
    ['f(x) = x', 1],
    ['import("fs")', 1],
    ['process.exit()', 1],
    ['constructor', 1],
    ['a.constructor.constructor', 1],
    ['toString()', 1],
    ['__proto__', 1],
    ['globalThis', 1],
    ['a!', 2],
    ["a'", 2],
    ['a to b', 3],
    ['3i', 1],
    ['a ? : b', 5],
    ['1.2.3', 4],
    ['a, b', 2],
    ['\u0000', 1],
    ['😀', 1],
    ['(a)(b)', 4],
  ])('%j is refused at column %i', async (text, column) => {
    expect((await refusal(text)).column).toBe(column)
  })

  test('all unknown names are told at once', async () => {
    const { faults } = await refusal('premum + interst * unheard')
    expect(faults.map(({ column, suggestion }) => [column, suggestion])).toEqual([
      [1, 'premium'],
      [10, 'interest'],
      [20, undefined],
    ])
  })

  test('a text too long or too deep is refused before it is parsed', async () => {
    await refusal(`a${' + a'.repeat(2_000)}`)
    await refusal(`${'('.repeat(65)}a${')'.repeat(65)}`)
  })

  test('no text breaks the parser: it compiles, or is refused inside the text', async () => {
    const words = [
      'a',
      'b',
      'fund.drawdown',
      'min',
      '(',
      ')',
      ',',
      '+',
      '-',
      '*',
      '/',
      '%',
      '^',
      '<',
      '==',
      '?',
      ':',
      'not',
      'and',
      '1',
      '2%',
      '3bps',
      '!',
      '.',
      '=',
      '[',
      '"',
      ';',
      ' ',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' ')),
        async (text) => {
          try {
            expect(typeof (await parseFormula(text, { symbols: SYMBOLS })).evaluate(VALUES)).toBe('number')
          } catch (error) {
            expect(error).toBeInstanceOf(FormulaError)
            for (const { column, offending } of (error as FormulaError).faults) {
              expect(column).toBeGreaterThanOrEqual(1)
              expect(column).toBeLessThanOrEqual(text.length + 1)
              expect(text.slice(column - 1, column - 1 + offending.length)).toBe(offending)
            }
          }
        },
      ),
      { numRuns: 700 },
    )
  })

  test.each(['-', 'not ', '2^', 'a ? b : ', '1+', 'a and ', 'abs '])(
    'the longest chain of `%s` does not overflow the stack',
    async (link) => {
      const text = `${link.repeat(Math.floor(3_990 / link.length))}a`
      try {
        await value(text)
      } catch (error) {
        expect(error).toBeInstanceOf(FormulaError)
      }
    },
  )
})
