import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { millisecondsOf } from '../../src/scenario/quantities.ts'
import { type ParameterScale, parameterScale } from '../../src/scenario/vary/parameter-scale.ts'
import { levelShares } from '../../src/scenario/vary/study-parameter.ts'
import type { RangeText } from '../../src/scenario/vary/value-range.ts'

const scaleOf = (text: RangeText, whole = false): ParameterScale => {
  const scale = parameterScale(text, whole)
  if ('fault' in scale) throw new Error(scale.fault)
  return scale
}
const levelsOf = (text: RangeText, whole = false): readonly unknown[] => {
  const scale = scaleOf(text, whole)
  return levelShares(scale).map((share) => scale.at(share))
}
const faultOf = (text: RangeText): string => {
  const scale = parameterScale(text, false)
  return 'fault' in scale ? scale.fault : ''
}

describe('the levels of a range', () => {
  test.each<[string, readonly string[]]>([
    ['0.5%..3%:6', ['0.5%', '1.0%', '1.5%', '2.0%', '2.5%', '3.0%']],
    ['0..5_000_000:5', ['0', '1250000', '2500000', '3750000', '5000000']],
    ['0..5%:6', ['0%', '1%', '2%', '3%', '4%', '5%']],
    ['0..1:5', ['0.00', '0.25', '0.50', '0.75', '1.00']],
    ['1..1_000:4:log', ['1', '10', '100', '1000']],
    ['1s..100s:3:log', ['1s', '10s', '100s']],
    ['-1bps..1bps:3', ['-1bps', '0bps', '1bps']],
    ['0..4', ['0', '1', '2', '3', '4']],
    ['1 % .. 2 %:2', ['1%', '2%']],
  ])('%s', (text, levels) => {
    expect(levelsOf(text)).toEqual(levels)
  })

  test('that no decimal shows are rounded by less than a thousandth of their distance', () => {
    for (const text of ['0..1:4', '1..10:6:log', '0.07..0.5:8']) {
      const levels = levelsOf(text).map(Number)
      const closest = Math.min(...levels.slice(1).map((x, i) => x - levels[i]))
      const [low, high] = [levels[0], levels[levels.length - 1]]
      const exact = levelShares(scaleOf(text)).map((share) =>
        text.endsWith('log')
          ? new Decimal(low).times(new Decimal(high).div(low).pow(share)).toNumber()
          : low + (high - low) * share,
      )
      for (const [i, x] of levels.entries()) expect(Math.abs(x - exact[i])).toBeLessThanOrEqual(closest / 1000)
    }
  })

  test('of a count are whole numbers', () => {
    expect(levelsOf('10..25:4', true)).toEqual(['10', '15', '20', '25'])
    expect(levelsOf('1..6:3', true)).toEqual(['1', '4', '6'])
  })

  test('of a list are its values, as numbers, texts or maps', () => {
    expect(levelsOf('1%, 2%,5%')).toEqual(['1%', '2%', '5%'])
    expect(levelsOf(['linear', { kind: 'full' }, 3])).toEqual(['linear', { kind: 'full' }, 3])
    expect(levelsOf(['alone'])).toEqual(['alone'])
  })

  test('between them points fall as finely as a design asks, not only on the decimals of the ends', () => {
    const scale = scaleOf('1%..5%')
    const values = Array.from({ length: 64 }, (_, i) => scale.at((i + 0.3) / 64))
    expect(new Set(values).size).toBe(64)
    expect(scaleOf('0..1').at(0.123)).toBe('0.12300')
  })
})

describe('a range that is none', () => {
  test.each<[RangeText, string]>([
    ['9..1', 'is reversed: 9 is above 1'],
    ['-1..-2', 'is reversed: -1 is above -2'],
    ['1%..1.0%', 'is empty'],
    ['', 'must be a range'],
    ['3', 'must be a range'],
    ['a..b', 'must be a range'],
    ['1..2:three', 'must be a range'],
    ['1..2:log:3', 'must be a range'],
    ['1%..2bps', 'must have one unit at both ends, not % and bps'],
    ['1..2:1', 'must have 2 to 10000 levels, not 1'],
    ['1..2:10001', 'must have 2 to 10000 levels, not 10001'],
    ['0..2:4:log', 'must begin above 0 for a log scale, not at 0'],
    ['-1..2:log', 'must begin above 0 for a log scale, not at -1'],
    [[], 'is empty'],
  ])('%j', (text, fault) => {
    expect(faultOf(text)).toContain(fault)
  })
})

/** A range as a user could write it. */
const ranges = fc
  .record({
    low: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    width: fc.integer({ min: 1, max: 10_000_000 }),
    digits: fc.integer({ min: 0, max: 6 }),
    levels: fc.integer({ min: 2, max: 40 }),
    log: fc.boolean(),
    unit: fc.constantFrom('', '%', 'bps'),
  })
  .map(({ low, width, digits, levels, log, unit }) => {
    const from = log ? Math.abs(low) + 1 : low
    const text = (x: number): string => new Decimal(x).div(new Decimal(10).pow(digits)).toFixed(digits)
    return {
      text: `${text(from)}${unit}..${text(from + width)}${unit}:${levels}${log ? ':log' : ''}`,
      ends: [text(from), text(from + width)].map(Number),
      unit,
      levels,
    }
  })

const numberOf = (value: unknown): number => Number.parseFloat(String(value))

describe('any range', () => {
  test('has levels that rise strictly from its first end to its last, each in its unit', () => {
    fc.assert(
      fc.property(ranges, ({ text, ends, unit, levels }) => {
        const values = levelsOf(text)
        const numbers = values.map(numberOf)
        expect(values).toHaveLength(levels)
        for (const value of values) expect(value).toMatch(new RegExp(`^-?\\d+(\\.\\d+)?${unit}$`))
        for (const [i, x] of numbers.entries()) if (i > 0) expect(x).toBeGreaterThan(numbers[i - 1])
        expect([numbers[0], numbers[levels - 1]]).toEqual(ends)
      }),
    )
  })

  test('is gone through upwards, and never left', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(ranges, share, share, ({ text, ends, levels }, a, b) => {
        const scale = scaleOf(text)
        // A level of the grid beside any point, where they are nearly the same.
        const level = Math.round(a * (levels - 1)) / (levels - 1)
        for (const [x, y] of [
          [a, b],
          [a, level],
          [level, b],
        ]) {
          const [low, high] = [scale.at(Math.min(x, y)), scale.at(Math.max(x, y))].map(numberOf)
          expect(low).toBeLessThanOrEqual(high)
          expect(low).toBeGreaterThanOrEqual(ends[0])
          expect(high).toBeLessThanOrEqual(ends[1])
        }
      }),
    )
  })
})

describe('a range of durations', () => {
  test.each(['100ms..1000ms', '1s..5s', '1m..5m', '1h..3h', '1d..2d', '0.5s..2s:7:log'])(
    '%s holds whole milliseconds only',
    (text) => {
      const scale = scaleOf(text)
      for (let i = 0; i <= 1000; i++) expect(() => millisecondsOf(String(scale.at(i / 1000)))).not.toThrow()
    },
  )

  test('of counts has as many levels as there are counts, five at most', () => {
    const levels = (text: string): number => scaleOf(text, true).levels
    expect(['2..4', '1..2', '10..20', '0..4'].map(levels)).toEqual([3, 2, 5, 5])
  })
})
