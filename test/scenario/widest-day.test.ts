import fc from 'fast-check'
import { expect, test } from 'vitest'
import { widestDay } from '../../src/scenario/build/widest-day.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

test('the day with the largest ratio of highest to lowest price is found, as by looking at each day alone', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 40 }),
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 120 }),
      (first, prices) => {
        const times = Float64Array.from(prices, (_, i) => 20_000 * DAY + (first + i) * HOUR)
        const days = new Map<number, number[]>()
        prices.forEach((price, i) => {
          const day = Math.floor(times[i] / DAY)
          days.set(day, [...(days.get(day) ?? []), price])
        })
        const ratio = (xs: readonly number[]): number => Math.max(...xs) / Math.min(...xs)
        const widest = [...days].reduce((a, b) => (ratio(b[1]) > ratio(a[1]) ? b : a))
        expect(widestDay({ kind: 'ticks', times, prices: Float64Array.from(prices) })).toBe(widest[0] * DAY)
      },
    ),
  )
})
