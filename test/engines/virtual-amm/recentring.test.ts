import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../../src/engines/virtual-amm/curve.ts'
import { linear } from '../../../src/engines/virtual-amm/linear.ts'
import type { VirtualAmmOptions } from '../../../src/engines/virtual-amm/options.ts'
import { closingValue, moveToIndex } from '../../../src/engines/virtual-amm/recentring.ts'
import { type VirtualAmm, virtualAmm } from '../../../src/engines/virtual-amm/virtual-amm.ts'
import { MARKET } from '../../../src/market/order-flags.ts'
import { BUY, SELL } from '../../../src/market/side.ts'
import { fraction } from '../../../src/numeric/fraction.ts'
import { PaperClearing } from './paper-clearing.ts'

const MICROS = 1_000_000
const PRICE = 1_000_000
const NO_LIMIT = Number.MAX_SAFE_INTEGER

const curves: Readonly<Record<string, () => Curve>> = {
  'constant-product': () => constantProduct({ lots: 10_000_000, atoms: 10_000_000_000_000 }),
  linear: () => linear({ price: PRICE, slope: fraction(1, 20) }),
}
/** Index between half and twice the starting price. */
const index = fc.integer({ min: (PRICE / 2) * MICROS, max: 2 * PRICE * MICROS })
/** Lots that traders hold together. */
const net = fc.integer({ min: -1_000_000, max: 1_000_000 })

const opened = (curve: Curve, netLots: number): void => {
  if (netLots > 0) curve.bought(netLots, curve.quoteToBuy(netLots))
  if (netLots < 0) curve.sold(-netLots, curve.quoteToSell(-netLots))
}

const mid = (curve: Curve): number => (curve.priceNumerator() / curve.priceDenominator()) * MICROS

describe.each(Object.entries(curves))('re-centring a %s curve', (_name, make) => {
  test('costs nothing while traders hold no net position', () => {
    fc.assert(
      fc.property(index, fc.integer({ min: 0, max: NO_LIMIT }), (to, budget) => {
        const curve = make()
        expect(moveToIndex(curve, 0, to, budget)).toBe(0)
        expect(Math.abs(mid(curve) / to - 1)).toBeLessThan(1e-6)
      }),
      { seed: 31 },
    )
  })

  test('costs what traders would get more by closing, positive when the price moves with them', () => {
    fc.assert(
      fc.property(net, index, (netLots, to) => {
        const curve = make()
        opened(curve, netLots)
        const before = mid(curve)
        const value = closingValue(curve, netLots)
        const cost = moveToIndex(curve, netLots, to, NO_LIMIT)
        expect(cost).toBe(closingValue(curve, netLots) - value)
        expect(Math.abs(mid(curve) / to - 1)).toBeLessThan(1e-6)
        if (netLots * (to - before) > 0) expect(cost).toBeGreaterThanOrEqual(0)
        else expect(cost).toBeLessThanOrEqual(0)
      }),
      { seed: 32, numRuns: 300 },
    )
  })

  test('goes as far as its budget reaches, and not a micro-unit beyond', () => {
    fc.assert(
      fc.property(net, index, fc.integer({ min: 0, max: 100_000_000_000 }), (netLots, to, budget) => {
        const curve = make()
        opened(curve, netLots)
        const start = curve.cells.slice()
        const from = mid(curve)
        const cost = moveToIndex(curve, netLots, to, budget)
        expect(cost).toBeLessThanOrEqual(budget)
        if (Math.abs(mid(curve) / to - 1) < 1e-6) return
        // Stopped early: between where it started and the index, and a little further costs more than the budget.
        const reached = mid(curve)
        expect((reached - from) * (to - from)).toBeGreaterThanOrEqual(0)
        const further = reached + (to - reached) * 1e-3
        curve.cells.set(start)
        expect(moveToIndex(curve, netLots, Math.round(further), NO_LIMIT)).toBeGreaterThan(budget)
      }),
      { seed: 33, numRuns: 200 },
    )
  })

  test('keeps the depth', () => {
    const curve = make()
    const lots = curve.lotsToPrice(BUY, PRICE * 1.01, 1)
    const notional = curve.quoteToBuy(lots)
    moveToIndex(curve, 0, 1_500_000 * MICROS, NO_LIMIT)
    const then = curve.lotsToPrice(BUY, 1_500_000 * 1.01, 1)
    // In quote on a constant product; a line keeps its slope, so its lots grow with the price.
    if (curve.kind === 'constant-product') expect(Math.abs(curve.quoteToBuy(then) / notional - 1)).toBeLessThan(1e-4)
    else expect(Math.abs(then / lots - 1.5)).toBeLessThan(1e-4)
  })
})

