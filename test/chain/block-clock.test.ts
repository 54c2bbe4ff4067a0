import { describe, expect, test } from 'vitest'
import { fixedBlocks, poissonBlocks } from '../../src/chain/block-clock.ts'

describe('block clock', () => {
  test('fixed blocks come exactly every block time after the start', () => {
    const clock = fixedBlocks({ blockTime: 2000, start: 500 })
    expect(clock.current()).toEqual({ block: 0, time: 500 })
    expect(clock.next()).toEqual({ block: 1, time: 2500 })
    expect(clock.next()).toEqual({ block: 2, time: 4500 })
  })

  test.each([2, 7, 400, 12_000])(
    'Poisson blocks keep the cadence of %i ms and times rise by whole milliseconds',
    (blockTime) => {
      const clock = poissonBlocks({ blockTime, seed: 7 })
      const count = 20_000
      let last = 0
      let squares = 0
      for (let i = 1; i <= count; i++) {
        const { block, time } = clock.next()
        expect(block).toBe(i)
        const gap = time - last
        if (!(Number.isInteger(time) && gap >= 1)) throw new Error(`gap ${gap} at block ${i}`)
        squares += gap * gap
        last = time
      }
      // The mean of n exponential gaps has relative deviation 1 / sqrt(n); five of them.
      expect(Math.abs(last / count / blockTime - 1)).toBeLessThan(5 / Math.sqrt(count))
      if (blockTime >= 400) {
        const variance = squares / count - (last / count) ** 2
        expect(variance / blockTime ** 2).toBeGreaterThan(0.9)
        expect(variance / blockTime ** 2).toBeLessThan(1.1)
      }
    },
  )

  test('a Poisson clock continues from its state as if nothing had happened', () => {
    const clock = poissonBlocks({ blockTime: 400, seed: 3 })
    for (let i = 0; i < 100; i++) clock.next()
    const resumed = poissonBlocks({ blockTime: 400, seed: 3 })
    ;(resumed.state().clock as Float64Array).set(clock.state().clock)
    for (let i = 0; i < 100; i++) expect(resumed.next()).toEqual(clock.next())
  })

  // The loop asks before it goes on: a block beyond the end was counted once, though nobody made it.
  test.each([fixedBlocks({ blockTime: 400 }), poissonBlocks({ blockTime: 400, seed: 3 })])(
    'the upcoming block is the next one, and asking changes nothing (%#)',
    (clock) => {
      for (let i = 0; i < 50; i++) {
        const before = clock.current()
        const upcoming = clock.upcoming()
        expect(clock.upcoming()).toEqual(upcoming)
        expect(clock.current()).toEqual(before)
        expect(clock.next()).toEqual(upcoming)
      }
    },
  )

  test('no block falls into a stall: the first after it comes at its end, and the cadence goes on from there', () => {
    const stalls = [{ from: 4000, for: 7000 }]
    const clock = fixedBlocks({ blockTime: 2000, stalls })
    expect([1, 2, 3, 4].map(() => clock.next())).toEqual([
      { block: 1, time: 2000 },
      { block: 2, time: 11_000 },
      { block: 3, time: 13_000 },
      { block: 4, time: 15_000 },
    ])
    const touching = fixedBlocks({
      blockTime: 2000,
      stalls: [{ from: 5000, for: 1000 }, ...stalls, { from: 11_000, for: 1 }],
    })
    expect([1, 2, 3].map(() => touching.next().time)).toEqual([2000, 11_001, 13_001])
  })

  test('Poisson blocks keep their gaps before and after a stall', () => {
    const [free, stalled] = [[], [{ from: 50_000, for: 30_000 }]].map((stalls) => {
      const clock = poissonBlocks({ blockTime: 400, seed: 5, stalls })
      return Array.from({ length: 400 }, () => clock.next().time)
    })
    const first = stalled.findIndex((time) => time >= 50_000)
    expect(stalled.slice(0, first)).toEqual(free.slice(0, first))
    expect(stalled[first]).toBe(80_000)
    // The unrounded time of the block that was moved is its own again: gaps differ by rounding at most.
    const gaps = (times: readonly number[]) => times.slice(first + 1).map((time, i) => time - times[first + i])
    const differences = gaps(stalled).map((gap, i) => Math.abs(gap - gaps(free)[i]))
    expect(Math.max(...differences)).toBeLessThanOrEqual(1)
  })

  test('a block time of no whole millisecond is refused with its value and unit', () => {
    expect(() => fixedBlocks({ blockTime: 0.5 })).toThrow(
      'blockTime: 0.5 ms must be a whole number of milliseconds, at least 1',
    )
    expect(() => poissonBlocks({ blockTime: 1, seed: 1 })).toThrow('at least 2')
  })
})
