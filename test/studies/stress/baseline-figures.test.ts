import { expect, test } from 'vitest'
import type { Series } from '../../../src/simulation/recorder.ts'
import { baselineFigures, sampleAt } from '../../../src/studies/stress/baseline-figures.ts'

/** A sample a minute. */
const series = (fundingRatePico: readonly number[], openInterestLots: number, markMicros: number): Series => ({
  columns: ['timeMs', 'fundingRatePico', 'openInterestLots', 'markMicros'],
  values: [
    Float64Array.from(fundingRatePico, (_, minute) => minute * 60_000),
    Float64Array.from(fundingRatePico),
    // Grows by ten lots a minute.
    Float64Array.from(fundingRatePico, (_, minute) => openInterestLots + 10 * minute),
    new Float64Array(fundingRatePico.length).fill(markMicros),
  ],
})

test('the 95th percentile is that of the size of the rate, whoever pays, from the first payment on', () => {
  const rates = Array.from({ length: 201 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (i + 100) * 1e6)
  const run = series([0, 0, 0, ...rates], 0, 1)
  // 100 … 300 millionths of a percent: 95 % of the way from the least to the largest.
  expect(baselineFigures([run], 0).fundingRateP95).toBeCloseTo(290e-6, 12)
})

test('it is left out where fewer than 200 samples tell it, all runs together', () => {
  const half = series(new Array(100).fill(5e6), 0, 1)
  expect(baselineFigures([half], 0)).not.toHaveProperty('fundingRateP95')
  expect(baselineFigures([half, half], 0).fundingRateP95).toBe(5e-6)
  const never = series(new Array(300).fill(0), 0, 1)
  expect(baselineFigures([never], 0)).not.toHaveProperty('fundingRateP95')
})

test('open interest and mark are means over the runs of the last sample before the stress', () => {
  const runs = [series([0, 0, 0], 100, 3_000_000), series([0, 0, 0], 201, 4_000_000)]
  expect(baselineFigures(runs, 119_999).openInterest).toEqual({ lots: 160, markMicros: 3_500_000 })
  expect(baselineFigures([], 0)).toEqual({})
})

test('the last sample before a time is none before the first, and the last one after the end', () => {
  expect([9, 10, 19, 20, 99].map((time) => sampleAt([10, 20, 30], time))).toEqual([-1, 0, 0, 1, 2])
})
