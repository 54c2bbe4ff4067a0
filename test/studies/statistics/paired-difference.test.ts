import { describe, expect, test } from 'vitest'
import { bootstrapInterval } from '../../../src/studies/statistics/bootstrap-interval.ts'
import { pairedDifference } from '../../../src/studies/statistics/paired-difference.ts'
import { samples, shareOf } from './samples.ts'

const widthOf = (values: readonly number[]): number => {
  const found = bootstrapInterval(values, { seed: 1 })
  return found.kind === 'interval' ? found.high - found.low : Number.NaN
}

describe('a paired difference', () => {
  const shared = samples(31, (stream) => 10 * stream.normal())(12)
  const own = samples(32, (stream) => stream.normal())
  const a = shared.map((x, i) => x + own(12)[i])
  const b = shared.map((x, i) => x + 2 + own(12)[i])

  test('is less than a third as wide as those of the samples where the seeds explain most of them, and clear', () => {
    const { difference, clear, count } = pairedDifference(a, b, { seed: 1 })
    if (difference.kind !== 'interval') throw new Error(difference.kind)
    expect(difference.high - difference.low).toBeLessThan(Math.min(widthOf(a), widthOf(b)) / 3)
    expect(difference.low).toBeGreaterThan(0)
    expect(clear).toBe(true)
    expect(count).toBe(12)
  })

  test('has the sign of b less a', () => {
    expect(pairedDifference(a, b, { seed: 1 }).difference.estimate).toBeGreaterThan(0)
    expect(pairedDifference(b, a, { seed: 1 }).difference.estimate).toBeLessThan(0)
    expect(pairedDifference(b, a, { seed: 1 }).clear).toBe(true)
  })

  test('that is none looks clear once in twenty', () => {
    const next = samples(33, (stream) => stream.normal())
    const share = shareOf(400, (trial) => pairedDifference(next(8), next(8), { seed: trial, resamples: 400 }).clear)
    expect(share).toBeGreaterThan(0.02)
    expect(share).toBeLessThan(0.09)
  })

  test('leaves out pairs of which one value is missing', () => {
    const { count, difference } = pairedDifference([1, undefined, 3], [2, 5, undefined], { seed: 1 })
    expect(count).toBe(1)
    expect(difference).toEqual({ kind: 'too-few', estimate: 1, count: 1, needed: 6 })
  })

  test('that is one and the same number is clear from six pairs on, unless it is zero', () => {
    const same = (count: number, by: number) =>
      pairedDifference(new Array(count).fill(1), new Array(count).fill(1 + by), { seed: 1 }).clear
    expect([same(5, 2), same(6, 2), same(6, -2), same(60, 0)]).toEqual([false, true, true, false])
  })

  test('needs as many values on both sides', () => {
    expect(() => pairedDifference([1], [1, 2], { seed: 1 })).toThrow('1 values against 2')
  })
})
