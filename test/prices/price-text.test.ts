import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceMicrosOf, priceReader } from '../../src/prices/price-text.ts'

const Wide = Decimal.clone({ precision: 80 })
const units = ['0.01', '1', '0.004', '0.00000000001', '25', '0.000001/0.0003'] as const

/** The slow and obvious price: decimal division, half-even. */
const referee = (text: string, unit: string): Decimal => {
  const [n, d = '1'] = unit.split('/')
  return new Wide(text).times(d).dividedBy(n).times(1e6).toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN)
}

const decimals = fc.tuple(fc.bigInt(1n, 10n ** 17n), fc.nat({ max: 16 })).map(([digits, places]) => {
  const text = digits.toString().padStart(places + 1, '0')
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
})

describe('prices as text', () => {
  test('a decimal price becomes the micro-units that decimal division gives', () => {
    fc.assert(
      fc.property(decimals, fc.constantFrom(...units), (text, unit) => {
        const exact = referee(text, unit)
        const read = priceReader(unit).read(text)
        if (exact.isZero() || exact.greaterThan(Number.MAX_SAFE_INTEGER)) expect(typeof read).toBe('string')
        else expect(read).toBe(exact.toNumber())
      }),
      { numRuns: 3000 },
    )
  })

  test('a tie goes to the even micro-unit', () => {
    const reader = priceReader('0.01')
    expect(reader.read('0.000000005')).toBe(
      'is less than half a micro-unit of the price unit 0.01: the lot is too small for this price',
    )
    expect(reader.read('0.000000015')).toBe(2)
    expect(reader.read('0.000000025')).toBe(2)
  })

  test('pandas writes small prices with an exponent', () => {
    expect(priceMicrosOf('1.05e-05', '0.00000000001')).toBe(1_050_000_000_000)
  })

  test.each([
    ['-1', 'a price must be positive, not negative'],
    ['0', 'a price must be positive, not zero'],
    ['0.00', 'a price must be positive, not zero'],
    ['abc', 'must be a positive decimal number'],
    ['', 'must be a positive decimal number'],
    ['NaN', 'must be a positive decimal number'],
    ['Infinity', 'must be a positive decimal number'],
    ['1,5', 'must be a positive decimal number'],
    ['99999999999999999', '2^53 - 1'],
  ])('"%s" is refused', (text, rule) => {
    expect(() => priceMicrosOf(text, '0.01')).toThrow(rule)
    expect(() => priceMicrosOf(text, '0.01')).toThrow(`"${text}"`)
  })
})
