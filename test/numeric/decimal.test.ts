import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareDecimals,
  decimalToInteger,
  decimalToIntegerDown,
  decimalToIntegerUp,
  decimalToNearest,
  divideDecimals,
  integerToDecimal,
  multiplyDecimals,
} from '../../src/numeric/decimal.ts'

describe('decimals at the edge', () => {
  test('an integer goes out as a decimal and comes back the same, at any scale', () => {
    const scale = fc.constantFrom('1', '0.1', '0.0001', '0.000001', '1e-9', '5', '0.25', '100000', '0.000001/0.0003')
    fc.assert(
      fc.property(fc.maxSafeInteger(), scale, (x, unit) => {
        const text = integerToDecimal(x, unit)
        expect(text).not.toMatch(/e/)
        if (!unit.includes('/')) expect(decimalToInteger(text, unit, 'x')).toBe(x)
        expect(decimalToNearest(text, unit, 'x')).toBe(x)
      }),
      { seed: 8, numRuns: 1000 },
    )
  })

  test.each<[string, string, number]>([
    ['0.1', '0.0001', 1000],
    ['26123.4', '0.01', 2_612_340],
    ['-1e-6', '0.000001', -1],
    ['1_000_000', '0.000001', 1_000_000_000_000],
    ['-0', '1', 0],
    // A price of 26,100 with lots of 0.0003 and atoms of 1e-6: 7.83 quote a lot.
    ['26100', '0.000001/0.0003', 7_830_000],
  ])('%s in units of %s is %d', (text, scale, wanted) => {
    expect(decimalToInteger(text, scale, 'x')).toBe(wanted)
  })

  test('a faulty decimal is refused with its name, value and unit', () => {
    expect(() => decimalToInteger('0.00015', '0.0001', 'lot')).toThrow(
      'lot: 0.00015 is not a whole number of units of 0.0001',
    )
    expect(() => decimalToInteger('1e12', '0.0001', 'price')).toThrow(
      'price: 1e12 is more than 2^53 - 1 units of 0.0001 (at most 900719925474.0991)',
    )
    for (const text of ['', 'ten', '1,5', 'Infinity', 'NaN', '0x10', '1e999', '1.', '1'.repeat(50)]) {
      expect(() => decimalToInteger(text, '1', 'tick'), text).toThrow(/tick: ".*" is no decimal number/)
    }
    for (const scale of ['0', '-1', 'x', '1/2/3', '1/0']) {
      expect(() => decimalToInteger('1', scale, 'tick'), scale).toThrow(RangeError)
    }
    expect(() => integerToDecimal(0.5, '1')).toThrow(/must be a safe integer/)
  })

  test('down, nearest and up bracket what is no whole number of units', () => {
    expect(decimalToIntegerDown('-0.15', '0.1', 'x')).toBe(-2)
    expect(decimalToIntegerUp('-0.15', '0.1', 'x')).toBe(-1)
    expect(decimalToNearest('0.25', '0.1', 'x')).toBe(2)
    expect(decimalToNearest('0.35', '0.1', 'x')).toBe(4)
    expect(Object.is(decimalToNearest('-0.01', '0.1', 'x'), 0)).toBe(true)
  })

  test('a price unit is atom over lot, kept as a quotient where it has no finite decimal', () => {
    expect(divideDecimals('0.000001', '0.0001')).toBe('0.01')
    expect(divideDecimals('0.000001', '0.0003')).toBe('0.000001/0.0003')
    expect(decimalToInteger('30', divideDecimals('0.000001', '0.0003'), 'price')).toBe(9000)
    expect(multiplyDecimals('0.1', '0.2')).toBe('0.02')
    expect(compareDecimals('0.10', '0.1')).toBe(0)
    expect(compareDecimals('0.3', '0.30001')).toBe(-1)
    expect(() => divideDecimals('1', '0')).toThrow(/divisor is zero/)
  })
})
