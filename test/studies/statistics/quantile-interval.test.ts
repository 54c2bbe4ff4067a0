import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantileInterval } from '../../../src/studies/statistics/quantile-interval.ts'
import { quantileRanks } from '../../../src/studies/statistics/quantile-ranks.ts'
import { samples, shareOf } from './samples.ts'

/** Exact probabilities of 0 to n successes, times 100^n, in BigInt. */
const exactBinomial = (n: number, percent: number): readonly bigint[] => {
  let row = [1n]
  for (let i = 0; i < n; i++) {
    const next: bigint[] = new Array(row.length + 1).fill(0n)
    row.forEach((x, k) => {
      next[k] += x * BigInt(100 - percent)
      next[k + 1] += x * BigInt(percent)
    })
    row = next
  }
  return row
}

describe('ranks that enclose a quantile', () => {
  // Conover, Practical Nonparametric Statistics, table of the binomial; the sign test's intervals of the median.
  test.each([
    [6, 1, 6, 0.96875],
    [8, 1, 8, 0.9921875],
    [9, 2, 8, 0.9609375],
    [10, 2, 9, 0.978515625],
    [15, 4, 12, 0.96484375],
    [20, 6, 15, 0.9586105346679688],
    [25, 8, 18, 0.9567147493362427],
  ])('of the median of %i values are %i and %i, which cover it with %f', (count, lower, upper, coverage) => {
    const ranks = quantileRanks(count, 0.5, 0.95)
    expect([ranks.lower, ranks.upper]).toEqual([lower, upper])
    expect(ranks.coverage).toBeCloseTo(coverage, 12)
  })

  test('have each side wrong with at most half of what confidence leaves, and no nearer rank does (exact integers)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 99 }), (count, percent) => {
        const { lower = 0, upper = count + 1, coverage } = quantileRanks(count, percent / 100, 0.95)
        const weights = exactBinomial(count, percent)
        const total = 100n ** BigInt(count)
        const sum = (from: number, to: number) => weights.slice(from, to).reduce((s, w) => s + w, 0n)
        expect(40n * sum(0, lower) <= total).toBe(true)
        expect(40n * sum(upper, count + 1) <= total).toBe(true)
        expect(lower === count || 40n * sum(0, lower + 1) > total).toBe(true)
        expect(upper === 1 || 40n * sum(upper - 1, count + 1) > total).toBe(true)
        expect(coverage).toBeCloseTo(Number((sum(lower, upper) * 10n ** 15n) / total) / 1e15, 12)
      }),
      { seed: 5 },
    )
  })

  test('are missing on the side where the sample ends too soon', () => {
    expect(quantileRanks(5, 0.5, 0.95)).toMatchObject({ lower: undefined, upper: undefined, coverage: 1 })
    // No value of 30 lies beyond p95 with probability 0.95^30 = 21 %.
    const few = quantileRanks(30, 0.95, 0.95)
    expect(few.upper).toBeUndefined()
    expect(few.lower).toBe(26)
  })

  test('hold for a million values', () => {
    const { lower, upper, coverage } = quantileRanks(1_000_000, 0.5, 0.95)
    // 1.96 standard deviations of 500 around the middle.
    expect([lower, upper]).toEqual([499_020, 500_981])
    expect(coverage).toBeGreaterThan(0.95)
    expect(coverage).toBeLessThan(0.951)
  })
})

describe('the interval of a quantile', () => {
  test.each([
    [0.5, 41, 0],
    [0.95, 200, 1.6448536269514722],
    [0.1, 150, -1.2815515655446004],
  ])('covers that of normal values (p = %f, n = %i) as often as it says', (share, count, truth) => {
    const next = samples(41, (stream) => stream.normal())
    let said = 0
    const hit = shareOf(1000, () => {
      const found = quantileInterval(next(count), share)
      if (found.kind !== 'interval' || found.low === undefined || found.high === undefined) throw new Error(found.kind)
      said = found.coverage
      return found.low <= truth && truth <= found.high
    })
    expect(said).toBeGreaterThanOrEqual(0.95)
    expect(Math.abs(hit - said)).toBeLessThan(0.021)
  })

  test('lies between the values of its ranks: the 14th and 27th of 40 for the median', () => {
    const values = Array.from({ length: 40 }, (_, i) => ((i * 7) % 40) + 1)
    expect(quantileInterval(values, 0.5)).toMatchObject({ estimate: 20.5, low: 14, high: 27, count: 40 })
    expect(quantileRanks(40, 0.5, 0.95)).toMatchObject({ lower: 14, upper: 27 })
  })

  test('is refused where fewer than ten values would lie beyond', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i)
    expect(quantileInterval(values.slice(1), 0.99)).toEqual({ kind: 'too-few', needed: 1000, count: 999 })
    expect(quantileInterval(values, 0.99).kind).toBe('interval')
    expect(quantileInterval(values.slice(0, 199), 0.95)).toEqual({ kind: 'too-few', needed: 200, count: 199 })
    expect(quantileInterval(values.slice(0, 200), 0.95).kind).toBe('interval')
    expect(quantileInterval(values.slice(0, 199), 0.05).kind).toBe('too-few')
    expect(quantileInterval(values.slice(0, 19), 0.5)).toEqual({ kind: 'too-few', needed: 20, count: 19 })
  })

  test('holds the estimate, in any order of the values, and moves with every rising change of them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 40, maxLength: 90 }), (values) => {
        const found = quantileInterval(values, 0.75)
        if (found.kind !== 'interval') throw new Error(found.kind)
        const { low, high, estimate } = found
        expect((low as number) <= estimate && estimate <= (high as number)).toBe(true)
        expect(quantileInterval(values.toReversed(), 0.75)).toEqual(found)
        const cubed = quantileInterval(
          values.map((x) => x ** 3),
          0.75,
        )
        expect(cubed).toMatchObject({ low: (low as number) ** 3, high: (high as number) ** 3 })
      }),
      { seed: 6 },
    )
  })
})
