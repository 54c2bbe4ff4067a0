import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastWithin } from '../../../src/engines/virtual-amm/last-within.ts'

test('finds the last number within a bound from any guess', () => {
  const big = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))
  fc.assert(
    fc.property(big, big, fc.oneof(big, fc.double()), (bound, most, guess) => {
      expect(lastWithin((x) => x <= bound, guess, most)).toBe(Math.min(bound, most))
    }),
    { seed: 1, numRuns: 2000 },
  )
})

test('a good guess costs a few looks', () => {
  let looks = 0
  const near = (x: number): boolean => {
    looks++
    return x <= 1e15
  }
  expect(lastWithin(near, 1e15 - 1, Number.MAX_SAFE_INTEGER)).toBe(1e15)
  expect(looks).toBeLessThanOrEqual(4)
})
