import { expect, test } from 'vitest'
import { VAULT_ACCOUNT } from '../../src/exchange/accounts.ts'
import { SOCIALISED, UNPAID } from '../../src/exchange/counters.ts'
import { START_PRICE, smallExchange, transaction } from './small-exchange.ts'

// Once the last position was closed, the loss was taken to be made in the first market, where nobody had won it.
test('a loss made in the second market is shared by those who won there', () => {
  const { exchange, liquidations } = smallExchange({
    engine: 'order-book',
    markets: 2,
    takers: [{ kind: 'deleverage', policy: 'queue', price: 'mark' }],
    payers: [{ kind: 'socialise', among: 'winners' }],
  })
  const [bankrupt, winner] = [1.1e8, 1e12].map((atoms) => {
    const account = exchange.openAccount()
    exchange.deposit(account, atoms)
    return account
  })
  // The winner's position is larger, so that some of it is left to share by.
  const other = exchange.openAccount()
  exchange.deposit(other, 1e12)
  for (const [buyer, lots] of [
    [bankrupt, 1000],
    [other, 1000],
  ]) {
    exchange.place(transaction({ account: winner, market: 1, side: 1, lots, limit: START_PRICE }))
    exchange.place(transaction({ account: buyer, market: 1, side: 0, lots, limit: START_PRICE }))
  }
  exchange.markets.mark[1] = 800_000
  liquidations.endOfBlock()

  expect(exchange.ledger.sizeOf(1, bankrupt)).toBe(0)
  expect(exchange.ledger.balanceOf(0, bankrupt)).toBe(0)
  const totals = exchange.venues[1].counters.market
  expect([totals[SOCIALISED] > 0, totals[UNPAID]]).toEqual([true, 0])
})

// A script could name the vault in protocol mode, and had its positions liquidated like a trader's.
test('a scripted liquidation of an account that margin does not bind does nothing', () => {
  const { exchange, liquidations } = smallExchange({ engine: 'order-book', vault: 1 })
  const trader = exchange.openAccount()
  exchange.deposit(trader, 1e12)
  exchange.place(transaction({ account: trader, side: 0, lots: 1000, limit: START_PRICE }))
  exchange.place(transaction({ account: VAULT_ACCOUNT, side: 1, lots: 1000, limit: START_PRICE }))
  expect(exchange.ledger.sizeOf(0, VAULT_ACCOUNT)).toBe(-1000)
  exchange.markets.mark[0] = 1_500_000

  expect(liquidations.byScript(VAULT_ACCOUNT, trader)).toBe(false)
  expect(exchange.ledger.sizeOf(0, VAULT_ACCOUNT)).toBe(-1000)
})
