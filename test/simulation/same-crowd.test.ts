import { describe, expect, test } from 'vitest'
import type { Behaviour } from '../../src/traders/behaviour.ts'
import { MINUTE, type SmallArm, smallSimulation } from './small-simulation.ts'

const arms: readonly SmallArm[] = ['amm', 'ladder', 'book']

interface Woken {
  readonly group: number
  readonly member: number
  readonly now: number
  readonly seen: number
  readonly handed: readonly (readonly [number, number])[]
}

/** Runs an arm and notes every wake-up of the crowd. */
const wakesOf = (
  arm: SmallArm,
  latency: number | undefined,
): { wakes: readonly Woken[]; blocks: readonly number[] } => {
  const wakes: Woken[] = []
  const watch = (behaviour: Behaviour, group: number): Behaviour => ({
    ...behaviour,
    wake(member, now, sight, send) {
      const handed: (readonly [number, number])[] = [[sight.time, sight.market.indexTime]]
      const next = behaviour.wake(member, now, sight, send)
      wakes.push({ group, member, now, seen: sight.time, handed })
      return next
    },
  })
  const simulation = smallSimulation({
    arm,
    watch,
    audited: false,
    horizon: 10 * MINUTE,
    ...(latency !== undefined && { latency }),
  })
  const blocks: number[] = []
  while (simulation.step()) blocks.push(simulation.block.time)
  return { wakes, blocks }
}

describe.each(arms)('on %s', (arm) => {
  test.each([0, 1, 1999, 2000, 7000])('nobody reads anything newer than a latency of %s ms allows', (latency) => {
    const { wakes, blocks } = wakesOf(arm, latency)
    expect(wakes.length).toBeGreaterThan(100)
    for (const { now, seen, handed } of wakes) {
      expect(seen).toBeLessThanOrEqual(now - latency)
      // Not older than need be either: the newest block that is old enough, or the opening state.
      const newest = blocks.findLast((time) => time <= now - latency && time < now)
      if (newest !== undefined && now - latency >= newest + 2000) expect(seen).toBe(newest)
      for (const [time, indexTime] of handed) expect(indexTime).toBeLessThanOrEqual(Math.max(0, time))
    }
  })
})

describe('changing the engine', () => {
  const noiseOf = (arm: SmallArm) =>
    wakesOf(arm, undefined)
      .wakes.filter(({ group }) => group === 0)
      .map(({ member, now }) => `${member}@${now}`)

  test('leaves every noise trader awake at the same times', () => {
    const [amm, ladder, book] = arms.map(noiseOf)
    expect(amm.length).toBeGreaterThan(100)
    expect(ladder).toEqual(amm)
    expect(book).toEqual(amm)
  })

  test('leaves what noise traders mean to do, true prices and sources the same', () => {
    const [amm, ...others] = arms.map((arm) => {
      const simulation = smallSimulation({ arm, horizon: 10 * MINUTE, audited: false })
      const prices: (readonly [number, number])[] = []
      const meant: Float64Array[] = []
      while (simulation.step()) {
        const { time } = simulation.block
        prices.push([simulation.feeds[0].truePrice(time), simulation.feeds[0].parts.oracle.published.price])
        const { exposure, lastSide, lastNotional } = simulation.groups[0].behaviour.state()
        meant.push(Float64Array.of(...exposure, ...lastSide, ...lastNotional))
      }
      return { prices, meant, deposits: simulation.groups.slice(0, 4).map(({ behaviour }) => behaviour.deposit(0)) }
    })
    for (const other of others) expect(other).toEqual(amm)
  })

  test("leaves a sender's latencies the same, transaction by transaction", () => {
    const [amm, ...others] = arms.map((arm) => {
      const { mempool } = smallSimulation({ arm, horizon: MINUTE }).parts
      const cancel = {
        kind: 2 as const,
        market: 0,
        side: 0 as const,
        lots: 0,
        limit: 0,
        flags: 0,
        expiry: 0,
        tag: 1,
        target: 0,
        atoms: 0,
        trigger: 0 as const,
        triggerPrice: 0,
        priorityFee: 0,
        deadline: 0,
      }
      // The first trader's account: system accounts and the pool come before it.
      return Array.from({ length: 50 }, (_, i) => mempool.add({ ...cancel, account: 6 }, i * 10_000) - i * 10_000)
    })
    expect(new Set(amm).size).toBeGreaterThan(20)
    for (const other of others) expect(other).toEqual(amm)
  })
})
