import { describe, expect, test } from 'vitest'
import { normalProbability, normalQuantile } from '../../src/numeric/normal-distribution.ts'

describe('the normal distribution', () => {
  // Abramowitz and Stegun, table 26.1, and the usual critical values to their digits.
  test.each([
    [0, 0.5],
    [0.5, 0.691462461274013],
    [1, 0.8413447460685429],
    [1.959963984540054, 0.975],
    [2.5758293035489004, 0.995],
    [3, 0.9986501019683699],
    [5, 0.9999997133484281],
  ])('lies below %f with probability %f, and above as often below its negative', (x, probability) => {
    expect(normalProbability(x)).toBeCloseTo(probability, 14)
    expect(normalProbability(-x)).toBeCloseTo(1 - probability, 14)
  })

  test('has the quantile as the inverse of the probability', () => {
    for (let x = -5; x <= 5; x += 0.25) expect(Math.abs(normalQuantile(normalProbability(x)) - x)).toBeLessThan(1e-8)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
    expect(normalQuantile(0.5)).toBe(0)
  })

  test('ends at 0 and 1, where there is no quantile', () => {
    expect([normalProbability(-40), normalProbability(40)]).toEqual([0, 1])
    for (const p of [0, 1, -0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(/between 0 and 1/)
  })
})
