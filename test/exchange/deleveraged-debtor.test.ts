import { expect, test } from 'vitest'
import { FUND_ACCOUNT } from '../../src/exchange/accounts.ts'
import { FUND_PAID, SOCIALISED, UNPAID } from '../../src/exchange/counters.ts'
import type { Payer } from '../../src/insurance/payers.ts'
import { START_PRICE, smallExchange, transaction } from './small-exchange.ts'

// Flat accounts are not searched, so the debt of a short that was deleveraged at a price beyond its means once stayed
// where it was, and neither fund nor winners were asked.
test.each<[string, readonly Payer[], readonly [number, number, number]]>([
  ['the fund', [{ kind: 'fund' }], [115_329_990, 0, 0]],
  [
    'fund and winners',
    [
      { kind: 'fund', limit: 5_000_000 },
      { kind: 'socialise', among: 'winners' },
    ],
    [5_000_000, 110_329_990, 0],
  ],
  ['nobody', [], [0, 0, 115_329_990]],
])('what deleveraging at the bankruptcy price costs a taker beyond its equity is paid by %s', (_, payers, paid) => {
  const { exchange, liquidations } = smallExchange({
    engine: 'order-book',
    fund: 1e9,
    takers: [{ kind: 'deleverage', policy: 'queue', price: 'bankruptcy' }],
    payers,
  })
  const fund = exchange.ledger.balanceOf(0, FUND_ACCOUNT)
  const traders = [1.1e8, 1e12, 75_000_000, 1e12].map((atoms) => {
    const account = exchange.openAccount()
    exchange.deposit(account, atoms)
    return account
  })
  const [bankrupt, rich, thin, buyer] = traders
  const trade = (seller: number, purchaser: number, limit: number): void => {
    exchange.place(transaction({ account: seller, side: 1, lots: 1000, limit }))
    exchange.place(transaction({ account: purchaser, side: 0, lots: 1000, limit }))
    expect(exchange.ledger.sizeOf(0, purchaser)).toBe(1000)
  }
  trade(rich, bankrupt, START_PRICE)
  exchange.markets.mark[0] = 700_000
  // The thin short is hardly in profit, but ranks first by its leverage.
  trade(thin, buyer, 700_100)
  liquidations.endOfBlock()

  const totals = exchange.venues[0].counters.market
  expect(traders.map((account) => exchange.ledger.sizeOf(0, account))).toEqual([0, -1000, 0, 1000])
  expect(exchange.ledger.balanceOf(0, bankrupt)).toBe(0)
  const due = totals[FUND_PAID] + totals[SOCIALISED] + totals[UNPAID]
  expect(exchange.ledger.balanceOf(0, thin)).toBe(0 - totals[UNPAID])
  expect([totals[FUND_PAID], totals[SOCIALISED], totals[UNPAID]]).toEqual(paid)
  expect(due).toBe(paid[0] + paid[1] + paid[2])
  expect(exchange.ledger.balanceOf(0, FUND_ACCOUNT)).toBe(fund - totals[FUND_PAID])
})