describe('the engine', () => {
  const set = (options: VirtualAmmOptions): { amm: VirtualAmm; clearing: PaperClearing } => {
    const clearing = new PaperClearing()
    const amm = virtualAmm({ clearing, curve: curves['constant-product'](), pool: 0, options })
    amm.openBlock(1, 1_000)
    return { amm, clearing }
  }

  test('moves virtual reserves only: no lot and no atom changes hands', () => {
    const { amm, clearing } = set({ fluctuation: fraction(1, 20) })
    amm.submit(1, BUY, 100_000, 0, MARKET, 0)
    const money = structuredClone([clearing.lots, clearing.quote])
    amm.onIndex(1_300_000 * MICROS)
    expect(amm.recentre(NO_LIMIT)).toBeGreaterThan(0)
    expect([clearing.lots, clearing.quote]).toEqual(money)
    expect(Math.abs(amm.mid() / (1_300_000 * MICROS) - 1)).toBeLessThan(1e-6)
    expect(amm.isOutsideBand()).toBe(false)
  })

  test('its cost is what the pool pays more when all traders close', () => {
    fc.assert(
      fc.property(net, index, (netLots, to) => {
        if (netLots === 0) return
        const closed = (recentred: boolean): { cost: number; pool: number } => {
          const { amm, clearing } = set({})
          amm.submit(1, netLots > 0 ? BUY : SELL, Math.abs(netLots), 0, MARKET, 0)
          amm.onIndex(to)
          const cost = recentred ? amm.recentre(NO_LIMIT) : 0
          expect(amm.submit(1, netLots > 0 ? SELL : BUY, Math.abs(netLots), 0, MARKET, 0)).toBe(0)
          return { cost, pool: clearing.quote[0] }
        }
        const [without, recentred] = [closed(false), closed(true)]
        expect(without.pool - recentred.pool).toBe(recentred.cost)
      }),
      { seed: 34, numRuns: 200 },
    )
  })

  test('is due at its interval, or when the gap to the index exceeds its band', () => {
    const timed = set({ recentring: { kind: 'interval', milliseconds: 5_000 } }).amm
    expect(timed.recentringDue()).toBe(false)
    timed.onIndex(PRICE * MICROS)
    timed.openBlock(2, 5_000)
    expect(timed.recentringDue()).toBe(true)
    timed.recentre(0)
    timed.openBlock(3, 9_999)
    expect(timed.recentringDue()).toBe(false)
    timed.openBlock(4, 10_000)
    expect(timed.recentringDue()).toBe(true)
    const banded = set({ recentring: { kind: 'gap', band: fraction(1, 100) } }).amm
    banded.onIndex(1_000_000_000_000)
    expect(banded.recentringDue()).toBe(false)
    banded.onIndex(990_099_009_901)
    expect(banded.recentringDue()).toBe(false)
    banded.onIndex(990_099_009_900)
    expect(banded.recentringDue()).toBe(true)
  })

  test('does nothing before the first index, nor for a position that the curve could not take back', () => {
    const { amm, clearing } = set({})
    expect(amm.recentre(NO_LIMIT)).toBe(0)
    clearing.lots[0] = 20_000_000
    amm.onIndex(2 * PRICE * MICROS)
    expect(amm.recentre(NO_LIMIT)).toBe(0)
    expect(amm.mid()).toBe(PRICE * MICROS)
  })
})
