import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addFractions,
  applyDown,
  applyUp,
  compareFractions,
  type Fraction,
  formatFraction,
  fraction,
  fractionToNumber,
  multiplyFractions,
  multiplyNearest,
  parseFraction,
  subtractFractions,
} from '../../src/numeric/fraction.ts'

const small = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([n, d]) => fraction(n, d))
const wide = fc
  .tuple(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
  .map(([n, d]) => fraction(n, d))

describe('parsing', () => {
  test.each<[string, number, number]>([
    ['1/30', 1, 30],
    ['50bps', 1, 200],
    ['2.5%', 1, 40],
    ['0.05', 1, 20],
    ['-1bps', -1, 10_000],
    ['100 ppm', 1, 10_000],
    ['1/3%', 1, 300],
    ['-2/4', -1, 2],
    ['0', 0, 1],
    ['-0%', 0, 1],
    ['1e-7', 1, 10_000_000],
    ['1_000', 1000, 1],
    ['+12.50%', 1, 8],
    ['1.5e2', 150, 1],
  ])('%s is %d/%d', (text, n, d) => {
    expect(parseFraction(text)).toEqual({ n, d })
  })

  test.each([
    '',
    'abc',
    '1/0',
    '5bp',
    '1//2',
    '2.5%%',
    '1/-3',
    'NaN',
    '0x10',
    '.5',
    '1e-40',
    '9007199254740993',
    '1.2.3',
  ])('"%s" is refused', (text) => {
    expect(() => parseFraction(text)).toThrow(RangeError)
  })

  test('formatting is its inverse', () => {
    fc.assert(
      fc.property(fc.oneof(small, wide), (f) => {
        expect(parseFraction(formatFraction(f))).toEqual(f)
      }),
      { seed: 5, numRuns: 1000 },
    )
    expect(formatFraction(fraction(-1, 40))).toBe('-0.025')
    expect(formatFraction(fraction(1, 30))).toBe('1/30')
  })
})

describe('arithmetic', () => {
  const Precise = Decimal.clone({ precision: 60 })
  const value = (f: Fraction): Decimal => new Precise(f.n).dividedBy(f.d)
  const near = (f: Fraction, wanted: Decimal): boolean =>
    value(f).minus(wanted).abs().lessThanOrEqualTo(wanted.abs().times('1e-50').plus('1e-50'))

  test('sum, difference, product and quotient agree with decimals of 60 digits and are in lowest terms', () => {
    fc.assert(
      fc.property(small, small, (f, g) => {
        expect(near(addFractions(f, g), value(f).plus(value(g)))).toBe(true)
        expect(near(subtractFractions(f, g), value(f).minus(value(g)))).toBe(true)
        expect(near(multiplyFractions(f, g), value(f).times(value(g)))).toBe(true)
        const sum = addFractions(f, g)
        expect(fraction(sum.n, sum.d)).toEqual(sum)
        expect(subtractFractions(sum, g)).toEqual(f)
      }),
      { seed: 6, numRuns: 500 },
    )
  })

  test('comparison is exact where doubles cannot tell', () => {
    const f = fraction(4503599627370497, 4503599627370496)
    const g = fraction(4503599627370496, 4503599627370495)
    expect(fractionToNumber(f)).toBe(fractionToNumber(g))
    expect(compareFractions(f, g)).toBe(-1)
    expect(compareFractions(g, f)).toBe(1)
    expect(compareFractions(f, f)).toBe(0)
  })

  test('applying a rate rounds down for what is received and up for what is owed, and never further than one apart', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (f, x) => {
        const p = BigInt(f.n) * BigInt(x)
        const down = applyDown(f, x)
        const up = applyUp(f, x)
        expect(BigInt(down) * BigInt(f.d) <= p && p <= BigInt(up) * BigInt(f.d)).toBe(true)
        expect(up - down).toBe(p % BigInt(f.d) === 0n ? 0 : 1)
      }),
      { seed: 7, numRuns: 2000 },
    )
  })

  test('what needs more than 2^53 - 1 is refused, never rounded', () => {
    const large = fraction(1, Number.MAX_SAFE_INTEGER)
    expect(() => addFractions(large, fraction(1, 2))).toThrow(/no numerator and denominator up to 2\^53 - 1/)
    expect(() => multiplyFractions(large, fraction(1, 2))).toThrow(RangeError)
    expect(() => fraction(0.5)).toThrow(/must be safe integers/)
    expect(() => fraction(1, 0)).toThrow(/denominator is zero/)
  })
  // A script of seven price moves in basis points stopped its run: their exact product has no numerator below 2^53.
  test('a chain of products goes on as the nearest decimal where it is no fraction any more', () => {
    const move = fraction(9999, 10_000)
    let product = fraction(1)
    let exact = new Decimal(1)
    for (let i = 0; i < 40; i++) {
      product = multiplyNearest(product, move)
      exact = exact.times(9999).div(10_000)
      expect(
        new Decimal(product.n)
          .div(product.d)
          .minus(exact)
          .abs()
          .lte(`${i + 1}e-15`),
      ).toBe(true)
    }
    expect(multiplyNearest(fraction(1, 3), fraction(3, 7))).toEqual(fraction(1, 7))
    expect(multiplyNearest(fraction(1, Number.MAX_SAFE_INTEGER), fraction(1, 5))).toEqual(fraction(1, 10 ** 15))
    expect(() => multiplyNearest(fraction(Number.MAX_SAFE_INTEGER), fraction(4))).toThrow(RangeError)
  })
})
