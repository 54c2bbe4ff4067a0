import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openInterestScalingFaults, scaledInitial } from '../../src/margin/open-interest-scaling.ts'
import { applyUp, fraction } from '../../src/numeric/fraction.ts'
import { sharedFile } from '../shared-files.ts'

test('grows with the open interest from the tiers’ figure to the whole notional', () => {
  const bounds = { lowerCap: 1000, upperCap: 5000 }
  const atoms = fc.integer({ min: 0, max: 1e15 })
  fc.assert(
    fc.property(fc.nat(6000), fc.nat(6000), atoms, atoms, (one, two, a, b) => {
      const [initial, notional] = a < b ? [a, b] : [b, a]
      const low = scaledInitial(bounds, Math.min(one, two), initial, notional)
      const high = scaledInitial(bounds, Math.max(one, two), initial, notional)
      expect(low).toBeLessThanOrEqual(high)
      expect(low).toBeGreaterThanOrEqual(initial)
      expect(high).toBeLessThanOrEqual(notional)
    }),
  )
  expect(scaledInitial(bounds, 1000, 7, 900)).toBe(7)
  expect(scaledInitial(bounds, 3000, 100, 900)).toBe(500)
  expect(scaledInitial(bounds, 5000, 7, 900)).toBe(900)
})

test('names both faulty bounds', () => {
  expect(openInterestScalingFaults({ lowerCap: -1, upperCap: -1 })).toHaveLength(2)
  expect(openInterestScalingFaults({ lowerCap: 0, upperCap: 1 })).toEqual([])
})

test.skipIf(sharedFile('vectors/dydx_v4.json') === undefined)(
  'is dYdX’s requirement to the ppm to which it cuts the rate',
  () => {
    const vectors = JSON.parse(readFileSync(sharedFile('vectors/dydx_v4.json')!, 'utf8')) as {
      id: string
      given: Record<string, string>
      expect: { initialMargin: string }
    }[]
    const found = vectors.filter(
      ({ id, given }) => id.startsWith('dydx-oimf-') && Number(given.openInterestUpperCap) > 0,
    )
    expect(found.length).toBeGreaterThan(3)
    for (const { given, expect: expected } of found) {
      const notional = Number(given.positionNotionalQuote)
      const bounds = { lowerCap: Number(given.openInterestLowerCap), upperCap: Number(given.openInterestUpperCap) }
      const initial = applyUp(fraction(Number(given.initialMarginPpm), 1_000_000), notional)
      const scaled = scaledInitial(bounds, Number(given.openInterestNotional), initial, notional)
      expect(scaled - Number(expected.initialMargin)).toBeGreaterThanOrEqual(0)
      expect(scaled - Number(expected.initialMargin)).toBeLessThanOrEqual(Math.ceil(notional / 1_000_000))
    }
  },
)
