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

  test('a block time of no whole millisecond is refused with its value and unit', () => {
    expect(() => fixedBlocks({ blockTime: 0.5 })).toThrow(
      'blockTime: 0.5 ms must be a whole number of milliseconds, at least 1',
    )
    expect(() => poissonBlocks({ blockTime: 1, seed: 1 })).toThrow('at least 2')
  })
})
