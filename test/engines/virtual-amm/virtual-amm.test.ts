import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../../src/engines/virtual-amm/curve.ts'
import { linear } from '../../../src/engines/virtual-amm/linear.ts'
import type { VirtualAmmOptions } from '../../../src/engines/virtual-amm/options.ts'
import { type VirtualAmm, virtualAmm } from '../../../src/engines/virtual-amm/virtual-amm.ts'
import { AFTER, BUDGET, COST, MAKER_REFUSED, TAKER_REFUSED } from '../../../src/market/clearing.ts'
import {
  BY_QUOTE,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIQUIDATION,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../../../src/market/order-flags.ts'
import {
  BELOW_LOT,
  BEYOND_FLUCTUATION,
  BEYOND_LIMIT,
  BEYOND_TRADE_LIMIT,
  EXPIRED,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  NOT_ALL_FILLED,
  SELF_TRADE,
  UNKNOWN_ORDER,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../../src/market/refusal.ts'
import { BUY, SELL, type Side } from '../../../src/market/side.ts'
import { fraction } from '../../../src/numeric/fraction.ts'
import { PaperClearing } from './paper-clearing.ts'

const POOL = 0
const ALICE = 1
const BOB = 2

interface Set {
  readonly amm: VirtualAmm
  readonly clearing: PaperClearing
  readonly curve: Curve
}

const curves: Readonly<Record<string, () => Curve>> = {
  // price 1,000,000 units; 1 % of price is 49,875 lots
  'constant-product': () => constantProduct({ lots: 10_000_000, atoms: 10_000_000_000_000 }),
  linear: () => linear({ price: 1_000_000, slope: fraction(1, 5) }),
}

const set = (options: VirtualAmmOptions = {}, curve: Curve = curves['constant-product']()): Set => {
  const clearing = new PaperClearing()
  const amm = virtualAmm({ clearing, curve, pool: POOL, options })
  amm.openBlock(1, 1_000)
  return { amm, clearing, curve }
}

const snapshot = ({ amm, clearing }: Set): unknown =>
  structuredClone({ state: { ...amm.state() }, lots: clearing.lots, quote: clearing.quote })

describe.each(Object.entries(curves))('orders on a %s curve', (_name, curve) => {
  const fresh = (options: VirtualAmmOptions = {}): Set => set(options, curve())

  test('a market order trades all its lots with the pool, for what was quoted', () => {
    for (const side of [BUY, SELL] as const) {
      const s = fresh()
      expect(s.amm.quote(side, 1_000, 0)).toBe(1_000)
      const [cost, after] = [s.clearing.cell[COST], s.clearing.cell[AFTER]]
      expect(s.amm.submit(ALICE, side, 1_000, 0, MARKET, 0)).toBe(0)
      const sign = side === BUY ? 1 : -1
      expect(s.clearing.lots[ALICE]).toBe(sign * 1_000)
      expect(s.clearing.lots[POOL]).toBe(-sign * 1_000)
      expect(s.clearing.quote[ALICE]).toBe(-sign * cost)
      expect(s.clearing.quote[POOL]).toBe(sign * cost)
      expect(s.amm.best(side === BUY ? SELL : BUY)).toBe(after)
    }
  })

  test('a limit order takes every lot priced within its limit and no other, and its rest is refused', () => {
    for (const [side, limit] of [
      [BUY, 1_001_000],
      [SELL, 999_000],
    ] as const) {
      const s = fresh({ spread: fraction(1, 10_000) })
      expect(s.amm.submit(ALICE, side, 1_000_000, limit, IMMEDIATE_OR_CANCEL, 0)).toBe(BEYOND_LIMIT)
      const traded = Math.abs(s.clearing.lots[ALICE])
      expect(traded).toBeGreaterThan(0)
      expect(traded).toBeLessThan(1_000_000)
      const best = s.amm.best(side === BUY ? SELL : BUY)
      if (side === BUY) expect(best).toBeLessThanOrEqual(limit * 1e6 + 1)
      else expect(best).toBeGreaterThanOrEqual(limit * 1e6 - 1)
      expect(s.amm.submit(ALICE, side, 1, limit, 0, 0)).toBe(BEYOND_LIMIT)
      expect(s.clearing.fills).toBe(1)
    }
  })

  test('fill-or-kill trades all or nothing', () => {
    const s = fresh()
    const within = s.amm.quote(BUY, 1_000_000, 1_000_500)
    const before = snapshot(s)
    expect(s.amm.submit(ALICE, BUY, within + 1, 1_000_500, FILL_OR_KILL, 0)).toBe(NOT_ALL_FILLED)
    expect(snapshot(s)).toEqual(before)
    expect(s.amm.submit(ALICE, BUY, 1, 999_999, FILL_OR_KILL, 0)).toBe(NOT_ALL_FILLED)
    expect(s.amm.submit(ALICE, BUY, within, 1_000_500, FILL_OR_KILL, 0)).toBe(0)
    expect(s.clearing.lots[ALICE]).toBe(within)
  })

  test('an order by quote moves exactly its budget, spread included', () => {
    for (const side of [BUY, SELL] as const) {
      const s = fresh({ spread: fraction(3, 10_000) })
      s.clearing.cell[BUDGET] = 7_777_777_777
      const lots = s.amm.lotsFor(side, 0)
      expect(s.amm.submit(ALICE, side, 0, 0, BY_QUOTE | MARKET, 0)).toBe(0)
      const sign = side === BUY ? 1 : -1
      expect(s.clearing.quote[ALICE]).toBe(-sign * 7_777_777_777)
      expect(s.clearing.lots[ALICE]).toBe(sign * lots)
    }
  })

  test('an order by quote stops at its limit, or does nothing with fill-or-kill', () => {
    const s = fresh()
    s.clearing.cell[BUDGET] = 5_000_000_000_000
    const within = s.amm.quote(BUY, 10_000_000, 1_000_500)
    expect(s.amm.submit(ALICE, BUY, 0, 1_000_500, BY_QUOTE | FILL_OR_KILL, 0)).toBe(NOT_ALL_FILLED)
    expect(s.amm.submit(ALICE, BUY, 0, 1_000_500, BY_QUOTE, 0)).toBe(BEYOND_LIMIT)
    expect(s.clearing.lots[ALICE]).toBe(within)
    expect(-s.clearing.quote[ALICE]).toBeLessThan(5_000_000_000_000)
  })

  test('the change of a budget never pushes the price past a limit that the last lot just meets', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_010, max: 1_020_000 }),
        fc.integer({ min: 0, max: 999_999 }),
        (limit, change) => {
          const s = fresh()
          const within = s.amm.quote(BUY, 10_000_000, limit)
          s.clearing.cell[BUDGET] = s.clearing.cell[COST] + change
          expect(s.amm.submit(ALICE, BUY, 0, limit, BY_QUOTE, 0)).toBe(0)
          expect(s.clearing.lots[ALICE]).toBe(within)
          expect(s.curve.priceNumerator()).toBeLessThanOrEqual(limit * s.curve.priceDenominator())
        },
      ),
      { numRuns: 200, seed: 12 },
    )
  })

  test('reduce-only is clipped to the position, also by quote, and refused where it would increase', () => {
    const s = fresh()
    s.amm.submit(ALICE, BUY, 100, 0, MARKET, 0)
    expect(s.amm.submit(ALICE, BUY, 1, 0, MARKET | REDUCE_ONLY, 0)).toBe(WOULD_INCREASE)
    expect(s.amm.submit(BOB, SELL, 1, 0, MARKET | REDUCE_ONLY, 0)).toBe(WOULD_INCREASE)
    expect(s.amm.submit(ALICE, SELL, 70, 0, MARKET | REDUCE_ONLY, 0)).toBe(0)
    s.clearing.cell[BUDGET] = 1_000_000_000
    // As on a book, the rest is refused for the reason that stopped it.
    expect(s.amm.submit(ALICE, SELL, 0, 0, BY_QUOTE | MARKET | REDUCE_ONLY, 0)).toBe(WOULD_INCREASE)
    expect(s.clearing.lots[ALICE]).toBe(0)
  })

  test('a fill-or-kill order that may only reduce trades all of its lots or none', () => {
    // It was clipped to the position, traded that, and was answered 0: found by PERP-17 and PERP-18.
    const s = fresh()
    s.amm.submit(ALICE, BUY, 100, 0, MARKET, 0)
    const before = snapshot(s)
    expect(s.amm.submit(ALICE, SELL, 101, 999_000, FILL_OR_KILL | REDUCE_ONLY, 0)).toBe(NOT_ALL_FILLED)
    expect(snapshot(s)).toEqual(before)
    expect(s.amm.submit(ALICE, SELL, 101, 999_000, REDUCE_ONLY, 0)).toBe(WOULD_INCREASE)
    expect(s.clearing.lots[ALICE]).toBe(0)
  })

  test('whatever is traded, nobody gains from a round trip and both sides add up to zero', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom<Side>(BUY, SELL), fc.integer({ min: 1, max: 500_000 }), fc.boolean()), {
          maxLength: 8,
        }),
        fc.constantFrom(fraction(0), fraction(1, 2_000)),
        (trades, spread) => {
          const s = fresh({ spread })
          for (const [side, lots, byQuote] of trades) {
            s.clearing.cell[BUDGET] = lots * 1_000_000
            s.amm.submit(ALICE, side, lots, 0, MARKET | (byQuote ? BY_QUOTE : 0), 0)
          }
          const size = s.clearing.lots[ALICE]
          if (size !== 0) expect(s.amm.submit(ALICE, size > 0 ? SELL : BUY, Math.abs(size), 0, MARKET, 0)).toBe(0)
          expect(s.clearing.lots[ALICE]).toBe(0)
          expect(s.clearing.quote[ALICE]).toBeLessThanOrEqual(0)
          expect(s.clearing.quote[ALICE] + s.clearing.quote[POOL]).toBe(0)
        },
      ),
      { numRuns: 300, seed: 11 },
    )
  })

  test('what is refused changes nothing, and a revert brings back the mark', () => {
    const s = fresh({ fluctuation: fraction(1, 100) })
    s.amm.submit(ALICE, BUY, 500, 0, MARKET, 0)
    const before = snapshot(s)
    s.clearing.verdict = TAKER_REFUSED
    expect(s.amm.submit(BOB, BUY, 5, 0, MARKET, 0)).toBe(INSUFFICIENT_MARGIN)
    s.clearing.verdict = MAKER_REFUSED
    expect(s.amm.submit(BOB, BUY, 5, 0, MARKET, 0)).toBe(NO_LIQUIDITY)
    expect(snapshot(s)).toEqual(before)
    s.clearing.verdict = 0
    const state = structuredClone({ ...s.amm.state() })
    s.amm.save()
    s.amm.openBlock(2, 3_000)
    s.amm.onIndex(1_000_500_000_000)
    s.amm.submit(BOB, SELL, 900, 0, MARKET, 0)
    s.amm.revert()
    expect({ ...s.amm.state() }).toEqual(state)
  })

  test('a quote and a ladder change nothing', () => {
    const s = fresh({ spread: fraction(1, 1_000) })
    const before = snapshot(s)
    s.clearing.cell[BUDGET] = 1_000_000_000
    s.amm.quote(BUY, 1_000, 1_002_000)
    s.amm.quote(SELL, 1_000, 0)
    s.amm.lotsFor(SELL, 999_000)
    s.amm.depth(BUY, 10, new Float64Array(20))
    expect(snapshot(s)).toEqual(before)
  })

  test('depth lists worse prices in turn, and its lots cost no more than it shows', () => {
    for (const side of [BUY, SELL] as const) {
      const s = fresh({ spread: fraction(1, 1_000), level: fraction(1, 500) })
      const out = new Float64Array(20)
      expect(s.amm.depth(side, 10, out)).toBe(10)
      const taker = side === BUY ? SELL : BUY
      let shown = 0
      let lots = 0
      for (let i = 0; i < 10; i++) {
        if (i > 0) expect(side === BUY ? out[2 * i] < out[2 * i - 2] : out[2 * i] > out[2 * i - 2]).toBe(true)
        shown += (out[2 * i] / 1e6) * out[2 * i + 1]
        lots += out[2 * i + 1]
        expect(s.amm.quote(taker, lots, 0)).toBe(lots)
        const cost = s.clearing.cell[COST]
        if (taker === BUY) expect(cost).toBeLessThanOrEqual(Math.ceil(shown) + 1)
        else expect(cost).toBeGreaterThanOrEqual(Math.floor(shown) - 1)
      }
    }
  })
})

