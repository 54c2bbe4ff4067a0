import { expect, test } from 'vitest'
import { identifiedOrders } from '../../../src/engines/order-book/identified-orders.ts'
import { FILL_OR_KILL, IMMEDIATE_OR_CANCEL, REDUCE_ONLY } from '../../../src/market/order-flags.ts'
import {
  ALREADY_FILLED,
  BELOW_LOT,
  INVALID_REPLACEMENT,
  NOT_ALL_FILLED,
  UNKNOWN_ORDER,
  WOULD_INCREASE,
} from '../../../src/market/refusal.ts'
import { BUY, SELL } from '../../../src/market/side.ts'
import { LedgerClearing } from './ledger-clearing.ts'

const [ALICE, BOB, CARL] = [0, 1, 2]

const make = () => {
  const clearing = new LedgerClearing(3, 1_000)
  return { clearing, orders: identifiedOrders({ clearing, tickUnits: 1, minimumLots: 5 }) }
}

test('what an id has traded counts against the size of its next order', () => {
  const { orders } = make()
  orders.place(ALICE, 1, SELL, 15, 100, 0, 20)
  orders.place(BOB, 1, BUY, 6, 100, 0, 20)
  expect(orders.filled(ALICE, 1)).toBe(6)
  expect(orders.place(ALICE, 1, SELL, 10, 100, 0, 21)).toBe(BELOW_LOT)
  orders.place(ALICE, 1, SELL, 11, 101, 0, 22)
  expect(orders.book.lotsOf(orders.handleOf(ALICE, 1))).toBe(5)
  expect(orders.place(BOB, 1, BUY, 20, 90, IMMEDIATE_OR_CANCEL, 21)).toBe(INVALID_REPLACEMENT)
  expect(orders.place(BOB, 1, BUY, 20, 90, 0, 20)).toBe(INVALID_REPLACEMENT)
  expect(orders.place(CARL, 1, BUY, 6, 101, IMMEDIATE_OR_CANCEL, 20)).toBeLessThan(0)
  expect(orders.place(CARL, 1, BUY, 20, 101, IMMEDIATE_OR_CANCEL, 21)).toBe(ALREADY_FILLED)
})

test('side, time in force and reduce-only are kept, and a good-til-cancelled order outlives all', () => {
  const { orders, clearing } = make()
  orders.place(ALICE, 7, BUY, 10, 100, 0, 20)
  expect(orders.place(ALICE, 7, SELL, 10, 200, 0, 30)).toBe(INVALID_REPLACEMENT)
  expect(orders.place(ALICE, 7, BUY, 10, 100, REDUCE_ONLY, 30)).toBe(INVALID_REPLACEMENT)
  expect(orders.place(ALICE, 7, BUY, 10, 100, 0, 0)).toBeGreaterThan(0)
  expect(orders.place(ALICE, 7, BUY, 10, 100, 0, 1e12)).toBe(INVALID_REPLACEMENT)
  expect(orders.place(BOB, 7, BUY, 10, 100, REDUCE_ONLY, 20)).toBe(WOULD_INCREASE)
  expect(clearing.events.filter((event) => event.endsWith(' 7'))).toEqual(['removed 0 10 7'])
})

test('a cancel reaches to its time, and ids are forgotten when their time is over', () => {
  const { orders } = make()
  orders.place(ALICE, 1, BUY, 10, 100, 0, 20)
  expect(orders.cancel(ALICE, 1, 19)).toBe(0)
  expect(orders.cancel(ALICE, 1, 20)).toBe(10)
  expect(orders.place(ALICE, 1, BUY, 10, 100, 0, 20)).toBe(UNKNOWN_ORDER)
  orders.place(BOB, 2, SELL, 10, 110, 0, 60)
  orders.place(CARL, 3, BUY, 5, 110, 0, 30)
  orders.openBlock(1, 40)
  expect([orders.filled(CARL, 3), orders.filled(BOB, 2)]).toEqual([0, 5])
  expect(orders.place(CARL, 3, BUY, 5, 110, 0, 50)).toBe(0)
  expect([orders.filled(CARL, 3), orders.filled(BOB, 2)]).toEqual([5, 10])
  orders.openBlock(2, 70)
  expect(orders.filled(BOB, 2)).toBe(0)
})

test('a fill-or-kill order that fails in the middle, and a revert, leave what ids have traded as it was', () => {
  const { orders, clearing } = make()
  orders.place(ALICE, 1, SELL, 5, 100, 0, 20)
  orders.place(CARL, 1, SELL, 5, 100, 0, 20)
  clearing.caps[CARL] = 0
  expect(orders.place(BOB, 1, BUY, 10, 100, FILL_OR_KILL, 20)).toBe(NOT_ALL_FILLED)
  expect([orders.filled(ALICE, 1), orders.filled(BOB, 1), orders.book.resting]).toEqual([0, 0, 2])
  const restore = clearing.snapshot()
  orders.save()
  orders.place(BOB, 2, BUY, 5, 100, 0, 20)
  expect(orders.filled(ALICE, 1)).toBe(5)
  orders.revert()
  restore()
  expect([orders.filled(ALICE, 1), orders.filled(BOB, 2), orders.book.resting]).toEqual([0, 0, 2])
})
