import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatDuration,
  formatNumber,
  formatSize,
  numberFormat,
  type ShownUnit,
  signed,
  withThousands,
} from '../../src/report/number-format.ts'

const UNITS: readonly ShownUnit[] = ['money', 'percent', 'bps', 'count', 'ratio']
const SUFFIX: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12, '%': 0.01 }
const figure = fc.double({ min: -1e14, max: 1e14, noNaN: true })

const read = (text: string): number => {
  const [, digits, suffix] = /^([+-]?[\d,]+(?:\.\d+)?)([kMBT%]?)$/.exec(text) ?? []
  expect(digits, text).toBeDefined()
  return Number(digits.replaceAll(',', '')) * (SUFFIX[suffix] ?? 1)
}

describe('numbers for people', () => {
  test('a formatted number is within half a per cent, or half of its last digit, of the number', () => {
    fc.assert(
      fc.property(figure, fc.constantFrom(...UNITS), (x, unit) => {
        const smallest = { bps: 0.001, percent: 1e-6, money: 1e-4, count: 1e-4, ratio: 1e-4 }[unit]
        expect(Math.abs(read(formatNumber(unit, x)) - x)).toBeLessThanOrEqual(
          Math.max(Math.abs(x) * 0.0051, smallest / 2 + 1e-12),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  test('numbers written by one format keep their order', () => {
    fc.assert(
      fc.property(figure, figure, fc.constantFrom(...UNITS), (a, b, unit) => {
        const format = numberFormat(unit, Math.max(Math.abs(a), Math.abs(b)))
        if (a <= b) expect(read(format(a))).toBeLessThanOrEqual(read(format(b)))
      }),
      { numRuns: 2_000 },
    )
  })

  test('thousands are grouped like the runtime does it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (x) => {
        expect(withThousands(x, 0)).toBe(x.toLocaleString('en-US'))
      }),
    )
  })

  test('zero has no sign, however it came about', () => {
    expect(withThousands(-0, 2)).toBe('0.00')
    expect(withThousands(-0.001, 2)).toBe('0.00')
    expect(signed(numberFormat('bps', 5), 0.0001)).toBe('0.00')
  })

  test.each([
    ['money', 1_240_000, '1.24M'],
    ['money', 9_742, '9,742'],
    ['money', -12_345, '-12.3k'],
    ['bps', 0.0134, '0.013'],
    ['percent', 0.453, '45.3%'],
    ['percent', 0.0000125, '0.0013%'],
    ['count', 167, '167'],
    ['count', 7.125, '7.13'],
  ] as const)('%s %d is written %s', (unit, x, text) => {
    expect(formatNumber(unit, x)).toBe(text)
  })

  test('round sizes have no zeros at their end', () => {
    expect([1_000, 10_000, 12_500, 100_000, 2_400_000, 100, 0].map(formatSize)).toEqual([
      '1,000',
      '10k',
      '12.5k',
      '100k',
      '2.4M',
      '100',
      '0',
    ])
  })

  test('durations name their parts', () => {
    expect([0, 90_000, 6 * 3_600_000, 36 * 3_600_000].map(formatDuration)).toEqual([
      '0 s',
      '1 min 30 s',
      '6 h',
      '1 d 12 h',
    ])
  })
})
