import { Decimal } from 'decimal.js'
import { expect, test } from 'vitest'
import { lnFactorial, poissonByInversion, poissonByRejection } from '../../src/numeric/poisson.ts'

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

test('the squeeze of the rejection accepts nothing that the full comparison would refuse', () => {
  for (const mean of [10, 10.5, 13, 25, 100, 5000]) {
    // Hoermann 1993, algorithm PTRS, steps 0 and 3.
    const b = 0.931 + 2.53 * Math.sqrt(mean)
    const a = -0.059 + 0.02483 * b
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let accepted = 0
    for (let i = 1; i < 500; i++) {
      for (let j = 1; j < 100; j++) {
        const u = i / 500
        const v = j / 100
        const k = poissonByRejection(mean, u, v)
        if (k < 0) continue
        accepted++
        const us = 0.5 - Math.abs(u - 0.5)
        const height = Math.log((v * inverseAlpha) / (a / (us * us) + b))
        expect(height).toBeLessThanOrEqual(k * Math.log(mean) - mean - lnFactorial(k) + 1e-9)
      }
    }
    expect(accepted).toBeGreaterThan(499 * 99 * 0.7)
  }
})
