import { describe, expect, test } from 'vitest'
import { arbitrageur } from '../../src/traders/arbitrageur.ts'
import { marketMaker } from '../../src/traders/market-maker.ts'
import { noise } from '../../src/traders/noise.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { trend } from '../../src/traders/trend.ts'
import { type ToyRun, toyMarket } from './toy-market.ts'

const defaults = traderDefaults(1_000_000)

const run = (engine: 'curve' | 'book', crash: number): ToyRun => {
  const seat = (group: number, count: number): { seed: number; group: number; count: number; start: number } => ({
    seed: 7,
    group,
    count,
    start: 0,
  })
  const crowd = [
    noise(seat(1, 400), defaults.noise),
    trend(seat(2, 60), defaults.trend),
    marketMaker(seat(3, 5), defaults['market-maker']),
    arbitrageur(seat(4, 3), defaults.arbitrageur),
  ]
  return toyMarket(crowd, engine, { hours: 1.5, crash })
}

describe.each(['curve', 'book'] as const)('the default crowd on a %s', (engine) => {
  test('in calm: the basis stays within the costs of arbitrage, both sides are quoted, nobody is liquidated', () => {
    const { basisBps, liquidated, empty, traded, openInterest } = run(engine, 0)
    const sorted = [...basisBps].sort((a, b) => a - b)
    expect(Math.abs(sorted[sorted.length >> 1])).toBeLessThan(12)
    expect(sorted[Math.floor(sorted.length * 0.99)]).toBeLessThan(30)
    expect(sorted[Math.floor(sorted.length * 0.01)]).toBeGreaterThan(-30)
    expect(empty).toBeLessThan(5)
    expect(liquidated).toEqual({})
    // Quote a crowd of this size trades in an hour and a half, and the positions that trend followers build.
    expect(traded.noise).toBeGreaterThan(5_000_000)
    expect(openInterest.at(-1)! / 1e6).toBeGreaterThan(500_000)
  })

  test('in a crash of 12 % within ten minutes: leveraged longs are liquidated, makers and arbitrageurs are not', () => {
    const { liquidated } = run(engine, -0.12)
    expect(liquidated.trend).toBeGreaterThan(5)
    expect(liquidated['market-maker'] ?? 0).toBe(0)
    expect(liquidated.arbitrageur ?? 0).toBe(0)
  })
})
