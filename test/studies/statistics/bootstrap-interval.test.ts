import { describe, expect, test } from 'vitest'
import { normalProbability, normalQuantile } from '../../../src/numeric/normal-distribution.ts'
import { quantileOfSorted } from '../../../src/numeric/quantile.ts'
import { bootstrapInterval } from '../../../src/studies/statistics/bootstrap-interval.ts'
import { samples, shareOf } from './samples.ts'

const known = (values: readonly number[], seed = 1, resamples = 2000) => {
  const found = bootstrapInterval(values, { seed, resamples })
  if (found.kind !== 'interval') throw new Error(found.kind)
  return found
}

const covers = (sample: readonly number[], truth: number, seed: number): boolean => {
  const { low, high } = known(sample, seed, 400)
  return low <= truth && truth <= high
}

describe('the bootstrap interval of a mean', () => {
  const skewed = [0.1, 0.4, 0.5, 0.9, 1.7, 6.2]

  // Three standard deviations of a share of 500 trials are 2.9 points at 95 %.
  test.each([6, 8, 16])('covers the mean of %i normal values 95 times in 100', (count) => {
    const next = samples(11, (stream) => 3 + stream.normal())
    const share = shareOf(500, (trial) => covers(next(count), 3, trial))
    expect(Math.abs(share - 0.95)).toBeLessThan(0.03)
  })

  test('covers that of skewed values less often, as the essay says: exponential ones 91 times from 8 values', () => {
    const next = samples(12, (stream) => stream.exponential())
    const share = shareOf(400, (trial) => covers(next(8), 1, trial))
    expect(share).toBeGreaterThan(0.86)
    expect(share).toBeLessThan(0.95)
  })

  test('is that of all 6^6 equally likely resamples, but for the draws', () => {
    const few = [1, 1.6, 2.3, 3, 4, 5.6]
    const n = few.length
    const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length
    const all: number[] = []
    for (let code = 0; code < n ** n; code++) {
      all.push(mean(few.map((_, i) => few[Math.floor(code / n ** i) % n])))
    }
    all.sort((a, b) => a - b)
    const estimate = mean(few)
    const equal = all.filter((x) => Math.abs(x - estimate) < 1e-12).length
    const below = all.filter((x) => x < estimate - 1e-12).length
    const z0 = normalQuantile((below + equal / 2) / all.length)
    const off = few.map((x) => x - estimate)
    const a = off.reduce((s, x) => s + x ** 3, 0) / (6 * off.reduce((s, x) => s + x ** 2, 0) ** 1.5)
    const reach = 2.571 * Math.sqrt(6 / 5)
    const [low, high] = [-reach, reach].map((z) =>
      quantileOfSorted(all, normalProbability(z0 + (z0 + z) / (1 - a * (z0 + z)))),
    )
    const found = known(few, 1, 30_000)
    expect(Math.abs(found.low - low)).toBeLessThan(0.03)
    expect(Math.abs(found.high - high)).toBeLessThan(0.2)
  })

  test('reaches further to the right of a mean that is skewed to the right', () => {
    const { low, estimate, high } = known(skewed)
    expect(high - estimate).toBeGreaterThan(1.5 * (estimate - low))
  })

  test('moves and stretches with its values, and turns over with their sign, to rounding', () => {
    const base = known(skewed)
    for (const [scale, shift] of [
      [1, 1000],
      [1e6, 0],
      [2.5, -40],
    ]) {
      const moved = known(skewed.map((x) => scale * x + shift))
      const tolerance = 1e-10 * (scale * 10 + Math.abs(shift))
      expect(Math.abs(moved.low - (scale * base.low + shift))).toBeLessThan(tolerance)
      expect(Math.abs(moved.high - (scale * base.high + shift))).toBeLessThan(tolerance)
    }
    const turned = known(skewed.map((x) => 0 - x))
    expect(turned.low).toBeCloseTo(0 - base.high, 12)
    expect(turned.high).toBeCloseTo(0 - base.low, 12)
  })

  test('turns over with the sign of values that are often equal, too', () => {
    const counts = [0, 0, 0, 1, 1, 0, 3, 0]
    const base = known(counts)
    const turned = known(counts.map((x) => 0 - x))
    expect(turned.low).toBeCloseTo(0 - base.high, 12)
    expect(turned.high).toBeCloseTo(0 - base.low, 12)
  })

  test('has the same bits for the same seed, others for another, and hardly moves with it', () => {
    const values = samples(3, (stream) => stream.normal())(20)
    expect(known(values)).toEqual(known(values))
    expect(known(values, 2)).not.toEqual(known(values))
    expect(Math.abs(known(values, 2).low - known(values).low)).toBeLessThan(0.1)
  })

  test('stays within the sample', () => {
    const next = samples(4, (stream) => stream.exponential())
    for (let i = 0; i < 50; i++) {
      const sample = next(6)
      const { low, high, estimate } = known(sample, i, 200)
      expect(low).toBeGreaterThanOrEqual(Math.min(...sample))
      expect(high).toBeLessThanOrEqual(Math.max(...sample))
      expect(low <= estimate && estimate <= high).toBe(true)
    }
  })
})

describe('a sample without an interval says so', () => {
  test('fewer than six values are too few', () => {
    expect(bootstrapInterval([], { seed: 1 })).toEqual({ kind: 'too-few', estimate: undefined, count: 0, needed: 6 })
    expect(bootstrapInterval([5], { seed: 1 })).toEqual({ kind: 'too-few', estimate: 5, count: 1, needed: 6 })
    expect(bootstrapInterval([1, 2, 3, 4, 5], { seed: 1 }).kind).toBe('too-few')
    expect(bootstrapInterval([1, 2, 3, 4, 5, 6], { seed: 1 }).kind).toBe('interval')
  })

  test('equal values have no spread', () => {
    expect(bootstrapInterval(new Array(8).fill(3), { seed: 1 })).toEqual({ kind: 'no-spread', estimate: 3, count: 8 })
  })

  test('nor has a statistic that no resample changes', () => {
    const least = (values: readonly number[]) => (values.length > 0 ? 4 : 0)
    expect(bootstrapInterval([1, 2, 3, 4, 5, 6], { seed: 1 }, least).kind).toBe('no-spread')
  })
})

test('other statistics have intervals too: the median of 15 normal values', () => {
  const median = (values: readonly number[]) =>
    quantileOfSorted(
      [...values].sort((a, b) => a - b),
      0.5,
    )
  const next = samples(21, (stream) => stream.normal())
  const share = shareOf(200, (trial) => {
    const found = bootstrapInterval(next(15), { seed: trial, resamples: 300 }, median)
    return found.kind === 'interval' && found.low <= 0 && found.high >= 0
  })
  expect(share).toBeGreaterThan(0.91)
})
