import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderBook } from '../../src/engines/order-book/order-book.ts'
import { constantProduct } from '../../src/engines/virtual-amm/constant-product.ts'
import { ladderFrom } from '../../src/engines/virtual-amm/ladder-from.ts'
import { virtualAmm } from '../../src/engines/virtual-amm/virtual-amm.ts'
import { COST } from '../../src/market/clearing.ts'
import type { Engine } from '../../src/market/engine.ts'
import { MICROS_PER_UNIT } from '../../src/market/price.ts'
import { BUY, SELL, type Side } from '../../src/market/side.ts'
import { impactCurve } from '../../src/studies/impact-curve.ts'
import { impactSizes } from '../../src/studies/impact-sizes.ts'
import { PaperClearing } from '../engines/virtual-amm/paper-clearing.ts'

const BPS = 10_000

/** Reserves with a price on a whole unit, and depth of 100 bps at about half a percent of the quote reserve. */
const reserves = fc
  .record({ lots: fc.integer({ min: 100_000, max: 20_000_000 }), price: fc.integer({ min: 100_000, max: 20_000_000 }) })
  .map(({ lots, price }) => ({ lots, atoms: lots * price }))

const curveEngine = (given: { readonly lots: number; readonly atoms: number }) => {
  const clearing = new PaperClearing()
  return { engine: virtualAmm({ clearing, pool: 0, curve: constantProduct(given) }) as Engine, cell: clearing.cell }
}

/** Orders may rest. */
class BookClearing extends PaperClearing {
  override rested(): void {}
  override removed(): void {}
}

const bookEngine = (
  tickUnits: number,
  levels: readonly { readonly side: Side; readonly price: number; readonly lots: number }[],
) => {
  const clearing = new BookClearing()
  const engine = orderBook({ clearing, tickUnits })
  for (const { side, price, lots } of levels) engine.submit(0, side, lots, price, 0, 0)
  return { engine: engine as Engine, cell: clearing.cell }
}

