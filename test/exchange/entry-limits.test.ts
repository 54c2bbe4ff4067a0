import { describe, expect, test } from 'vitest'
import { orderBook } from '../../src/engines/order-book/order-book.ts'
import { Exchange } from '../../src/exchange/exchange.ts'
import { unlimited } from '../../src/exchange/trading-limits.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import { BY_QUOTE, MARKET } from '../../src/market/order-flags.ts'
import { BEYOND_CAP, OUTSIDE_BAND, PAUSED } from '../../src/market/refusal.ts'
import { fraction, parseFraction } from '../../src/numeric/fraction.ts'
import { START_PRICE, transaction } from './small-exchange.ts'

const limited = () => {
  const exchange = new Exchange({
    accounts: 16,
    assets: 1,
    collateral: 0,
    withdrawal: { kind: 'initial' },
    markets: [
      {
        spec: { symbol: 'M', market: 0, quote: 'USDC', quoteDecimals: 6, lot: '1', tickUnits: 10, unitPrice: '1' },
        tiers: marginTiers([
          { upTo: Number.POSITIVE_INFINITY, initial: fraction(1, 10), maintenance: fraction(1, 20) },
        ]),
        fees: { maker: fraction(0), taker: fraction(0) },
        limits: { ...unlimited, positionCap: 100, priceBand: parseFraction('5%') },
        engine: (clearing) => orderBook({ clearing, tickUnits: 10 }),
      },
    ],
  })
  exchange.markets.mark[0] = START_PRICE
  exchange.markets.index[0] = START_PRICE
  const [maker, taker] = [1e12, 1e12].map((atoms) => {
    const account = exchange.openAccount()
    exchange.deposit(account, atoms)
    return account
  })
  return { exchange, maker, taker }
}

// Limits once stood at the door of new orders only: a small order could be replaced by one that they would have refused.
describe('replacing an order', () => {
  test('meets the caps, the band and the pause that a new order meets, and changes nothing when refused', () => {
    const { exchange, maker } = limited()
    const bid = { account: maker, lots: 60, limit: START_PRICE - 100, tag: 1 }
    expect(exchange.place(transaction(bid))).toBeGreaterThan(0)
    expect(exchange.replace(maker, 0, 1, 101, bid.limit)).toBe(BEYOND_CAP)
    expect(exchange.replace(maker, 0, 1, 60, (START_PRICE * 106) / 100)).toBe(OUTSIDE_BAND)
    exchange.markets.paused[0] = 1
    expect(exchange.replace(maker, 0, 1, 61, bid.limit)).toBe(PAUSED)
    expect(exchange.replace(maker, 0, 1, 60, bid.limit - 10)).toBe(PAUSED)
    expect(exchange.venues[0].orders.restingLots(maker, 0)).toBe(60)
    // A smaller order opens nothing new.
    expect(exchange.replace(maker, 0, 1, 20, bid.limit)).toBeGreaterThan(0)
    exchange.markets.paused[0] = 0
    expect(exchange.replace(maker, 0, 1, 100, bid.limit)).toBeGreaterThan(0)
  })
})

// An order for a budget states no lots, and so once passed every limit on lots.
describe('an order for an amount of quote', () => {
  const offered = () => {
    const made = limited()
    const { exchange, maker } = made
    exchange.place(transaction({ account: maker, side: 1, lots: 100, limit: START_PRICE }))
    return made
  }
  const buy = (account: number, lots: number) =>
    transaction({ account, atoms: lots * START_PRICE, flags: MARKET | BY_QUOTE })

  test('opens nothing while openings are paused, and closes', () => {
    const { exchange, maker, taker } = offered()
    exchange.markets.paused[0] = 1
    expect(exchange.place(buy(taker, 10))).toBe(PAUSED)
    exchange.markets.paused[0] = 0
    exchange.place(transaction({ account: maker, lots: 5, limit: START_PRICE - 10 }))
    exchange.place(transaction({ account: taker, side: 1, lots: 5, flags: MARKET }))
    exchange.markets.paused[0] = 1
    expect(exchange.ledger.sizeOf(0, taker)).toBe(-5)
    expect(exchange.place(buy(taker, 5))).toBe(0)
    expect(exchange.ledger.sizeOf(0, taker)).toBe(0)
  })

  test('is held to the cap of a position by the lots that it would buy', () => {
    const { exchange, taker } = offered()
    exchange.place(buy(taker, 60))
    expect(exchange.ledger.sizeOf(0, taker)).toBe(60)
    exchange.cancelAll(taker, 0)
    exchange.deposit(exchange.openAccount(), 1e12)
    exchange.place(transaction({ account: taker + 1, side: 1, lots: 100, limit: START_PRICE }))
    expect(exchange.place(buy(taker, 41))).toBe(BEYOND_CAP)
    expect(exchange.place(buy(taker, 40))).toBe(0)
    expect(exchange.ledger.sizeOf(0, taker)).toBe(100)
  })
})
