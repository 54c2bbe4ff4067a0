import { expect, test } from 'vitest'
import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { FILL_OR_KILL, IMMEDIATE_OR_CANCEL } from '../../src/market/order-flags.ts'
import { START_PRICE, smallExchange, transaction } from './small-exchange.ts'

// The log once knew of everything but trades, although `fill` was among its events.
test('an order tells its fills in their order, and a fill-or-kill that fails half-way tells none', () => {
  const { exchange } = smallExchange({ engine: 'order-book' })
  const [rich, poor, taker] = [1e10, 1.2e8, 1e11].map((atoms) => {
    const account = exchange.openAccount()
    exchange.deposit(account, atoms)
    return account
  })
  const events: ExchangeEvent[] = []
  exchange.sink = { emit: (event) => events.push(event) }
  const fills = () => events.filter(({ kind }) => kind === 'fill')
  exchange.place(transaction({ account: rich, side: 1, lots: 100, limit: START_PRICE }))
  exchange.place(transaction({ account: poor, side: 1, lots: 1000, limit: START_PRICE + 10 }))
  exchange.markets.mark[0] = START_PRICE * 2
  const order = { account: taker, lots: 1100, limit: START_PRICE + 10 }
  exchange.place(transaction({ ...order, flags: FILL_OR_KILL }))
  expect(fills()).toEqual([])
  exchange.place(transaction({ ...order, flags: IMMEDIATE_OR_CANCEL }))
  const fill = { kind: 'fill', market: 0, maker: rich, taker, side: 0, lots: 100, quote: 100 * START_PRICE }
  expect(fills()).toEqual([{ ...fill, liquidation: false }])
  exchange.sink = undefined
  exchange.place(transaction({ account: rich, side: 1, lots: 1, limit: START_PRICE }))
  exchange.place(transaction({ ...order, lots: 1, flags: IMMEDIATE_OR_CANCEL }))
  expect(fills().length).toBe(1)
})
