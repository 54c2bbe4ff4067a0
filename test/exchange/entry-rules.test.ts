import { describe, expect, test } from 'vitest'
import { LAST_LOTS } from '../../src/exchange/market-clearing.ts'
import { BY_QUOTE, MARKET, REDUCE_ONLY } from '../../src/market/order-flags.ts'
import {
  BELOW_LOT,
  BEYOND_CAP,
  INSUFFICIENT_MARGIN,
  OUTSIDE_BAND,
  PAUSED,
  UNKNOWN_ACCOUNT,
} from '../../src/market/refusal.ts'
import { BUY, SELL } from '../../src/market/side.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { type SmallConfig, START_PRICE, smallExchange, transaction } from './small-exchange.ts'

const funded = (config: SmallConfig, deposits: readonly number[]) => {
  const made = smallExchange(config)
  const accounts = deposits.map((atoms) => {
    const account = made.exchange.openAccount()
    made.exchange.deposit(account, atoms)
    return account
  })
  return { ...made, accounts }
}

// A replacement once passed the margin check alone, and that for the additional lots only.
describe('a replacement must pass what a new order in its stead would have to', () => {
  const limits = { positionCap: 100, openInterestCap: Infinity, priceBand: fraction(1, 100) }

  test.each<[string, number, number, number]>([
    ['the position cap', 5000, START_PRICE, BEYOND_CAP],
    ['the price band', 10, START_PRICE * 1.05, OUTSIDE_BAND],
  ])('%s', (_, lots, limit, refusal) => {
    const { exchange, accounts } = funded({ engine: 'order-book', limits }, [1e12])
    expect(exchange.place(transaction({ account: accounts[0], lots: 10, limit: START_PRICE, tag: 1 }))).toBeGreaterThan(
      0,
    )
    expect(exchange.replace(accounts[0], 0, 1, lots, limit)).toBe(refusal)
    expect(exchange.venues[0].orders.restingLots(accounts[0], 0)).toBe(10)
  })

  test('a pause of openings; a smaller size at the same price is still allowed', () => {
    const { exchange, accounts } = funded({ engine: 'order-book' }, [1e12, 1e12])
    exchange.place(transaction({ account: accounts[1], side: 1, lots: 100, limit: START_PRICE + 100 }))
    exchange.place(transaction({ account: accounts[0], lots: 100, limit: START_PRICE, tag: 1 }))
    exchange.markets.paused[0] = 1
    expect(exchange.replace(accounts[0], 0, 1, 100, START_PRICE + 100)).toBe(PAUSED)
    expect(exchange.ledger.sizeOf(0, accounts[0])).toBe(0)
    expect(exchange.replace(accounts[0], 0, 1, 60, START_PRICE)).toBeGreaterThan(0)
  })

  test('margin for all of its lots at the new price, the old order no longer counted', () => {
    const { exchange, accounts } = funded({ engine: 'order-book' }, [1.1e6])
    const [account] = accounts
    exchange.place(transaction({ account, lots: 10, limit: START_PRICE, tag: 1 }))
    expect(exchange.replace(account, 0, 1, 10, START_PRICE * 1.5)).toBe(INSUFFICIENT_MARGIN)
    expect(exchange.replace(account, 0, 1, 11, START_PRICE)).toBeGreaterThan(0)
    expect(exchange.replace(account, 0, 1, 12, START_PRICE)).toBe(INSUFFICIENT_MARGIN)
  })

  // The order to be replaced once counted as another that rests, so that an account below initial margin could not move its close.
  test('no margin where it only reduces and nothing else rests', () => {
    const { exchange, accounts } = funded({ engine: 'order-book' }, [11e6, 1e12])
    const [account, other] = accounts
    exchange.place(transaction({ account: other, side: SELL, lots: 100, limit: START_PRICE }))
    exchange.place(transaction({ account, side: BUY, lots: 100, limit: START_PRICE }))
    exchange.markets.mark[0] = START_PRICE * 0.95
    expect(exchange.place(transaction({ account, side: SELL, lots: 100, limit: START_PRICE, tag: 1 }))).toBeGreaterThan(
      0,
    )
    expect(exchange.replace(account, 0, 1, 100, START_PRICE * 0.96)).toBeGreaterThan(0)
    expect(exchange.place(transaction({ account, side: BUY, lots: 1, limit: START_PRICE * 0.9, tag: 2 }))).toBe(
      INSUFFICIENT_MARGIN,
    )
    expect(exchange.replace(account, 0, 1, 101, START_PRICE * 0.96)).toBe(INSUFFICIENT_MARGIN)
  })
})

// An order by quote names no lots, and once passed every limit on lots for that.
test('an order by quote opens nothing while openings are paused, and keeps to the caps', () => {
  const { exchange, accounts } = funded({ engine: 'virtual-amm' }, [1e12])
  const order = { account: accounts[0], flags: MARKET | BY_QUOTE, atoms: 50 * START_PRICE }
  exchange.markets.paused[0] = 1
  expect(exchange.place(transaction(order))).toBe(PAUSED)
  exchange.markets.paused[0] = 0
  expect(exchange.place(transaction(order))).toBe(0)
  expect(exchange.ledger.sizeOf(0, accounts[0])).toBeGreaterThan(40)
})

