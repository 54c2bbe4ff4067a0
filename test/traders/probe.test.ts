import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUY, SELL } from '../../src/market/side.ts'
import type { Outgoing } from '../../src/market/transaction.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { type Probe, type ProbeParameters, probe } from '../../src/traders/probe.ts'
import { lotsDue, type ProbeStyle } from '../../src/traders/probe-schedule.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { SAMPLE_PRICE, sampleSight, sampleView } from './sample-sight.ts'

const seat = { seed: 1, group: 0, count: 1, start: 0 }
const LOTS = 1000
const parametersOf = (changes: Partial<ProbeParameters>): ProbeParameters => ({
  ...traderDefaults(1_000_000).probe,
  side: BUY,
  notional: LOTS * SAMPLE_PRICE,
  after: 60_000,
  ...changes,
})

/** Runs a probe; `fills` says which part of each order fills, `volume` the market's lots by time. */
const run = (
  parameters: ProbeParameters,
  {
    fills = 1,
    volume = () => 0,
    prices = () => SAMPLE_PRICE,
  }: { fills?: number; volume?: (time: number) => number; prices?: (time: number) => number } = {},
): { tester: Probe; sent: { now: number; order: Outgoing }[]; size: number } => {
  const tester = probe(seat, parameters)
  const sent: { now: number; order: Outgoing }[] = []
  let size = 0
  let now = tester.firstWake(0)
  while (now < 3_600_000) {
    const time = now - 1
    const sight = sampleSight({ time, account: { size }, volumeLots: volume(time), market: sampleView(prices(time)) })
    now = tester.wake(0, now, sight, (order) => {
      sent.push({ now: time + 1, order })
      size += (order.side === BUY ? 1 : -1) * Math.floor(order.lots! * fills)
    })
  }
  return { tester, sent, size }
}

describe('execution probe', () => {
  test('at once: one order at its time for its notional at the index, within the slippage limit', () => {
    const { sent, tester } = run(parametersOf({ slippage: fraction(1, 100) }))
    expect(sent).toHaveLength(1)
    expect(sent[0].now).toBe(60_000)
    expect(sent[0].order).toMatchObject({ side: BUY, lots: LOTS, limit: Math.floor((SAMPLE_PRICE + 5) * 1.01) })
    expect(tester.report(0)).toMatchObject({ phase: 'done', targetLots: LOTS, arrival: 60_000 })
  })

  test('what an order at once did not fill is left', () => {
    const { sent, size, tester } = run(parametersOf({}), { fills: 0.4 })
    expect([sent.length, size, tester.report(0).phase]).toEqual([1, 400, 'done'])
  })

  test('TWAP: equal slices, equally far apart', () => {
    const { sent } = run(parametersOf({ style: { kind: 'twap', slices: 8, every: 20_000 } }))
    expect(sent.map(({ order }) => order.lots)).toEqual(Array(8).fill(125))
    expect(sent.map(({ now }) => now)).toEqual(Array.from({ length: 8 }, (_, i) => 60_000 + i * 20_000))
  })

  test('TWAP catches up what slices missed, and never sends more than is left', () => {
    const { sent, size } = run(parametersOf({ style: { kind: 'twap', slices: 8, every: 20_000 } }), { fills: 0.5 })
    expect(sent).toHaveLength(9)
    expect(Math.max(...sent.map(({ order }) => order.lots!))).toBeLessThanOrEqual(375)
    expect(size).toBeGreaterThan(850)
    expect(size).toBeLessThanOrEqual(LOTS)
  })

  test('a share of volume is never exceeded, and reached in the end', () => {
    const volume = (time: number): number => Math.floor(time / 500)
    const style: ProbeStyle = { kind: 'volume-share', share: fraction(1, 5), every: 5000 }
    const { sent, size, tester } = run(parametersOf({ style }), { volume })
    let total = 0
    for (const { now, order } of sent) {
      total += order.lots!
      expect(total * 5).toBeLessThanOrEqual(volume(now) - volume(60_000 - 1))
    }
    expect([size, tester.report(0).phase]).toEqual([LOTS, 'done'])
  })

  test('after its holding time it closes in the same style with orders of the other side', () => {
    const { sent, size } = run(parametersOf({ style: { kind: 'twap', slices: 2, every: 20_000 }, hold: 300_000 }))
    expect(sent.map(({ order }) => [order.side, order.lots])).toEqual([
      [BUY, 500],
      [BUY, 500],
      [SELL, 500],
      [SELL, 500],
    ])
    expect(size).toBe(0)
    expect(sent[2].now - sent[1].now).toBeGreaterThanOrEqual(300_000)
  })

  test('its slippage limit widens in stress, up to its bound', () => {
    const storm = (time: number): number =>
      SAMPLE_PRICE +
      (time < 1_700_000 ? (Math.floor(time / 30_000) % 2) * 100 : (Math.floor(time / 30_000) % 2) * 30_000)
    const after = 1_800_000
    const widening = (widest: number): number =>
      run(parametersOf({ after, widest }), { prices: storm }).tester.report(0).widening
    expect(widening(100)).toBeGreaterThan(2)
    expect(widening(1.5)).toBe(1.5)
    expect(run(parametersOf({ after })).tester.report(0).widening).toBe(1)
  })

  test('no schedule asks for more than is left, or for less than nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ProbeStyle>(
          { kind: 'at-once' },
          { kind: 'twap', slices: 7, every: 1 },
          { kind: 'volume-share', share: fraction(1, 3), every: 1 },
        ),
        fc.record({
          target: fc.nat(10_000),
          done: fc.nat(10_000),
          unseen: fc.nat(10_000),
          send: fc.integer({ min: 1, max: 20 }),
          volume: fc.nat(100_000),
        }),
        (style, progress) => {
          const due = lotsDue(style, progress)
          expect(due).toBeGreaterThanOrEqual(0)
          expect(due).toBeLessThanOrEqual(Math.max(0, progress.target - progress.done - progress.unseen))
        },
      ),
    )
  })
})
