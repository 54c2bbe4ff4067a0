import { expect, test } from 'vitest'
import { atoms, lots, milliseconds, notional, priceMicros, priceUnits } from '../../src/numeric/units.ts'

test('notional is lots times price units, signed like the size, without a division', () => {
  expect(notional(lots(-3), priceUnits(26_100_000))).toBe(-78_300_000)
  expect(Object.is(notional(lots(0), priceUnits(5)), 0)).toBe(true)
  expect(Object.is(notional(lots(-0), priceUnits(5)), 0)).toBe(true)
  expect(() => notional(lots(2 ** 30), priceUnits(2 ** 30))).toThrow(/atoms: must be a whole number up to 2\^53 - 1/)
})

test('swapped arguments do not compile', () => {
  // @ts-expect-error a price is no size
  expect(notional(priceUnits(2), lots(3))).toBe(6)
})

test.each([lots, priceUnits, priceMicros, atoms, milliseconds])('%o takes safe integers only', (unit) => {
  expect(unit(7)).toBe(7)
  expect(() => unit(0.5)).toThrow(RangeError)
  expect(() => unit(Number.NaN)).toThrow(RangeError)
  expect(() => unit(2 ** 53)).toThrow(RangeError)
})
