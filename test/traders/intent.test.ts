import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IMMEDIATE_OR_CANCEL, REDUCE_ONLY } from '../../src/market/order-flags.ts'
import { BUY, SELL, signOf } from '../../src/market/side.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { type Intent, orderFromIntent } from '../../src/traders/intent.ts'
import { SAMPLE_PRICE, sampleSight, sampleView } from './sample-sight.ts'

const intents: fc.Arbitrary<Intent> = fc.record({
  side: fc.constantFrom(BUY, SELL),
  notional: fc.nat(2_000_000_000_000),
  closes: fc.boolean(),
  patience: fc.constantFrom(0, 60_000),
  slippage: fc.nat(200_000).map((n) => ({ n, d: 1_000_000 })),
  wakeAt: fc.constant(9),
})
const accounts = fc.record({
  size: fc.integer({ min: -50_000, max: 50_000 }),
  free: fc.integer({ min: -1_000_000_000, max: 100_000_000_000 }),
})

describe('an order made from an intent', () => {
  test('buys no higher and sells no lower than its slippage from the opposite best', () => {
    fc.assert(
      fc.property(
        intents,
        accounts,
        fc.integer({ min: 100, max: 10_000_000 }),
        fc.integer({ min: 1, max: 50 }),
        (intent, account, price, tickUnits) => {
          const market = sampleView(price)
          const order = orderFromIntent(intent, sampleSight({ market, account, tickUnits }), fraction(5), 0)
          if (order === undefined) return
          const { n, d } = intent.slippage
          const [limit, side] = [BigInt(order.limit!), order.side!]
          expect(order.limit! % tickUnits).toBe(0)
          if (side === BUY && order.limit! > tickUnits)
            expect(limit * BigInt(d) <= BigInt(price + 5) * BigInt(d + n)).toBe(true)
          if (side === SELL) expect(limit * BigInt(d) >= BigInt(price - 5) * BigInt(d - n)).toBe(true)
        },
      ),
    )
  })

  test('takes no more lots than its notional buys at the index, nor than leverage and margin carry beyond closing', () => {
    fc.assert(
      fc.property(intents, accounts, fc.integer({ min: 1, max: 60 }), (intent, account, leverage) => {
        const order = orderFromIntent(intent, sampleSight({ account }), fraction(leverage), 0)
        if (order === undefined) return
        const lots = order.lots!
        const closing = Math.max(0, 0 - signOf(order.side!) * account.size)
        if (intent.closes) {
          expect([lots, order.side]).toEqual([Math.abs(account.size), account.size > 0 ? SELL : BUY])
          expect(order.flags! & REDUCE_ONLY).toBe(REDUCE_ONLY)
          return
        }
        expect(lots * SAMPLE_PRICE).toBeLessThanOrEqual(intent.notional)
        // The market's own limit is 40.
        const carried = Math.max(0, account.free) * Math.min(leverage, 40) * 0.95
        expect((lots - closing) * SAMPLE_PRICE).toBeLessThanOrEqual(carried + 1)
      }),
    )
  })

  test('a patient order rests at its own best where orders rest, and tries once where they do not', () => {
    const intent: Intent = {
      side: BUY,
      notional: 1e11,
      closes: false,
      patience: 60_000,
      slippage: fraction(1, 100),
      wakeAt: 9,
    }
    const rests = orderFromIntent(intent, sampleSight(), fraction(5), 1000)
    expect(rests).toMatchObject({ limit: SAMPLE_PRICE - 5, flags: 0, expiry: 61_000 })
    const tries = orderFromIntent(intent, sampleSight({ restingOrders: false }), fraction(5), 1000)
    expect(tries).toMatchObject({ limit: SAMPLE_PRICE - 5, flags: IMMEDIATE_OR_CANCEL })
  })

  test('there is none for less than a lot, without an index, or to close a flat account', () => {
    const intent: Intent = {
      side: BUY,
      notional: SAMPLE_PRICE - 1,
      closes: false,
      patience: 0,
      slippage: fraction(1, 100),
      wakeAt: 9,
    }
    expect(orderFromIntent(intent, sampleSight(), fraction(5), 0)).toBeUndefined()
    expect(
      orderFromIntent(
        { ...intent, notional: 1e12 },
        sampleSight({ market: sampleView(SAMPLE_PRICE, { index: 0 }) }),
        fraction(5),
        0,
      ),
    ).toBeUndefined()
    expect(orderFromIntent({ ...intent, closes: true }, sampleSight(), fraction(5), 0)).toBeUndefined()
  })
})
