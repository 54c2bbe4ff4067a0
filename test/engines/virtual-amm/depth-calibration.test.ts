import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../../src/engines/virtual-amm/curve.ts'
import {
  reservesForDepth,
  slopeForDepth,
  type WantedDepth,
} from '../../../src/engines/virtual-amm/depth-calibration.ts'
import { linear } from '../../../src/engines/virtual-amm/linear.ts'
import { BUY } from '../../../src/market/side.ts'
import { fraction, fractionToNumber } from '../../../src/numeric/fraction.ts'

const kinds: readonly [string, (depth: WantedDepth) => Curve][] = [
  ['constant-product', (depth) => constantProduct(reservesForDepth(depth))],
  ['linear', (depth) => linear(slopeForDepth(depth))],
]

const wanted: fc.Arbitrary<WantedDepth> = fc.record({
  // BTC at 26,000 with a lot of 0.0001 is 2,600,000 units; PEPE at 1e-5 with a lot of 100,000 is 1,000,000
  indexMicros: fc.integer({ min: 1e6 * 1e5, max: 1e6 * 1e8 }),
  within: fc.constantFrom(fraction(1, 100), fraction(1, 1000), fraction(1, 20)),
  notional: fc.integer({ min: 1e11, max: 1e12 }),
})

describe.each(kinds)('a %s curve for a wanted depth', (_name, make) => {
  test('starts at the index, and the notional moves its price by the fraction', () => {
    fc.assert(
      fc.property(wanted, (depth) => {
        const curve = make(depth)
        const start = curve.priceNumerator() / curve.priceDenominator()
        // A reserve of few lots can only meet the price to its last lot.
        expect(Math.abs((start * 1e6) / depth.indexMicros - 1)).toBeLessThan(1e-4)
        const lots = curve.lotsForQuoteIn(depth.notional)
        curve.bought(lots, depth.notional)
        const moved = curve.priceNumerator() / curve.priceDenominator() / start - 1
        const oneLot = (1 / lots) * fractionToNumber(depth.within) * 2
        expect(Math.abs(moved / fractionToNumber(depth.within) - 1)).toBeLessThan(1e-3 + oneLot)
      }),
      { seed: 51, numRuns: 300 },
    )
  })

  test('refuses what does not fit and names the greatest notional that does', () => {
    const depth: WantedDepth = { indexMicros: 2_600_000 * 1e6, within: fraction(1, 100), notional: 9e15 }
    const message = ((): string => {
      try {
        make(depth)
      } catch (error) {
        return (error as Error).message
      }
      return ''
    })()
    const greatest = Number(/the greatest that fits is (\d+) atoms/.exec(message)?.[1])
    expect(greatest).toBeGreaterThan(0)
    expect(() => make({ ...depth, notional: greatest })).not.toThrow()
    expect(() => make({ ...depth, notional: Math.ceil(greatest * 1.01) })).toThrow(/greatest that fits/)
  })

  test('names every fault of its input', () => {
    expect(() => make({ indexMicros: -1, within: fraction(2), notional: 0.5 })).toThrow(
      /index: -1 .*within: 2 .*notional: 0\.5 /,
    )
  })
})

test('a depth of less than a lot is refused with the least that is one', () => {
  const depth: WantedDepth = { indexMicros: 1e6 * 1e6, within: fraction(1, 100), notional: 1000 }
  expect(() => reservesForDepth(depth)).toThrow(/less than one lot within 0\.01; the least is 1004988 atoms/)
})

test('the reserves of a depth have that depth when measured as a taker would', () => {
  const depth: WantedDepth = { indexMicros: 2_612_345 * 1e6, within: fraction(1, 100), notional: 2e12 }
  const curve = constantProduct(reservesForDepth(depth))
  const lots = curve.lotsToPrice(BUY, 2_612_345 * 101, 100)
  expect(Math.abs(curve.quoteToBuy(lots) / 2e12 - 1)).toBeLessThan(1e-5)
})