describe('what a virtual AMM refuses', () => {
  test('orders that could only rest, that are over, empty, or the pool’s own', () => {
    const { amm } = set()
    expect(amm.submit(ALICE, BUY, 1, 1_000_000, POST_ONLY, 0)).toBe(WOULD_CROSS)
    expect(amm.submit(ALICE, BUY, 1, 1, POST_ONLY | SLIDE, 0)).toBe(WOULD_CROSS)
    expect(amm.submit(ALICE, BUY, 1, 0, MARKET, 1_000)).toBe(EXPIRED)
    expect(amm.submit(ALICE, BUY, 1, 0, MARKET, 1_001)).toBe(0)
    expect(amm.submit(ALICE, BUY, 0, 0, MARKET, 0)).toBe(BELOW_LOT)
    expect(amm.submit(POOL, BUY, 1, 0, MARKET, 0)).toBe(SELF_TRADE)
    expect(amm.cancel(1)).toBe(UNKNOWN_ORDER)
    expect(amm.replace(1, 1, 1)).toBe(UNKNOWN_ORDER)
  })

  test('more than the curve has, and budgets that buy no lot', () => {
    const { amm, clearing } = set()
    expect(amm.submit(ALICE, BUY, 10_000_000, 0, MARKET, 0)).toBe(NO_LIQUIDITY)
    clearing.cell[BUDGET] = 10_000_000_000_000
    expect(amm.submit(ALICE, SELL, 0, 0, MARKET | BY_QUOTE, 0)).toBe(NO_LIQUIDITY)
    clearing.cell[BUDGET] = 999_999
    expect(amm.submit(ALICE, BUY, 0, 0, MARKET | BY_QUOTE, 0)).toBe(BELOW_LOT)
  })

  test('more than the trade limit of a reserve, and more than the largest order', () => {
    const { amm, clearing } = set({ tradeLimit: fraction(9, 10), largestOrder: 9_500_000 })
    expect(amm.submit(ALICE, BUY, 9_000_001, 0, MARKET, 0)).toBe(BEYOND_TRADE_LIMIT)
    clearing.cell[BUDGET] = 9_000_000_000_001
    expect(amm.submit(ALICE, SELL, 0, 0, MARKET | BY_QUOTE, 0)).toBe(BEYOND_TRADE_LIMIT)
    expect(amm.submit(ALICE, SELL, 9_500_001, 0, MARKET, 0)).toBe(BEYOND_TRADE_LIMIT)
    expect(amm.submit(ALICE, SELL, 9_500_000, 0, MARKET, 0)).toBe(0)
  })

  test('amounts beyond the taker’s total limits', () => {
    const { amm, clearing } = set()
    amm.quote(BUY, 1_000, 0)
    const cost = clearing.cell[COST]
    expect(amm.swapLots(ALICE, BUY, 1_000, cost - 1, 0)).toBe(BEYOND_LIMIT)
    expect(amm.swapLots(ALICE, BUY, 1_000, cost, 0)).toBe(0)
    expect(amm.swapQuote(ALICE, SELL, cost, 1, 0)).toBe(BEYOND_LIMIT)
    expect(amm.swapQuote(ALICE, BUY, cost, 1_000, 0)).toBe(BEYOND_LIMIT)
  })

  test('options that make no sense, all at once', () => {
    const build = (): unknown =>
      set({
        spread: fraction(1),
        tradeLimit: fraction(0),
        fluctuation: fraction(3, 2),
        largestOrder: 1.5,
        level: fraction(0),
        recentring: { kind: 'interval', milliseconds: 0 },
      })
    expect(build).toThrow(
      /spread: 1 .*trade limit: 0 .*fluctuation: 1\.5 .*largest order: 1\.5 .*level: 0 .*interval: 0 /,
    )
  })
})

