import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Spread } from '../../../src/engines/virtual-amm/spread.ts'
import { BUY, SELL } from '../../../src/market/side.ts'
import { fraction } from '../../../src/numeric/fraction.ts'

const D = Decimal.clone({ precision: 60 })
const share = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom(1_000, 10_000, 9_999))
const atoms = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 4e15 }))

test('the spread is rounded up, whichever side the taker is on', () => {
  fc.assert(
    fc.property(share, atoms, ([n, d], x) => {
      const spread = new Spread(fraction(n, d))
      const part = new D(x).mul(n).div(d).ceil().toNumber()
      expect(spread.added(BUY, x)).toBe(x + part)
      expect(spread.added(SELL, x)).toBe(x - part)
    }),
    { seed: 71, numRuns: 500 },
  )
})

test('an exact amount moves the curve by the most that it pays for, or the least that yields it', () => {
  fc.assert(
    fc.property(share, atoms, ([n, d], x) => {
      const spread = new Spread(fraction(n, d))
      const bought = spread.removed(BUY, x)
      expect(spread.added(BUY, bought)).toBeLessThanOrEqual(x)
      expect(spread.added(BUY, bought + 1)).toBeGreaterThan(x)
      const sold = spread.removed(SELL, x)
      expect(spread.added(SELL, sold)).toBeGreaterThanOrEqual(x)
      expect(spread.added(SELL, sold - 1)).toBeLessThan(x)
    }),
    { seed: 72, numRuns: 500 },
  )
})
