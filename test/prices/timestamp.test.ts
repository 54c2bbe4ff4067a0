import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timestamp, timeUnitOf } from '../../src/prices/timestamp.ts'

const instants = fc.integer({ min: 200_000_000_000, max: 4_000_000_000_000 })

test('one moment reads the same in seconds, milliseconds, microseconds, nanoseconds and as a date', () => {
  fc.assert(
    fc.property(instants, (ms) => {
      const seconds = `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`
      for (const text of [seconds, `${ms}`, `${ms}999`, `${ms}000001`, new Date(ms).toISOString()]) {
        const unit = timeUnitOf(text)
        expect(unit).toBeDefined()
        expect(timestamp(text, unit!)).toBe(ms)
      }
      expect(timestamp(`${Math.floor(ms / 1000)}`, 's')).toBe(ms - (ms % 1000))
    }),
  )
})

test.each([
  ['2023-08-17', 1692230400000],
  ['2023-08-17 21:40', 1692308400000],
  ['2023-08-17 21:40:05+00:00', 1692308405000],
  ['2023-08-17 21:40:05.123456 UTC', 1692308405123],
])('%s is a time in UTC', (text, expected) => {
  expect(timestamp(text, 'iso')).toBe(expected)
})

test.each(['12', '1692144000000.5', '2023-02-30', '2023-13-01', '2023-08-17 25:00', '-1692144000', 'now', ''])(
  '"%s" is no time',
  (text) => {
    const unit = timeUnitOf(text)
    expect(unit === undefined ? undefined : timestamp(text, unit)).toBeUndefined()
  },
)

test('a file that changes its unit is found out', () => {
  expect(timestamp('1735689600000000', 'ms')).toBeUndefined()
})