describe('the fluctuation band', () => {
  const banded = (): Set => {
    const s = set({ fluctuation: fraction(1, 100) })
    s.amm.openBlock(2, 3_000)
    return s
  }

  test('holds a block’s trades within its width of the last price of an earlier block', () => {
    const { amm } = banded()
    expect(amm.submit(ALICE, BUY, 30_000, 0, MARKET, 0)).toBe(0)
    expect(amm.submit(ALICE, BUY, 30_000, 0, MARKET, 0)).toBe(BEYOND_FLUCTUATION)
    amm.openBlock(3, 5_000)
    expect(amm.submit(ALICE, BUY, 30_000, 0, MARKET, 0)).toBe(0)
  })

  test('lets a close or a liquidation cross it once, then refuses everything until the next block', () => {
    for (const flags of [REDUCE_ONLY, LIQUIDATION]) {
      const { amm, clearing } = banded()
      clearing.lots[ALICE] = -60_000
      expect(amm.submit(ALICE, BUY, 60_000, 0, MARKET, 0)).toBe(BEYOND_FLUCTUATION)
      expect(amm.isOutsideBand()).toBe(false)
      expect(amm.submit(ALICE, BUY, 60_000, 0, MARKET | flags, 0)).toBe(0)
      expect(amm.isOutsideBand()).toBe(true)
      expect(amm.submit(BOB, SELL, 60_000, 0, MARKET, 0)).toBe(BEYOND_FLUCTUATION)
      expect(amm.submit(BOB, SELL, 60_000, 0, MARKET | LIQUIDATION, 0)).toBe(BEYOND_FLUCTUATION)
      amm.openBlock(3, 5_000)
      expect(amm.submit(BOB, SELL, 1_000, 0, MARKET, 0)).toBe(0)
    }
  })
})

test('the mid is the marginal price, and the bests lie half a spread from it', () => {
  const { amm } = set({ spread: fraction(1, 2_000) })
  expect(amm.mid()).toBe(1_000_000_000_000)
  expect(amm.best(BUY)).toBe(999_500_000_000)
  expect(amm.best(SELL)).toBe(1_000_500_000_000)
})
