import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aggressivePriceBand, openInterestCap, positionCap, priceBand } from '../../src/margin/caps.ts'
import { BEYOND_CAP, OUTSIDE_BAND } from '../../src/market/refusal.ts'
import { BUY, SELL } from '../../src/market/side.ts'
import { fraction } from '../../src/numeric/fraction.ts'

test('a cap stops growth and never a reduction', () => {
  expect(positionCap(0, 100, 100)).toBe(0)
  expect(positionCap(0, -101, 100)).toBe(BEYOND_CAP)
  expect(positionCap(200, 150, 100)).toBe(0)
  expect(positionCap(200, -150, 100)).toBe(0)
  expect(positionCap(150, -200, 100)).toBe(BEYOND_CAP)
  expect(positionCap(0, 1e15, Infinity)).toBe(0)
  expect(openInterestCap(90, 101, 100)).toBe(BEYOND_CAP)
  expect(openInterestCap(120, 110, 100)).toBe(0)
  expect(openInterestCap(120, 120, 100)).toBe(0)
})

test('the edge of a price band is inside it, in both directions', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 0, max: 1000 }), (tenths, percent) => {
      const reference = tenths * 1000
      const edge = (reference / 1000) * percent
      const band = fraction(percent, 1000)
      expect(priceBand(reference + edge, reference, band)).toBe(0)
      expect(priceBand(reference - edge, reference, band)).toBe(0)
      expect(priceBand(reference + edge + 1, reference, band)).toBe(OUTSIDE_BAND)
      expect(priceBand(reference - edge - 1, reference, band)).toBe(OUTSIDE_BAND)
    }),
  )
})

test('only a bid above or an ask below the reference is held to an aggressive band', () => {
  const band = fraction(1, 20)
  expect(aggressivePriceBand(BUY, 106, 100, band)).toBe(OUTSIDE_BAND)
  expect(aggressivePriceBand(BUY, 105, 100, band)).toBe(0)
  expect(aggressivePriceBand(BUY, 1, 100, band)).toBe(0)
  expect(aggressivePriceBand(SELL, 94, 100, band)).toBe(OUTSIDE_BAND)
  expect(aggressivePriceBand(SELL, 900, 100, band)).toBe(0)
})
