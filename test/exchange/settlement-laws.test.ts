import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dust } from '../../src/exchange/audit.ts'
import type { Exchange } from '../../src/exchange/exchange.ts'
import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { EQUITY, INITIAL } from '../../src/exchange/health.ts'
import { LAST_LOTS } from '../../src/exchange/market-clearing.ts'
import { FILL_OR_KILL, MARKET, POST_ONLY, REDUCE_ONLY } from '../../src/market/order-flags.ts'
import { BELOW_LOT, INSUFFICIENT_BALANCE, INSUFFICIENT_MARGIN, OFF_TICK, PAUSED } from '../../src/market/refusal.ts'
import { type EngineName, type SmallExchange, START_PRICE, smallExchange, transaction } from './small-exchange.ts'

const engines: readonly EngineName[] = ['order-book', 'virtual-amm']
const MICROS = 1_000_000

/** Every byte of the exchange's state that money, sizes and orders hang on. */
const snapshot = (exchange: Exchange): string =>
  JSON.stringify(
    Object.entries(exchange.state())
      .filter(([name]) => !name.endsWith('pendingTag') && !name.endsWith('clearing.last'))
      .map(([name, array]) => [name, Array.from(array)]),
  )

const withTraders = (made: SmallExchange, deposits: readonly number[]): readonly number[] =>
  deposits.map((atoms) => {
    const account = made.exchange.openAccount()
    if (atoms > 0) made.exchange.deposit(account, atoms)
    return account
  })

describe('an order refused at entry changes nothing', () => {
  test.each<[string, Parameters<typeof transaction>[0], number]>([
    ['without lots', { lots: 0, limit: START_PRICE }, BELOW_LOT],
    ['off the tick', { lots: 1, limit: START_PRICE + 1 }, OFF_TICK],
    ['beyond its margin', { lots: 100_000, limit: START_PRICE }, INSUFFICIENT_MARGIN],
  ])('%s', (_, order, refusal) => {
    const made = smallExchange({ engine: 'order-book' })
    const [account] = withTraders(made, [1e9])
    const before = snapshot(made.exchange)
    expect(made.exchange.place(transaction({ account, ...order }))).toBe(refusal)
    expect(snapshot(made.exchange)).toBe(before)
  })

  test('opening while openings are paused; closing goes on', () => {
    const made = smallExchange({ engine: 'virtual-amm' })
    const { exchange } = made
    const [account] = withTraders(made, [1e10])
    exchange.place(transaction({ account, lots: 100, flags: MARKET }))
    exchange.markets.paused[0] = 1
    expect(exchange.place(transaction({ account, lots: 1, flags: MARKET }))).toBe(PAUSED)
    expect(exchange.place(transaction({ account, side: 1, lots: 100, flags: MARKET }))).toBe(0)
    expect(exchange.ledger.sizeOf(0, account)).toBe(0)
  })
})

test('a fill-or-kill that meets a maker without margin leaves no trace of its first fills', () => {
  const made = smallExchange({ engine: 'order-book' })
  const { exchange } = made
  const [rich, poor, taker] = withTraders(made, [1e10, 1.2e8, 1e11])
  exchange.place(transaction({ account: rich, side: 1, lots: 100, limit: START_PRICE }))
  exchange.place(transaction({ account: poor, side: 1, lots: 1000, limit: START_PRICE + 10 }))
  // The poor maker could afford its order when it was placed; now the mark has run away from it.
  exchange.markets.mark[0] = START_PRICE * 2
  const before = snapshot(exchange)
  const answer = exchange.place(
    transaction({ account: taker, lots: 1100, limit: START_PRICE + 10, flags: FILL_OR_KILL }),
  )
  expect(answer).toBeLessThan(0)
  expect(exchange.ledger.sizeOf(0, taker)).toBe(0)
  expect(exchange.venues[0].clearing.last[LAST_LOTS]).toBe(0)
  expect(snapshot(exchange)).toBe(before)
})

