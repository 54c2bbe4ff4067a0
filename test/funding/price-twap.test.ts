import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PriceTwap } from '../../src/funding/price-twap.ts'

const Wide = Decimal.clone({ precision: 60 })

const observations = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 40 }),
    price: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 ** 52 })),
  }),
  { maxLength: 300 },
)

/** The mean of what was seen, the slow way: each price for as long as it held inside the window. */
const expectMean = (steps: readonly { gap: number; price: number }[], window: number): PriceTwap => {
  const twap = new PriceTwap(window)
  const seen: { at: number; price: number }[] = []
  let now = 0
  for (const { gap, price } of steps) {
    now += gap
    twap.observe(now, price)
    if (price !== 0) seen.push({ at: now, price })
  }
  now += 5
  let area = new Wide(0)
  let covered = 0
  for (const [k, { at, price }] of seen.entries()) {
    const held = Math.max(0, (seen[k + 1]?.at ?? now) - Math.max(at, now - window))
    area = area.plus(new Wide(price).times(held))
    covered += held
  }
  expect(twap.average(now)).toBe(covered === 0 ? 0 : area.dividedToIntegerBy(covered).toNumber())
  return twap
}

test('it is the time-weighted mean over the window, rounded down', () => {
  fc.assert(
    fc.property(observations, fc.integer({ min: 1, max: 3_000 }), (steps, window) => {
      expectMean(steps, window)
    }),
    { numRuns: 150 },
  )
})

test('it is so where observations grow denser, and keeps no more of them than the window holds', () => {
  const sparse = Array.from({ length: 1_000 }, (_, k) => ({ gap: 10, price: 1 + k * k }))
  const dense = Array.from({ length: 200 }, (_, k) => ({ gap: 1, price: 7_000 - k }))
  for (let head = 0; head < 64; head += 7) {
    const before = expectMean(sparse.slice(0, 900 + head), 500)
    expect(before.state().times.length).toBe(64)
    const after = expectMean([...sparse.slice(0, 900 + head), ...dense], 500)
    expect(after.state().times.length).toBe(256)
  }
})

test('copied into a fresh one it goes on the same, when it has grown too', () => {
  const first = new PriceTwap(10_000)
  for (let k = 0; k < 300; k++) first.observe(k * 7, 1_000 + ((k * k) % 97))
  const second = new PriceTwap(10_000)
  second.reserve(Object.fromEntries(Object.entries(first.state()).map(([name, array]) => [name, array.length])))
  for (const [name, array] of Object.entries(first.state())) second.state()[name].set(array)
  for (let k = 300; k < 2_000; k++) {
    first.observe(k * 7, 500 + (k % 11))
    second.observe(k * 7, 500 + (k % 11))
  }
  expect(second.average(14_000)).toBe(first.average(14_000))
  expect(second.state()).toEqual(first.state())
})