test('a market order trades no further than the price band reaches', () => {
  const limits = { positionCap: Infinity, openInterestCap: Infinity, priceBand: fraction(1, 100) }
  const { exchange, accounts } = funded({ engine: 'virtual-amm', limits }, [1e13])
  exchange.place(transaction({ account: accounts[0], lots: 50_000, flags: MARKET }))
  expect(exchange.venues[0].clearing.last[LAST_LOTS]).toBeGreaterThan(0)
  expect(exchange.venues[0].engine.mid()).toBeLessThanOrEqual(START_PRICE * 1.01 * 1e6)
})

describe('a trigger order', () => {
  test('is refused when it is malformed, before it waits', () => {
    const { exchange, accounts } = funded({ engine: 'virtual-amm' }, [1e12])
    const stop = { lots: 5, flags: MARKET, trigger: 2 as const, triggerPrice: START_PRICE - 10 }
    expect(exchange.place(transaction({ ...stop, account: 10_000 }))).toBe(UNKNOWN_ACCOUNT)
    expect(exchange.place(transaction({ ...stop, account: accounts[0], lots: -5 }))).toBe(BELOW_LOT)
    expect(exchange.venues[0].triggers.count).toBe(0)
  })

  test('by quote keeps its budget while it waits', () => {
    const { exchange, accounts } = funded({ engine: 'virtual-amm' }, [1e12])
    const order = { account: accounts[0], flags: MARKET | BY_QUOTE, atoms: 20 * START_PRICE, trigger: 1 as const }
    exchange.place(transaction({ ...order, triggerPrice: START_PRICE }))
    exchange.runTriggers(0)
    expect(exchange.ledger.sizeOf(0, accounts[0])).toBeGreaterThan(15)
  })

  test('goes when its good-til time has come', () => {
    const { exchange, accounts } = funded({ engine: 'virtual-amm' }, [1e12])
    const stop = { account: accounts[0], lots: 5, flags: MARKET, trigger: 1 as const, triggerPrice: START_PRICE * 2 }
    exchange.place(transaction({ ...stop, expiry: 5000 }))
    exchange.openBlock(1, 4999)
    expect(exchange.venues[0].triggers.count).toBe(1)
    exchange.openBlock(2, 5000)
    expect(exchange.venues[0].triggers.count).toBe(0)
  })
})

// Each settlement rounds up to an atom against the account; the search once kept the key from before them.
test('the liquidation search keeps up with an account whose funding is settled again and again', () => {
  const { exchange, search, accounts } = funded({ engine: 'virtual-amm' }, [150_000])
  const [account] = accounts
  exchange.place(transaction({ account, lots: 1, flags: MARKET }))
  search.list()
  for (let i = 0; i < 3000; i++) {
    exchange.funding.accrue(0, 10_000_001, START_PRICE * 1_000_000 + 1)
    exchange.settleAll(account)
    if (i % 10 === 0) expect(search.list()).toEqual(search.scan())
  }
  for (let mark = START_PRICE; mark > START_PRICE * 0.8; mark -= 97) {
    exchange.markets.mark[0] = mark
    expect(search.list()).toEqual(search.scan())
  }
})

describe('liquidators', () => {
  const below = (config: Partial<SmallConfig>) => {
    const made = funded({ engine: 'virtual-amm', ...config }, [1.2e8, 1e9])
    made.exchange.place(transaction({ account: made.accounts[0], lots: 1000, flags: MARKET }))
    return made
  }

  test('do nothing where the protocol liquidates, and nothing to themselves', () => {
    for (const mode of ['protocol', 'bots'] as const) {
      const { exchange, liquidations, accounts } = below({ mode })
      exchange.markets.mark[0] = START_PRICE * 0.92
      expect(liquidations.byBot(accounts[0], accounts[0])).toBe(false)
      expect(liquidations.byBot(accounts[0], accounts[1])).toBe(mode === 'bots')
    }
  })

  // With bots, an insolvent account was once wound up although liquidations were paused.
  test('and the block end leave accounts alone while liquidations are paused', () => {
    const { exchange, liquidations, accounts } = below({ mode: 'bots' })
    exchange.markets.mark[0] = START_PRICE * 0.5
    exchange.markets.paused[0] = 2
    liquidations.endOfBlock()
    expect(liquidations.byBot(accounts[0], accounts[1])).toBe(false)
    expect(exchange.ledger.sizeOf(0, accounts[0])).toBe(1000)
  })
})

test('a reduce-only order needs no room under the caps', () => {
  const limits = { positionCap: 50, openInterestCap: 50 }
  const { exchange, accounts } = funded({ engine: 'virtual-amm', limits }, [1e12])
  exchange.place(transaction({ account: accounts[0], lots: 50, flags: MARKET }))
  expect(exchange.place(transaction({ account: accounts[0], lots: 1, flags: MARKET }))).toBe(BEYOND_CAP)
  expect(
    exchange.place(transaction({ account: accounts[0], side: 1, lots: 500, flags: MARKET | REDUCE_ONLY })),
  ).toBeLessThanOrEqual(0)
  expect(exchange.ledger.sizeOf(0, accounts[0])).toBe(0)
})
