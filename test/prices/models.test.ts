import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GeometricBrownianMotion, geometricBrownianMotion } from '../../src/prices/geometric-brownian-motion.ts'
import { mertonJumps } from '../../src/prices/merton-jumps.ts'
import { MILLISECONDS_PER_YEAR } from '../../src/prices/model-clock.ts'
import type { PricePath } from '../../src/prices/price-path.ts'
import { twoRegimeVolatility } from '../../src/prices/two-regime-volatility.ts'

const DAY = 86_400_000
const clock = { seed: 7, market: 0, start: 3_000_000_000_000, horizon: DAY, step: 1000 }
const brownian: GeometricBrownianMotion = { ...clock, drift: 0, volatility: 0.6 }
const jumps = { ...brownian, jumpsPerYear: 20_000, jumpMean: -0.01, jumpDeviation: 0.01 }
const regimes = {
  ...clock,
  drift: 0,
  calm: 0.3,
  stressed: 2,
  calmStay: 7_200_000,
  stressedStay: 1_800_000,
  startIn: 'calm' as const,
}

const models: readonly (readonly [string, (seed: number) => PricePath])[] = [
  ['geometric Brownian motion', (seed) => geometricBrownianMotion({ ...brownian, seed })],
  ['Merton jumps', (seed) => mertonJumps({ ...jumps, seed })],
  ['two-regime volatility', (seed) => twoRegimeVolatility({ ...regimes, seed })],
]

const logReturns = (path: PricePath, step: number): number[] =>
  Array.from({ length: Math.floor(path.end / step) }, (_, k) =>
    Math.log(path.priceAt((k + 1) * step) / path.priceAt(k * step)),
  )
const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0)
const realised = (returns: readonly number[], step: number): number =>
  Math.sqrt(((sum(returns.map((x) => x * x)) / returns.length) * MILLISECONDS_PER_YEAR) / step)

describe.each(models)('%s', (_, model) => {
  const path = model(7)

  test('gives the same bits whatever is asked, in whatever order', () => {
    const again = model(7)
    fc.assert(
      fc.property(fc.array(fc.nat({ max: DAY }), { maxLength: 50 }), (times) => {
        const forward = times.map((t) => path.priceAt(t))
        const backward = [...times].reverse().map((t) => again.priceAt(t))
        expect(backward.reverse()).toEqual(forward)
      }),
    )
  })

  test('starts where it is told, stays positive and whole, and differs by seed', () => {
    expect(path.priceAt(0)).toBe(clock.start)
    expect(path.end).toBe(DAY)
    expect(model(8).priceAt(DAY)).not.toBe(path.priceAt(DAY))
    fc.assert(fc.property(fc.nat({ max: DAY }), (t) => Number.isSafeInteger(path.priceAt(t)) && path.priceAt(t) > 0))
  })

  test('a span holds every price within it and no more', () => {
    fc.assert(
      fc.property(fc.nat({ max: DAY - 5000 }), fc.nat({ max: 5000 }), (from, length) => {
        const { low, high } = path.between(from, from + length)
        const seen = Array.from({ length: length + 1 }, (_, i) => path.priceAt(from + i))
        expect([low, high]).toEqual([Math.min(...seen), Math.max(...seen)])
      }),
      { numRuns: 30 },
    )
  })
})