describe.each(engines)('on the %s', (engine) => {
  const liquid = (): { made: SmallExchange; makers: readonly number[] } => {
    const made = smallExchange({ engine, fund: 1e9 })
    const makers = withTraders(made, [1e12])
    if (engine === 'order-book')
      for (let level = 1; level <= 40; level++) {
        made.exchange.place(
          transaction({ account: makers[0], side: 1, lots: 500, limit: START_PRICE + 100 * level, flags: POST_ONLY }),
        )
        made.exchange.place(
          transaction({ account: makers[0], side: 0, lots: 500, limit: START_PRICE - 100 * level, flags: POST_ONLY }),
        )
      }
    return { made, makers }
  }

  test('funding paid by longs equals funding received by shorts plus dust, and dust never falls', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -3e10, max: 3e10 })), {
          minLength: 1,
          maxLength: 30,
        }),
        (history) => {
          const { made } = liquid()
          const { exchange } = made
          const traders = withTraders(made, [1e10, 1e10, 1e10])
          let settled = 0
          history.forEach(([lots, rate], i) => {
            const account = traders[i % 3]
            if (lots !== 0)
              exchange.place(transaction({ account, side: lots > 0 ? 0 : 1, lots: Math.abs(lots), flags: MARKET }))
            exchange.funding.accrue(0, rate, START_PRICE * MICROS + i)
            for (let other = 0; other < exchange.accounts.count; other++) exchange.settleAll(other)
            const now = dust(exchange, 0)
            expect(now).toBeGreaterThanOrEqual(settled)
            expect(now - settled).toBeLessThanOrEqual(exchange.accounts.count)
            settled = now
          })
        },
      ),
      { numRuns: 60, seed: 7 },
    )
  })

  test('only accounts below maintenance are liquidated, and afterwards nobody owes more than the deficit that is reported', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: -2500, max: 1500 }), { minLength: 1, maxLength: 6 }),
        (sizes, moves) => {
          const { made } = liquid()
          const { exchange, search, liquidations } = made
          const traders = withTraders(
            made,
            sizes.map((lots) => Math.ceil(lots * START_PRICE * 0.11)),
          )
          traders.forEach((account, i) => {
            exchange.place(transaction({ account, side: i % 2 === 0 ? 0 : 1, lots: sizes[i], flags: MARKET }))
          })
          for (const bps of moves) {
            exchange.markets.mark[0] = Math.round((START_PRICE * (10_000 + bps)) / 10_000)
            const below = new Set(search.scan().map(({ account }) => account))
            const untouched = traders
              .filter((account) => !below.has(account))
              .map((account) => [account, exchange.ledger.sizeOf(0, account)])
            const visited: ExchangeEvent[] = []
            exchange.sink = { emit: (event) => visited.push(event) }
            liquidations.endOfBlock()
            exchange.sink = undefined
            const deleveraged = new Set(visited.flatMap((event) => (event.kind === 'deleverage' ? [event.taker] : [])))
            for (const [account, size] of untouched)
              if (!deleveraged.has(account)) expect(exchange.ledger.sizeOf(0, account)).toBe(size)
            const owed = traders.reduce((sum, account) => sum + Math.max(0, -exchange.equity(account)), 0)
            const open = traders.filter(
              (account) => exchange.equity(account) < 0 && exchange.ledger.sizeOf(0, account) !== 0,
            )
            const unpaid = exchange.venues[0].counters.market[20]
            expect(owed).toBeLessThanOrEqual(unpaid + open.reduce((sum, account) => sum - exchange.equity(account), 0))
          }
        },
      ),
      { numRuns: 80, seed: 11 },
    )
  })

  test('a withdrawal never leaves an account below its requirement, nor takes what the vault does not hold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -900, max: 900 }),
        fc.integer({ min: 1, max: 4e9 }),
        fc.integer({ min: -900, max: 900 }),
        (lots, atoms, bps) => {
          const { made } = liquid()
          const { exchange } = made
          const [account] = withTraders(made, [1e9])
          if (lots !== 0)
            exchange.place(transaction({ account, side: lots > 0 ? 0 : 1, lots: Math.abs(lots), flags: MARKET }))
          exchange.markets.mark[0] = Math.round((START_PRICE * (10_000 + bps)) / 10_000)
          const free = exchange.free(account)
          const answer = exchange.withdraw(account, atoms)
          expect(answer).toBe(atoms <= free ? 0 : INSUFFICIENT_BALANCE)
          if (answer !== 0) return
          exchange.health.assessWithOrders(account, -1, 0, 0, 0)
          expect(exchange.health.figures[EQUITY]).toBeGreaterThanOrEqual(exchange.health.figures[INITIAL])
          expect(exchange.ledger.deposited[0]).toBeGreaterThanOrEqual(exchange.ledger.withdrawn[0])
        },
      ),
      { numRuns: 100, seed: 13 },
    )
  })

  test('a reduce-only order never turns a position round', () => {
    const { made } = liquid()
    const { exchange } = made
    const [account] = withTraders(made, [1e10])
    exchange.place(transaction({ account, lots: 300, flags: MARKET }))
    exchange.place(transaction({ account, side: 1, lots: 1000, flags: MARKET | REDUCE_ONLY }))
    expect(exchange.ledger.sizeOf(0, account)).toBe(0)
  })

  test('a stop waits for the mark and is then executed as an order of its own', () => {
    const { made } = liquid()
    const { exchange } = made
    const [account] = withTraders(made, [1e10])
    exchange.place(transaction({ account, lots: 200, flags: MARKET }))
    exchange.place(
      transaction({
        account,
        side: 1,
        lots: 200,
        flags: MARKET | REDUCE_ONLY,
        trigger: 2,
        triggerPrice: START_PRICE - 5000,
      }),
    )
    exchange.runTriggers(0)
    expect(exchange.ledger.sizeOf(0, account)).toBe(200)
    exchange.markets.mark[0] = START_PRICE - 5000
    exchange.runTriggers(0)
    expect(exchange.ledger.sizeOf(0, account)).toBe(0)
  })
})
