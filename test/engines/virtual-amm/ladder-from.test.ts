import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../../src/engines/virtual-amm/curve.ts'
import { ladderFrom } from '../../../src/engines/virtual-amm/ladder-from.ts'
import { linear } from '../../../src/engines/virtual-amm/linear.ts'
import { BUY, SELL } from '../../../src/market/side.ts'
import { fraction } from '../../../src/numeric/fraction.ts'

const curves: readonly [string, () => Curve][] = [
  ['constant-product', () => constantProduct({ lots: 10_000_000, atoms: 10_000_123_456_789 })],
  ['linear', () => linear({ price: 1_000_012, slope: fraction(1, 20) })],
]

/** Quote for `lots` taken from levels, best first. */
const fill = (prices: Float64Array, held: Float64Array, lots: number): number => {
  let quote = 0
  let left = lots
  for (let i = 0; i < prices.length && left > 0; i++) {
    const taken = Math.min(left, held[i])
    quote += taken * prices[i]
    left -= taken
  }
  expect(left).toBe(0)
  return quote
}

const total = (held: Float64Array): number => held.reduce((a, b) => a + b, 0)

describe.each(curves)('the ladder of a %s curve', (_name, make) => {
  test('stands on the grid on both sides of the price, sorted, without empty levels, and changes nothing', () => {
    for (const tickUnits of [1, 10, 100, 3_000]) {
      const curve = make()
      const before = curve.cells.slice()
      const ladder = ladderFrom(curve, { tickUnits, lots: 500_000, levels: 500 })
      expect(curve.cells).toEqual(before)
      const price = curve.priceNumerator() / curve.priceDenominator()
      expect(ladder.askPrices[0]).toBeGreaterThanOrEqual(price)
      expect(ladder.bidPrices[0]).toBeLessThanOrEqual(price)
      for (const [prices, held, sign] of [
        [ladder.askPrices, ladder.askLots, 1],
        [ladder.bidPrices, ladder.bidLots, -1],
      ] as const) {
        expect(prices.length).toBe(held.length)
        for (let i = 0; i < prices.length; i++) {
          expect(prices[i] % tickUnits).toBe(0)
          expect(held[i]).toBeGreaterThan(0)
          if (i > 0) expect(sign * (prices[i] - prices[i - 1])).toBeGreaterThan(0)
        }
        expect(total(held)).toBeLessThanOrEqual(500_000)
      }
    }
  })

  test('its lots up to a level are those that the curve trades to that price', () => {
    const curve = make()
    const ladder = ladderFrom(curve, { tickUnits: 500, lots: 2_000_000, levels: 100 })
    let reached = 0
    for (let i = 0; i < ladder.askPrices.length; i++) {
      reached += ladder.askLots[i]
      expect(reached).toBe(Math.min(2_000_000, curve.lotsToPrice(BUY, ladder.askPrices[i], 1)))
    }
    reached = 0
    for (let i = 0; i < ladder.bidPrices.length; i++) {
      reached += ladder.bidLots[i]
      expect(reached).toBe(Math.min(2_000_000, curve.lotsToPrice(SELL, ladder.bidPrices[i], 1)))
    }
  })

  test('fills on it are never better than on the curve, and worse by less than a tick and a lot’s impact a lot', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), fc.constantFrom(10, 100, 1_000), (lots, tickUnits) => {
        const curve = make()
        const ladder = ladderFrom(curve, { tickUnits, lots: 400_000, levels: 100_000 })
        const bought = fill(ladder.askPrices, ladder.askLots, lots) - curve.quoteToBuy(lots)
        const sold = curve.quoteToSell(lots) - fill(ladder.bidPrices, ladder.bidLots, lots)
        for (const worse of [bought, sold]) {
          expect(worse).toBeGreaterThanOrEqual(0)
          expect(worse / lots).toBeLessThan(tickUnits + 1)
        }
      }),
      { seed: 61, numRuns: 60 },
    )
  })

  test('they approach the curve’s in proportion to the tick', () => {
    const curve = make()
    const lots = 200_000
    const worse = [1_600, 400, 100].map((tickUnits) => {
      const ladder = ladderFrom(curve, { tickUnits, lots: 400_000, levels: 100_000 })
      return (fill(ladder.askPrices, ladder.askLots, lots) - curve.quoteToBuy(lots)) / lots / tickUnits
    })
    for (const share of worse) {
      expect(share).toBeGreaterThan(0.3)
      expect(share).toBeLessThan(0.7)
    }
  })
})

test('a tick finer than one lot’s impact gives a level a lot, at once', () => {
  const ladder = ladderFrom(constantProduct({ lots: 100, atoms: 100_000_000_000 }), {
    tickUnits: 1,
    lots: 50,
    levels: 1_000,
  })
  expect([...ladder.askLots]).toEqual(new Array(50).fill(1))
  expect([...ladder.bidLots]).toEqual(new Array(50).fill(1))
})

test('a ladder refuses ticks, lots and levels that are no positive whole numbers', () => {
  const curve = constantProduct({ lots: 100, atoms: 100 })
  expect(() => ladderFrom(curve, { tickUnits: 0, lots: 1.5, levels: -1 })).toThrow(
    /tick .*: 0 .*lots: 1\.5 .*levels: -1 /,
  )
})
