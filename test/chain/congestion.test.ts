import { expect, test } from 'vitest'
import { gasLeft } from '../../src/chain/congestion.ts'

const half = { from: 1000, for: 500, taken: { n: 1, d: 2 } }
const third = { from: 1200, for: 1000, taken: { n: 1, d: 3 } }

test('others take their share of a block from the first to before the last millisecond', () => {
  expect([999, 1000, 1499, 1500].map((now) => gasLeft(1001, [half], now))).toEqual([1001, 500, 500, 1001])
})

test('of congestions that overlap the heaviest counts, in whichever order they stand', () => {
  expect([1100, 1300, 1600].map((now) => gasLeft(900, [half, third], now))).toEqual([450, 450, 600])
  expect(gasLeft(900, [third, half], 1300)).toBe(450)
})

test('a chain taken whole leaves nothing', () => {
  expect(gasLeft(30_000_000, [{ from: 0, for: 1, taken: { n: 1, d: 1 } }], 0)).toBe(0)
})
