import { expect, test } from 'vitest'
import { FORMULA_AGGREGATES } from '../../src/formula/formula-aggregates.ts'
import { leastForQuantile, quantileOfSorted } from '../../src/numeric/quantile.ts'

test('ten values lie beyond a quantile that may be told, on its nearer side', () => {
  const needed = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.01, 0.05, 0.3].map(leastForQuantile)
  expect(needed).toEqual([20, 40, 100, 200, 1000, 10_000, 1000, 200, 34])
})

test('formulas refuse by the same rule', () => {
  for (const [name, { least }] of Object.entries(FORMULA_AGGREGATES)) {
    if (/^p\d+$/.test(name)) expect(least).toBe(leastForQuantile(Number(name.slice(1)) / 100))
  }
})

test('a quantile lies between two values on a straight line', () => {
  expect([0.25, 0.5].map((share) => quantileOfSorted([1, 2, 4, 8], share))).toEqual([1.75, 3])
  expect(quantileOfSorted([1, 2, 4, 8], 0.9)).toBeCloseTo(6.8, 14)
  expect(quantileOfSorted([7], 0.99)).toBe(7)
})

test('a share outside of (0, 1) is refused', () => {
  for (const share of [0, 1, -0.5, 95, Number.NaN])
    expect(() => leastForQuantile(share)).toThrow(/a share lies between/)
})
