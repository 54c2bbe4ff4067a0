import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REDUCE_ONLY } from '../../src/market/order-flags.ts'
import { BUY, SELL } from '../../src/market/side.ts'
import type { Outgoing } from '../../src/market/transaction.ts'
import { fraction, fractionToNumber } from '../../src/numeric/fraction.ts'
import { arbitrageur } from '../../src/traders/arbitrageur.ts'
import { ExternalHedge } from '../../src/traders/external-hedge.ts'
import type { OwnAccount } from '../../src/traders/sight.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { SAMPLE_PRICE, sampleSight, sampleView } from './sample-sight.ts'

const defaults = traderDefaults(1_000_000).arbitrageur
const seat = { seed: 5, group: 1, count: 1, start: 0 }
const FEE = 0.00045

const decide = (basis: number, account: Partial<OwnAccount> = {}, funding = 0): Outgoing | undefined => {
  const price = Math.round(SAMPLE_PRICE * (1 + basis))
  const market = sampleView(SAMPLE_PRICE, { bestBid: price * 1e6, bestAsk: price * 1e6, mid: price * 1e6 })
  let order: Outgoing | undefined
  arbitrageur(seat, defaults).wake(0, 10, sampleSight({ market, account, fundingRatePico: funding }), (sent) => {
    order = sent
  })
  return order
}

describe('arbitrageur', () => {
  test('trades only where the basis pays fee, hedge and margin, at a limit that still does', () => {
    const costs = FEE + fractionToNumber(defaults.hedgeCost) + fractionToNumber(defaults.margin)
    fc.assert(
      fc.property(fc.double({ min: -0.02, max: 0.02, noNaN: true }), (basis) => {
        const order = decide(basis)
        if (Math.abs(basis) < costs - 1e-6) expect(order).toBeUndefined()
        if (Math.abs(basis) > costs + 1e-6) expect(order!.side).toBe(basis > 0 ? SELL : BUY)
        if (order === undefined) return
        const edge = order.limit! / SAMPLE_PRICE - 1
        expect(order.side === SELL ? edge : 0 - edge).toBeGreaterThanOrEqual(costs - 1e-12)
      }),
    )
  })

  test('stays within its leverage', () => {
    const { n, d } = defaults.leverage
    const full = Math.floor((100_000_000_000 * n) / d / SAMPLE_PRICE)
    expect(decide(0.01, { size: -full })).toBeUndefined()
    expect(decide(0.01, { size: -full + 7 })!.lots).toBe(7)
  })

  test('unwinds once the basis has closed, and not before', () => {
    expect(decide(0.001, { size: -500 })).toBeUndefined()
    expect(decide(-0.0001, { size: -500 })).toMatchObject({ side: BUY, lots: 500, limit: SAMPLE_PRICE })
    expect(decide(0.0001, { size: 500 })!.flags! & REDUCE_ONLY).toBe(REDUCE_ONLY)
  })

  test('funding that longs pay makes selling worth while at a smaller basis', () => {
    expect(decide(0.001)).toBeUndefined()
    expect(decide(0.001, {}, 1_000_000_000)).toMatchObject({ side: SELL })
  })

  test('cuts a position that losses have made too large for its equity', () => {
    const order = decide(0, { size: -50_000, equity: 10_000_000_000, notional: 50_000 * SAMPLE_PRICE })!
    expect(order).toMatchObject({ side: BUY, lots: 40_000 })
    expect(order.flags! & REDUCE_ONLY).toBe(REDUCE_ONLY)
  })

  test('holds at the external venue the opposite of what it is seen to hold here', () => {
    const trader = arbitrageur(seat, defaults)
    trader.wake(0, 10, sampleSight({ account: { size: 300 } }), () => {})
    expect(trader.hedge(0).lots).toBe(-300)
    // Sold 300 at 2 bps below the price: that cost is all it has lost.
    expect(trader.hedge(0).profit).toBe(-300 * SAMPLE_PRICE * 0.0002)
  })

  test("the hedge's cash is what an exact account of its trades says, each rounded against the trader", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 5_000_000_000_000 })),
          { maxLength: 20 },
        ),
        (trades) => {
          const hedge = new ExternalHedge(1, fraction(3, 10_000))
          let lots = 0n
          let exact = 0n
          for (const [to, price] of trades) {
            hedge.follow(0, to, price)
            const change = BigInt(to) - lots
            // In 1e-10 atom: micro-units of price and ten-thousandths of cost.
            exact -= change * BigInt(price) * (change > 0n ? 10_003n : 9_997n)
            lots = BigInt(to)
          }
          const lost = exact - BigInt(hedge.position(0).cash) * 10_000_000_000n
          expect(lost >= 0n).toBe(true)
          // Each trade rounds its price by up to a micro-unit a lot, and its atoms by up to one.
          const traded = BigInt(trades.length) * 200_000n * 10_000n
          expect(lost <= traded + BigInt(trades.length) * 10_000_000_000n).toBe(true)
        },
      ),
    )
  })
})