describe('geometric Brownian motion', () => {
  test('has its volatility: 86,400 squared returns are within 2 % of it', () => {
    expect(Math.abs(realised(logReturns(geometricBrownianMotion(brownian), 1000), 1000) / 0.6 - 1)).toBeLessThan(0.02)
  })

  test('grows at its drift on average: 400 years within four standard errors', () => {
    const growth = Array.from({ length: 400 }, (_, seed) => {
      const year = { ...brownian, seed, drift: 0.5, volatility: 0.4, horizon: MILLISECONDS_PER_YEAR, step: DAY * 5 }
      return geometricBrownianMotion(year).priceAt(MILLISECONDS_PER_YEAR) / clock.start
    })
    const expected = Math.exp(0.5)
    const error = (expected * Math.sqrt(Math.exp(0.16) - 1)) / 20
    expect(Math.abs(sum(growth) / 400 - expected)).toBeLessThan(4 * error)
  })

  test('without volatility grows by the formula', () => {
    const path = geometricBrownianMotion({ ...brownian, volatility: 0, drift: 1 })
    expect(path.priceAt(DAY)).toBe(Math.round(clock.start * Math.exp(DAY / MILLISECONDS_PER_YEAR)))
  })

  test('returns of markets with other numbers are unrelated', () => {
    const a = logReturns(geometricBrownianMotion(brownian), 1000)
    const b = logReturns(geometricBrownianMotion({ ...brownian, market: 1 }), 1000)
    const norm = Math.sqrt(sum(a.map((x) => x * x)) * sum(b.map((x) => x * x)))
    expect(Math.abs(sum(a.map((x, i) => x * b[i])) / norm)).toBeLessThan(4 / Math.sqrt(a.length))
  })

  test('a longer horizon leaves the days before it alone', () => {
    const long = geometricBrownianMotion({ ...brownian, horizon: 2 * DAY })
    expect(long.priceAt(DAY)).toBe(geometricBrownianMotion(brownian).priceAt(DAY))
  })

  test('refuses all wrong figures at once, with value, rule and unit', () => {
    const wrong = { ...brownian, volatility: -1, drift: Number.NaN, step: 0, start: 0.5 }
    expect(() => geometricBrownianMotion(wrong)).toThrow(
      [
        'geometric Brownian motion: start: 0.5 must be a whole number of price micro-units, at least 1',
        'geometric Brownian motion: step: 0 must be a whole number of milliseconds, at least 1',
        'geometric Brownian motion: step: 0 ms cuts the horizon of 86400000 ms into more than 50000000 steps',
        'geometric Brownian motion: drift: NaN must be a rate a year from -1000 to 1000',
        'geometric Brownian motion: volatility: -1 must be an annualised volatility from 0 to 100 (10,000 %)',
      ].join('\n'),
    )
  })

  test('a price that leaves 2^53 is refused with its time', () => {
    const steep = { ...brownian, drift: 1000, volatility: 0, horizon: 30 * DAY, step: DAY }
    expect(() => geometricBrownianMotion(steep)).toThrow(/at 259200000 ms the price is .* outside 1 … 2\^53 - 1/)
  })
})

describe('Merton jumps', () => {
  test('without jumps are the Brownian motion of the same seed, bit for bit', () => {
    const path = mertonJumps({ ...jumps, jumpsPerYear: 0 })
    expect(logReturns(path, 60_000)).toEqual(logReturns(geometricBrownianMotion(brownian), 60_000))
  })

  test('jump as often and as far as told', () => {
    const still = mertonJumps({ ...jumps, volatility: 0, horizon: 30 * DAY, step: 60_000, jumpsPerYear: 5000 })
    const jumped = logReturns(still, 60_000).filter((x) => Math.abs(x) > 2e-4)
    const expected = (5000 * 30) / 365
    expect(Math.abs(jumped.length - expected)).toBeLessThan(5 * Math.sqrt(expected))
    expect(Math.abs(sum(jumped) / jumped.length + 0.01)).toBeLessThan((5 * 0.01) / Math.sqrt(jumped.length))
  })

  test('are compensated: the expected growth is the drift', () => {
    const growth = Array.from({ length: 400 }, (_, seed) => {
      const year = { ...jumps, seed, volatility: 0.2, jumpsPerYear: 20, jumpMean: -0.05, jumpDeviation: 0.05 }
      return mertonJumps({ ...year, horizon: MILLISECONDS_PER_YEAR, step: DAY * 5 }).priceAt(MILLISECONDS_PER_YEAR)
    })
    expect(Math.abs(sum(growth) / 400 / clock.start - 1)).toBeLessThan(4 * (0.39 / 20))
  })
})

describe('two-regime volatility', () => {
  test('is calm or stressed for stays of the given mean', () => {
    const month = { ...regimes, horizon: 30 * DAY, step: 10_000 }
    const returns = logReturns(twoRegimeVolatility(month), 10_000)
    const windows = Array.from({ length: Math.floor(returns.length / 60) }, (_, w) =>
      realised(returns.slice(w * 60, w * 60 + 60), 10_000),
    )
    const stressed = windows.filter((v) => v > 1).length / windows.length
    expect(Math.abs(stressed - 0.2)).toBeLessThan(0.06)
    const expected = Math.sqrt(0.8 * 0.09 + 0.2 * 4)
    expect(Math.abs(realised(returns, 10_000) / expected - 1)).toBeLessThan(0.15)
  })

  test('with equal regimes is the Brownian motion of the same seed, bit for bit', () => {
    const path = twoRegimeVolatility({ ...regimes, calm: 0.6, stressed: 0.6 })
    expect(logReturns(path, 60_000)).toEqual(logReturns(geometricBrownianMotion(brownian), 60_000))
  })
})