describe('on constant-product reserves of B lots and Q atoms', () => {
  // From a hundredth of the 100 bps depth to half of the base reserve.
  const shares = [0.00005, 0.0005, 0.005, 0.02, 0.1, 0.25, 0.5]

  test('q lots cost q / (B - q) above the mid buying and q / (B + q) below it selling, to the rounding', () => {
    fc.assert(
      fc.property(reserves, (given) => {
        const { engine, cell } = curveEngine(given)
        const { lots: B, atoms: Q } = given
        const sizes = shares.map((share) => Math.round(share * Q))
        const { buy, sell, mid } = impactCurve(engine, cell, sizes)
        for (const [points, of] of [
          [buy, (q: number) => q / (B - q)],
          [sell, (q: number) => q / (B + q)],
        ] as const)
          for (const { lots, impactBps } of points) {
            // An atom on the whole cost, and the mid's own rounding.
            const rounding = MICROS_PER_UNIT / (lots * mid) + 1 / mid
            expect(Math.abs(impactBps / BPS - of(lots))).toBeLessThanOrEqual(rounding * 1.01 + 1e-12)
          }
        expect(buy.at(-1)?.lots).toBeGreaterThan(0.49 * B)
      }),
      { numRuns: 100 },
    )
  })

  test('buying with v quote costs v / Q above the mid, to the rounding and the lot', () => {
    fc.assert(
      fc.property(reserves, (given) => {
        const { engine, cell } = curveEngine(given)
        const { lots: B, atoms: Q } = given
        const { buy } = impactCurve(
          engine,
          cell,
          shares.map((share) => Math.round(share * Q)),
        )
        for (const { lots, impactBps } of buy) {
          engine.quote(BUY, lots, 0)
          // impact = v/Q with v what is paid: cost - atMid = cost * lots / B, exactly, up to an atom.
          expect(Math.abs(impactBps / BPS - cell[COST] / Q)).toBeLessThanOrEqual(2 / lots / (Q / B) + 2 / B + 1e-12)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('the local exponent is 1 for small sizes, and rises above it buying and falls below it selling', () => {
    const { engine, cell } = curveEngine({ lots: 20_000_000, atoms: 20_000_000 * 20_000_000 })
    const Q = 4e14
    const { buy, sell } = impactCurve(
      engine,
      cell,
      [1e-4, 1.1e-4, 0.3, 0.4].map((share) => share * Q),
    )
    expect(buy[0].exponent).toBeUndefined()
    expect(buy[1].exponent).toBeCloseTo(1, 3)
    expect(sell[1].exponent).toBeCloseTo(1, 3)
    expect(buy[3].exponent).toBeGreaterThan(1.3)
    expect(sell[3].exponent).toBeLessThan(0.8)
  })

  test('has no end within half of the reserve', () => {
    const { engine, cell } = curveEngine({ lots: 1000, atoms: 1_000_000_000 })
    const curve = impactCurve(engine, cell, [500_000_000])
    expect(curve.buyEnds).toBe(Infinity)
    expect(curve.sellEnds).toBe(Infinity)
  })
})

describe('on a book of equal lots at every tick', () => {
  const LOTS = 10
  const levels = (count: number, half: number) =>
    Array.from({ length: count }, (_, i) => [
      { side: SELL, price: 100_000 + half * 10 + i * 10, lots: LOTS },
      { side: BUY, price: 100_000 - half * 10 - i * 10, lots: LOTS },
    ]).flat()

  test('the impact is half the spread plus a slope times q, both ways, and the exponent goes to 1', () => {
    const { engine, cell } = bookEngine(10, levels(200, 3))
    const sizes = [1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map((lots) => lots * 100_000)
    const curve = impactCurve(engine, cell, sizes)
    expect(curve.halfSpreadBps).toBeCloseTo((30 / 100_000) * BPS, 9)
    for (const points of [curve.buy, curve.sell]) {
      for (const { lots, impactBps } of points.filter(({ lots }) => lots % LOTS === 0)) {
        // n whole levels: their mean is half the spread and (n - 1) / 2 ticks.
        const ticks = (lots / LOTS - 1) / 2
        expect(impactBps).toBeCloseTo(((30 + 10 * ticks) / 100_000) * BPS, 6)
      }
      expect(points.at(-1)?.exponent).toBeCloseTo(1, 1)
      // Within the first level there is no impact beyond the spread, and so no exponent.
      expect(points[1].exponent).toBeUndefined()
    }
  })

  test('ends where its lots end, with one point there', () => {
    const { engine, cell } = bookEngine(10, levels(3, 1))
    const curve = impactCurve(engine, cell, [100_000, 1_000_000, 5_000_000, 6_000_000])
    expect(curve.buy.map(({ lots }) => lots)).toEqual([1, 10, 30])
    expect(curve.buyEnds).toBe(30 * 100_000)
    expect(curve.sellEnds).toBe(30 * 100_000)
  })

  test('refuses an engine without a mid, and sizes that do not rise', () => {
    const { engine, cell } = bookEngine(10, [{ side: BUY, price: 100_000, lots: 1 }])
    expect(() => impactCurve(engine, cell, [1])).toThrow('no mid')
    const two = bookEngine(10, levels(1, 1))
    expect(() => impactCurve(two.engine, two.cell, [2, 1])).toThrow('must rise')
    expect(() => impactCurve(two.engine, two.cell, [0])).toThrow('must rise')
  })
})

describe('a ladder cut from the curve', () => {
  const given = { lots: 2_000_000, atoms: 2_000_000 * 5_000_001 }
  const costs = (tickUnits: number, side: Side, sizes: readonly number[]): readonly number[] => {
    const ladder = ladderFrom(constantProduct(given), { tickUnits, lots: 1_000_000, levels: 1_000_000 })
    const rungs = (rungSide: Side, prices: Float64Array, lots: Float64Array) =>
      Array.from(prices, (price, i) => ({ side: rungSide, price, lots: lots[i] }))
    const { engine, cell } = bookEngine(tickUnits, [
      ...rungs(SELL, ladder.askPrices, ladder.askLots),
      ...rungs(BUY, ladder.bidPrices, ladder.bidLots),
    ])
    return sizes.map((lots) => {
      engine.quote(side, lots, 0)
      return cell[COST]
    })
  }

  test.each([BUY, SELL])(
    'costs more than the curve by less than a tick a lot, and half as much on half the tick (side %s)',
    (side) => {
      const { engine, cell } = curveEngine(given)
      const sizes = [5_000, 20_000, 60_000]
      const exact = sizes.map((lots) => {
        engine.quote(side, lots, 0)
        return cell[COST]
      })
      const sign = side === BUY ? 1 : -1
      const excess = (tick: number): readonly number[] =>
        costs(tick, side, sizes).map((cost, i) => (sign * (cost - exact[i])) / sizes[i])
      const ticks = [16_000, 8_000, 4_000, 2_000, 1_000]
      const errors = ticks.map(excess)
      errors.forEach((byTick, t) => {
        for (const error of byTick) {
          expect(error).toBeGreaterThanOrEqual(0)
          expect(error).toBeLessThan(ticks[t] + 1)
        }
      })
      // In proportion to the tick: from the coarsest to the finest, 16 times finer, the mean error falls about 16 times.
      const mean = errors.map((byTick) => byTick.reduce((sum, x) => sum + x, 0) / byTick.length)
      for (let t = 1; t < ticks.length; t++) {
        expect(mean[t - 1] / mean[t]).toBeGreaterThan(1.6)
        expect(mean[t - 1] / mean[t]).toBeLessThan(2.6)
      }
    },
  )
})

describe('sizes', () => {
  test('rise from about a hundredth of the depth to about twenty times it, in readable steps', () => {
    const sizes = impactSizes(2_000_000_000_000)
    expect(sizes[0]).toBe(20_000_000_000)
    expect(sizes.at(-1)).toBe(30_000_000_000_000)
    expect(sizes.every((size, i) => i === 0 || size > sizes[i - 1])).toBe(true)
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2 ** 52 }), (depth) => {
        const drawn = impactSizes(depth)
        expect(drawn.length).toBeGreaterThan(10)
        expect(drawn.every((size) => Number.isSafeInteger(size) && size >= depth / 100 && size <= 20 * depth)).toBe(
          true,
        )
      }),
    )
  })
})
