import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PICO_LIMIT } from '../../src/funding/pico.ts'
import { PremiumIndex } from '../../src/funding/premium-index.ts'

const Wide = Decimal.clone({ precision: 60 })
const premium = fc.oneof(fc.integer({ min: -PICO_LIMIT, max: PICO_LIMIT }), fc.integer({ min: -5, max: 5 }))
const runs = fc.array(fc.record({ premium, times: fc.integer({ min: 1, max: 9 }) }), { maxLength: 60 })

const mean = (samples: readonly number[], weight: (k: number) => number): number => {
  let sum = new Wide(0)
  let weights = 0
  for (const [k, sample] of samples.entries()) {
    sum = sum.plus(new Wide(sample).times(weight(k)))
    weights += weight(k)
  }
  return weights === 0 ? 0 : sum.dividedBy(weights).toDecimalPlaces(0, Decimal.ROUND_DOWN).toNumber() + 0
}

const flat = (list: readonly { premium: number; times: number }[]): number[] =>
  list.flatMap(({ premium: sample, times }) => Array.from({ length: times }, () => sample))

describe('a window closes with the exact mean of its samples, cut toward zero', () => {
  test('with equal weights', () => {
    fc.assert(
      fc.property(runs, (list) => {
        const index = new PremiumIndex({ mean: 'equal' })
        for (const { premium: sample, times } of list) index.add(sample, times)
        expect(index.close()).toBe(mean(flat(list), () => 1))
        expect(index.samples).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  test('with weights 1, 2, 3, … (Binance)', () => {
    fc.assert(
      fc.property(runs, (list) => {
        const index = new PremiumIndex({ mean: 'linear' })
        for (const { premium: sample, times } of list) index.add(sample, times)
        expect(index.close()).toBe(mean(flat(list), (k) => k + 1))
      }),
      { numRuns: 200 },
    )
  })

  test('with zeros up to a minimum (dYdX v4)', () => {
    fc.assert(
      fc.property(runs, fc.nat({ max: 200 }), (list, minimum) => {
        const index = new PremiumIndex({ mean: 'equal', minimum })
        for (const { premium: sample, times } of list) index.add(sample, times)
        const samples = flat(list)
        while (samples.length < minimum) samples.push(0)
        expect(index.close()).toBe(mean(samples, () => 1))
      }),
      { numRuns: 200 },
    )
  })
})

test('the latest sample alone counts where the rule averages itself', () => {
  const index = new PremiumIndex({ mean: 'latest' })
  index.add(5, 10)
  index.add(-7, 1)
  expect(index.close()).toBe(-7)
})

test('a window without samples repeats the index before, or is zero', () => {
  for (const [empty, expected] of [
    ['last', 40],
    ['zero', 0],
  ] as const) {
    const index = new PremiumIndex({ mean: 'equal', empty })
    index.add(40, 3)
    index.close()
    expect(index.close()).toBe(expected)
  }
})

test('what cannot be summed exactly is refused, and so is padding of an uneven mean', () => {
  const index = new PremiumIndex({ mean: 'linear' })
  expect(() => index.add(PICO_LIMIT, 100_000)).toThrow(/sample less often/)
  expect(() => new PremiumIndex({ mean: 'linear', minimum: 60 })).toThrow(/needs mean "equal"/)
  expect(() => new PremiumIndex({ mean: 'equal', minimum: -1 })).toThrow(/-1 must be a whole number/)
})
