import { describe, expect, test } from 'vitest'
import { REDUCE_ONLY } from '../../src/market/order-flags.ts'
import { BUY, SELL, signOf } from '../../src/market/side.ts'
import type { Outgoing } from '../../src/market/transaction.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { RandomStream } from '../../src/numeric/random.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { stepsWanted, type TrendParameters, trend } from '../../src/traders/trend.ts'
import { TrendSignal } from '../../src/traders/trend-signal.ts'
import { SAMPLE_PRICE, sampleSight, sampleView } from './sample-sight.ts'

const defaults = traderDefaults(1_000_000).trend
const seat = { seed: 5, group: 1, count: 1, start: 0 }
const STEP = 30_000

/** Runs one follower along a path of prices, a step of 30 s each; its orders fill at once. */
const follow = (
  prices: readonly number[],
  changes: Partial<TrendParameters> = {},
): { sizes: number[]; sent: Outgoing[] } => {
  const follower = trend(seat, { ...defaults, tasteSigma: 0, dispositionShare: 0, ...changes })
  const equity = follower.deposit(0)
  let size = 0
  const sent: Outgoing[] = []
  const sizes = prices.map((price, i) => {
    const notional = Math.abs(size) * price
    const account = { equity, free: Math.floor(equity - notional / 40), size, notional }
    follower.wake(0, i * STEP + 1, sampleSight({ time: i * STEP, market: sampleView(price), account }), (order) => {
      sent.push(order)
      size += signOf(order.side!) * order.lots!
    })
    return size
  })
  return { sizes, sent }
}

/** A quiet market, then a steady move of `total` over `steps`. */
const path = (total: number, steps = 60): number[] => {
  const quiet = Array.from({ length: 120 }, (_, i) => SAMPLE_PRICE + (i % 2) * 300)
  return [
    ...quiet,
    ...Array.from({ length: steps }, (_, i) => Math.round(SAMPLE_PRICE * (1 + (total * (i + 1)) / steps))),
  ]
}

describe('trend followers', () => {
  test('stay out of a market that goes nowhere', () => {
    expect(follow(path(0)).sent).toEqual([])
  })

  test('buy a rise and sell a fall, in steps, up to their leverage', () => {
    for (const [total, side] of [
      [0.06, BUY],
      [-0.06, SELL],
    ] as const) {
      const { sent, sizes } = follow(path(total))
      expect(sent.length).toBeGreaterThan(1)
      expect(new Set(sent.map((order) => order.side))).toEqual(new Set([side]))
      const deposit = trend(seat, defaults).deposit(0)
      const leverage = (Math.abs(sizes.at(-1)!) * SAMPLE_PRICE) / deposit
      expect(leverage).toBeGreaterThan(12)
      expect(leverage).toBeLessThan(21.5)
    }
  })

  test('leave when the trend turns, with orders that only reduce', () => {
    const turn = [
      ...path(0.06),
      ...path(-0.03)
        .slice(120)
        .map((price) => Math.round(price * 1.06)),
    ]
    const { sent } = follow(turn, { watches: 'mid' })
    const out = sent.find((order) => order.side === SELL)!
    expect(out.flags! & REDUCE_ONLY).toBe(REDUCE_ONLY)
    expect(follow(turn).sizes.at(-1)!).toBeLessThanOrEqual(0)
  })

  test('who cannot bear a loss keeps a losing position through a crash', () => {
    const crash = [
      ...path(0.02, 40),
      ...Array.from({ length: 40 }, (_, i) => Math.round(SAMPLE_PRICE * (1.02 - 0.003 * (i + 1)))),
    ]
    expect(follow(crash).sizes.at(-1)!).toBeLessThanOrEqual(0)
    expect(follow(crash, { dispositionShare: 1 }).sizes.at(-1)!).toBeGreaterThan(0)
  })

  test('a stop closes the position and bars its direction until the signal has faded', () => {
    const dip = [...path(0.06), ...Array.from({ length: 3 }, () => SAMPLE_PRICE * 0.98)]
    const { sizes } = follow(dip, { stop: fraction(1, 100), exit: 100 })
    expect(sizes[dip.length - 4]).toBeGreaterThan(0)
    expect(sizes.slice(-3)).toEqual([0, 0, 0])
  })

  test('the steps wanted grow from the threshold to twice it and are odd in the signal', () => {
    expect([0, 0.99, 1, 1.49, 1.5, 1.99, 2, 9].map((s) => stepsWanted(s, 1, 3))).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
    for (let s = 0; s < 3; s += 0.1) expect(stepsWanted(0 - s, 1, 3) + stepsWanted(s, 1, 3)).toBe(0)
  })

  test('the signal of a market without a trend has mean 0 and a standard deviation of 1', () => {
    const members = 400
    const signal = new TrendSignal(new Float64Array(members).fill(1_200_000), 2_400_000)
    const draws = new RandomStream(3, 1, 0, 0)
    let sum = 0
    let squares = 0
    for (let member = 0; member < members; member++) {
      draws.of(member)
      let price = 1e9
      for (let i = 0; i <= 200; i++) {
        signal.observe(member, i * 30_000, price)
        price *= 1 + 0.0005 * draws.normal()
      }
      const strength = signal.strength(member)
      sum += strength
      squares += strength * strength
    }
    expect(Math.abs(sum / members)).toBeLessThan(0.25)
    expect(Math.sqrt(squares / members)).toBeGreaterThan(0.8)
    expect(Math.sqrt(squares / members)).toBeLessThan(1.25)
  })
})
