import { Decimal } from 'decimal.js'
import { expect, test } from 'vitest'
import { lnFactorial, poissonByInversion } from '../../src/numeric/poisson.ts'

test('ln(k!) agrees with decimals, across the seam of table and series', () => {
  const Precise = Decimal.clone({ precision: 40 })
  let sum = new Precise(0)
  for (let k = 1; k <= 400; k++) {
    sum = sum.plus(new Precise(k).ln())
    expect(Math.abs(lnFactorial(k) - sum.toNumber())).toBeLessThanOrEqual(2e-15 * Math.max(1, sum.toNumber()))
  }
  expect(lnFactorial(0)).toBe(0)
})

test('inversion rises with its uniform and with the mean, so that paired runs stay paired', () => {
  for (let i = 0; i < 2000; i++) {
    const u = i / 2000
    expect(poissonByInversion(2, u)).toBeLessThanOrEqual(poissonByInversion(2, u + 1 / 2000))
    expect(poissonByInversion(2, u)).toBeLessThanOrEqual(poissonByInversion(2.5, u))
  }
  expect(poissonByInversion(9.99, 1 - 2 ** -53)).toBeLessThan(60)
})
