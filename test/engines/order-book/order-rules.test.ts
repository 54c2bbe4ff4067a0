import { describe, expect, test } from 'vitest'
import { type OrderBook, orderBook } from '../../../src/engines/order-book/order-book.ts'
import type { OrderBookOptions } from '../../../src/engines/order-book/order-book-options.ts'
import { BUDGET } from '../../../src/market/clearing.ts'
import {
  BY_QUOTE,
  CANCEL_INCOMING,
  DECREMENT_BOTH,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../../../src/market/order-flags.ts'
import {
  BELOW_LOT,
  BEYOND_LIMIT,
  BEYOND_TRADE_LIMIT,
  ENGINE_FULL,
  EXPIRED,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  NOT_ALL_FILLED,
  OFF_TICK,
  SELF_TRADE,
  UNKNOWN_ORDER,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../../src/market/refusal.ts'
import { BUY, SELL } from '../../../src/market/side.ts'
import { LedgerClearing } from './ledger-clearing.ts'

const [ALICE, BOB, CARL] = [0, 1, 2]

const make = (options: Partial<OrderBookOptions> = {}): { book: OrderBook; clearing: LedgerClearing } => {
  const clearing = new LedgerClearing(3, 1_000)
  return { clearing, book: orderBook({ clearing, tickUnits: 10, ...options }) }
}

const fillsOf = (clearing: LedgerClearing): string[] => clearing.events.filter((event) => event.startsWith('fill'))

describe('an order that does not rest', () => {
  test('market, immediate and by-quote orders say whether the side was empty or the price too far', () => {
    const { book, clearing } = make()
    expect(book.submit(BOB, BUY, 5, 0, MARKET, 0)).toBe(NO_LIQUIDITY)
    book.submit(ALICE, SELL, 3, 110, 0, 0)
    expect(book.submit(BOB, BUY, 5, 100, IMMEDIATE_OR_CANCEL, 0)).toBe(BEYOND_LIMIT)
    clearing.cell[BUDGET] = 109
    expect(book.submit(BOB, BUY, 0, 0, MARKET | BY_QUOTE, 0)).toBe(BELOW_LOT)
    clearing.cell[BUDGET] = 220
    expect(book.submit(BOB, BUY, 0, 0, MARKET | BY_QUOTE, 0)).toBe(0)
    expect(clearing.cash[BOB]).toBe(-220)
    expect(book.submit(BOB, BUY, 5, 0, MARKET, 0)).toBe(NO_LIQUIDITY)
    expect(clearing.sizes[BOB]).toBe(3)
  })

  test('fill-or-kill leaves no trace when a maker fails in the middle of it', () => {
    const { book, clearing } = make()
    const first = book.submit(ALICE, SELL, 4, 100, 0, 0)
    const second = book.submit(CARL, SELL, 4, 100, 0, 0)
    clearing.caps[CARL] = 0
    expect(book.submit(BOB, BUY, 8, 100, FILL_OR_KILL, 0)).toBe(NOT_ALL_FILLED)
    expect([book.lotsOf(first), book.lotsOf(second), clearing.sizes[ALICE]]).toEqual([4, 4, 0])
    expect(book.submit(BOB, BUY, 9, 100, FILL_OR_KILL, 0)).toBe(NOT_ALL_FILLED)
    clearing.caps[CARL] = 4
    clearing.caps[BOB] = 4
    expect(book.submit(BOB, BUY, 8, 100, FILL_OR_KILL, 0)).toBe(INSUFFICIENT_MARGIN)
    expect(clearing.sizes).toEqual([0, 0, 0])
    clearing.caps[BOB] = 8
    expect(book.submit(BOB, BUY, 8, 100, FILL_OR_KILL, 0)).toBe(0)
    expect(clearing.sizes).toEqual([-4, 8, -4])
  })
})

describe('margin at the match', () => {
  test('a maker that fails goes and matching goes on; a taker that fails keeps what it has', () => {
    const { book, clearing } = make()
    book.submit(CARL, SELL, 4, 100, 0, 0)
    book.submit(ALICE, SELL, 4, 110, 0, 0)
    book.submit(ALICE, SELL, 4, 120, 0, 0)
    clearing.caps[CARL] = 0
    clearing.caps[BOB] = 4
    expect(book.submit(BOB, BUY, 12, 120, 0, 0)).toBe(INSUFFICIENT_MARGIN)
    expect(clearing.sizes).toEqual([-4, 4, 0])
    expect(book.resting).toBe(1)
  })

  test('a post-only order purges failing makers on its way and is refused at the first that may trade', () => {
    const { book, clearing } = make()
    const failing = book.submit(CARL, SELL, 4, 100, 0, 0)
    const sound = book.submit(ALICE, SELL, 4, 100, 0, 0)
    clearing.caps[CARL] = 0
    expect(book.submit(BOB, BUY, 8, 100, POST_ONLY, 0)).toBe(WOULD_CROSS)
    expect([book.lotsOf(failing), book.lotsOf(sound)]).toEqual([0, 4])
    expect(fillsOf(clearing)).toEqual([])
    const handle = book.submit(BOB, BUY, 8, 130, POST_ONLY | SLIDE, 0)
    expect(book.priceOf(handle)).toBe(90)
    expect(book.submit(BOB, SELL, 8, 10, POST_ONLY | SLIDE, 0)).toBeGreaterThan(0)
    expect(book.best(SELL)).toBe(100e6)
  })
})

describe('reduce-only', () => {
  test('is refused on a flat account, clipped at the match, and gone when there is nothing left to reduce', () => {
    const { book, clearing } = make()
    expect(book.submit(BOB, SELL, 5, 100, REDUCE_ONLY, 0)).toBe(WOULD_INCREASE)
    clearing.sizes = [0, 3, -3]
    const resting = book.submit(BOB, SELL, 5, 100, REDUCE_ONLY, 0)
    const other = book.submit(BOB, SELL, 2, 120, REDUCE_ONLY, 0)
    book.submit(ALICE, SELL, 5, 110, 0, 0)
    expect(book.submit(CARL, BUY, 4, 110, 0, 0)).toBe(0)
    expect(clearing.sizes).toEqual([-1, 0, 1])
    expect([book.lotsOf(resting), book.lotsOf(other)]).toEqual([0, 0])
    expect(book.submit(CARL, SELL, 4, 90, REDUCE_ONLY, 0)).toBeGreaterThan(0)
    expect(book.submit(ALICE, BUY, 4, 90, REDUCE_ONLY, 0)).toBe(WOULD_INCREASE)
    expect(clearing.sizes).toEqual([0, 0, 0])
  })
})

test('a taker that closes its position loses its resting reduce-only orders, unless they go when met', () => {
  for (const [purgeReduceOnly, left] of [
    ['at-once', 0],
    ['when-met', 5],
  ] as const) {
    const { book, clearing } = make({ purgeReduceOnly })
    clearing.sizes = [0, 3, -3]
    const resting = book.submit(BOB, SELL, 5, 120, REDUCE_ONLY, 0)
    book.submit(CARL, BUY, 3, 100, 0, 0)
    expect(book.submit(BOB, SELL, 3, 100, 0, 0)).toBe(0)
    expect([clearing.sizes[BOB], book.lotsOf(resting)]).toEqual([0, left])
    expect(book.submit(ALICE, BUY, 5, 120, IMMEDIATE_OR_CANCEL, 0)).toBe(NO_LIQUIDITY)
    expect(book.lotsOf(resting)).toBe(0)
  }
})

test('a price that runs away moves the ladder and leaves every queue as it was', () => {
  const { book, clearing } = make({ levels: 32 })
  for (let i = 0; i < 5_000; i++) {
    book.submit(ALICE, SELL, 2, 1_000 + 10 * i, 0, 0)
    if (i >= 20) book.submit(BOB, BUY, 2, 1_000 + 10 * (i - 20), IMMEDIATE_OR_CANCEL, 0)
    clearing.caps.fill(Number.MAX_SAFE_INTEGER)
  }
  expect([book.resting, book.best(SELL)]).toEqual([20, (1_000 + 10 * 4_980) * 1e6])
  expect(book.state().levels.length).toBeLessThanOrEqual(4 * 128)
})

describe('self-trade prevention', () => {
  test('cancels the resting order, or the incoming one, or the smaller of both from both', () => {
    const { book } = make()
    book.submit(ALICE, SELL, 4, 100, 0, 0)
    expect(book.lotsOf(book.submit(ALICE, BUY, 6, 100, 0, 0))).toBe(6)
    expect(book.submit(ALICE, SELL, 4, 100, CANCEL_INCOMING, 0)).toBe(SELF_TRADE)
    expect(book.submit(ALICE, SELL, 4, 100, DECREMENT_BOTH, 0)).toBe(0)
    expect(book.resting).toBe(1)
    expect(book.lotsOf(book.submit(ALICE, SELL, 5, 100, DECREMENT_BOTH, 0))).toBe(3)
  })

  test('looks at the owner when it is told who owns an account', () => {
    const { book, clearing } = make({ ownerOf: (account) => Math.min(account, BOB) })
    book.submit(BOB, SELL, 4, 100, 0, 0)
    book.submit(CARL, BUY, 4, 100, 0, 0)
    expect(fillsOf(clearing)).toEqual([])
  })
})

describe('time and place', () => {
  test('good til a time means gone in the block of that time, in order of none but its own', () => {
    const { book, clearing } = make()
    book.openBlock(1, 10_000)
    expect(book.submit(ALICE, SELL, 4, 100, 0, 10_000)).toBe(EXPIRED)
    const short = book.submit(ALICE, SELL, 4, 100, 0, 10_001)
    const far = book.submit(ALICE, SELL, 4, 100, 0, 10_000 + 1024_000 * 3)
    book.openBlock(2, 10_000)
    expect(book.lotsOf(short)).toBe(4)
    book.openBlock(3, 10_001)
    expect([book.lotsOf(short), book.lotsOf(far)]).toEqual([0, 4])
    book.openBlock(4, 10_000 + 1024_000 * 3 - 1)
    expect(book.lotsOf(far)).toBe(4)
    book.openBlock(5, 10_000 + 1024_000 * 9)
    expect(book.resting).toBe(0)
    expect(clearing.events.filter((event) => event.endsWith(' 3'))).toEqual(['removed 0 4 3', 'removed 1 4 3'])
  })

  test('a decrease keeps its place, an increase or another price loses it', () => {
    const { book, clearing } = make()
    const first = book.submit(ALICE, SELL, 4, 100, 0, 0)
    book.submit(CARL, SELL, 4, 100, 0, 0)
    expect(book.replace(first, 3, 100)).toBe(first)
    book.submit(BOB, BUY, 1, 100, 0, 0)
    expect(clearing.sizes[ALICE]).toBe(-1)
    const moved = book.replace(first, 5, 100)
    expect(moved).not.toBe(first)
    book.submit(BOB, BUY, 1, 100, 0, 0)
    expect(clearing.sizes[CARL]).toBe(-1)
    expect(book.replace(first, 1, 100)).toBe(UNKNOWN_ORDER)
    expect(book.replace(moved, 1, 105)).toBe(OFF_TICK)
    expect(book.replace(moved, 0, 100)).toBe(BELOW_LOT)
    book.submit(BOB, BUY, 2, 90, 0, 0)
    expect(book.replace(moved, 2, 90)).toBe(0)
    expect(clearing.sizes[ALICE]).toBe(-3)
  })

  test('a dead handle stays dead while its slot lives on', () => {
    const { book } = make({ orders: 4 })
    const handles = new Set<number>()
    for (let i = 0; i < 2_000; i++) {
      const handle = book.submit(ALICE, SELL, 1, 100, 0, 0)
      expect(handle).toBeGreaterThan(0)
      expect(handles.has(handle)).toBe(false)
      handles.add(handle)
      expect(book.cancel(handle)).toBe(1)
      expect(book.cancel(handle)).toBe(UNKNOWN_ORDER)
    }
    for (const nonsense of [0, -5, 0x7fffffff, 3]) expect(book.cancel(nonsense)).toBe(UNKNOWN_ORDER)
  })
})

describe('limits', () => {
  test('prices off the tick, no lots, too many lots', () => {
    const { book } = make()
    for (const price of [0, -10, 105, 99.5]) expect(book.submit(ALICE, BUY, 1, price, 0, 0)).toBe(OFF_TICK)
    expect(book.submit(ALICE, BUY, 0, 100, 0, 0)).toBe(BELOW_LOT)
    expect(book.submit(ALICE, BUY, 2 ** 31, 100, 0, 0)).toBe(BEYOND_TRADE_LIMIT)
  })

  test('a full book refuses what would rest and keeps what traded', () => {
    const { book, clearing } = make({ orders: 2, mostOrders: 3, levels: 32, mostLevels: 64 })
    expect(book.submit(ALICE, SELL, 1, 1_000, 0, 0)).toBeGreaterThan(0)
    expect(book.submit(ALICE, SELL, 1, 1_640, 0, 0)).toBe(ENGINE_FULL)
    expect(book.submit(ALICE, SELL, 1, 1_630, 0, 0)).toBeGreaterThan(0)
    expect(book.submit(ALICE, SELL, 1, 1_100, 0, 0)).toBeGreaterThan(0)
    expect(book.submit(ALICE, SELL, 1, 1_100, 0, 0)).toBe(ENGINE_FULL)
    expect(book.submit(BOB, BUY, 9, 990, 0, 0)).toBe(ENGINE_FULL)
    expect(book.submit(BOB, BUY, 2, 1_000, 0, 0)).toBeGreaterThan(0)
    expect(clearing.sizes[BOB]).toBe(1)
  })

  test('options out of range are named together', () => {
    const clearing = new LedgerClearing(1, 1)
    expect(() => orderBook({ clearing, tickUnits: 0, orders: 1.5 })).toThrow(
      'order book: tickUnits: 0 must be a whole number from 1 to 2147483647 price units; orders: 1.5 must be',
    )
  })
})

test('a copy of the bytes goes on as the original does', () => {
  const [original, copy] = [make({ orders: 2, levels: 32 }), make({ orders: 2, levels: 32 })]
  const play = (book: OrderBook, from: number, to: number): number[] => {
    const answers: number[] = []
    for (let i = from; i < to; i++) {
      if (i % 50 === 0) book.openBlock(i, i * 100)
      const expiry = i % 3 === 0 ? i * 100 + 3_000 : 0
      answers.push(book.submit(i % 3, i & 1 ? BUY : SELL, 1 + (i % 7), 10 * (50 + ((i * 37) % 90)), 0, expiry))
    }
    return answers
  }
  play(original.book, 1, 400)
  const state = original.book.state()
  copy.book.reserve?.(Object.fromEntries(Object.entries(state).map(([name, array]) => [name, array.length])))
  for (const [name, array] of Object.entries(copy.book.state())) array.set(state[name])
  copy.book.restored?.()
  copy.clearing.copy(original.clearing)
  expect(play(copy.book, 400, 800)).toEqual(play(original.book, 400, 800))
  expect(copy.book.state()).toEqual(original.book.state())
})
