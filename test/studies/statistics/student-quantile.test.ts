import { expect, test } from 'vitest'
import { interval } from '../../../src/studies/interval.ts'
import { studentQuantile } from '../../../src/studies/statistics/student-quantile.ts'

test("Student's t at 97.5 % is that of the tables, and falls all the way to the normal's", () => {
  const published = [
    [1, 12.706],
    [7, 2.365],
    [30, 2.042],
    [31, 2.03951],
    [40, 2.02108],
    [60, 2.0003],
    [120, 1.97993],
    [1000, 1.96234],
  ]
  for (const [freedom, t] of published) expect(Math.abs(studentQuantile(freedom) - t)).toBeLessThan(1e-5)
  for (let freedom = 1; freedom < 500; freedom++) {
    expect(studentQuantile(freedom + 1)).toBeLessThan(studentQuantile(freedom))
  }
})

test('the interval of a mean is t standard errors to each side', () => {
  const { mean, low, high, count } = interval([1, 2, 3, 4]) ?? { mean: 0, low: 0, high: 0, count: 0 }
  // The standard deviation is sqrt(5 / 3), and t of three degrees of freedom 3.182.
  const half = (3.182 * Math.sqrt(5 / 3)) / 2
  expect([mean, count]).toEqual([2.5, 4])
  expect(low).toBeCloseTo(2.5 - half, 12)
  expect(high).toBeCloseTo(2.5 + half, 12)
})
