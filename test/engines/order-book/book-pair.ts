import fc from 'fast-check'
import { expect } from 'vitest'
import { type OrderBook, orderBook } from '../../../src/engines/order-book/order-book.ts'
import { BUDGET } from '../../../src/market/clearing.ts'
import {
  BY_QUOTE,
  CANCEL_INCOMING,
  DECREMENT_BOTH,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIQUIDATION,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../../../src/market/order-flags.ts'
import { BUY, SELL, type Side } from '../../../src/market/side.ts'
import { LedgerClearing } from './ledger-clearing.ts'
import { NaiveBook } from './naive-book.ts'

const ACCOUNTS = 6
const TICK = 5
/** Accounts 0 and 1 belong to one owner. */
const ownerOf = (account: number): number => Math.max(account, 1)

/** Every byte of a book's state. */
const digest = (book: OrderBook): string =>
  Object.entries(book.state())
    .map(([name, array]) => `${name} ${array.length}: ${array.join(',')}`)
    .join('\n')

type Operation =
  | {
      kind: 'submit'
      owner: number
      side: Side
      lots: number
      price: number
      flags: number
      expiry: number
      budget: number
    }
  | { kind: 'cancel'; pick: number }
  | { kind: 'replace'; pick: number; lots: number; price: number }
  | { kind: 'block'; passes: number }
  | { kind: 'cap'; account: number; cap: number }
  | { kind: 'excursion' }

const selfTrade = fc.constantFrom(0, 0, CANCEL_INCOMING, DECREMENT_BOTH)
const timeInForce = fc.constantFrom(
  0,
  0,
  0,
  0,
  IMMEDIATE_OR_CANCEL,
  FILL_OR_KILL,
  POST_ONLY,
  POST_ONLY | SLIDE,
  MARKET,
  BY_QUOTE,
  BY_QUOTE | MARKET,
  MARKET | FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL | LIQUIDATION,
)
const price = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 90, max: 110 }).map((ticks) => ticks * TICK) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 20_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 30_000 }).map((ticks) => ticks * TICK) },
)
const submit: fc.Arbitrary<Operation> = fc
  .record({
    owner: fc.nat(ACCOUNTS - 1),
    side: fc.constantFrom(BUY, SELL),
    lots: fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 1, max: 12 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    price,
    tif: timeInForce,
    self: selfTrade,
    reduceOnly: fc.constantFrom(0, 0, REDUCE_ONLY),
    expiry: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_000 }) },
    ),
    budget: fc.integer({ min: 0, max: 12_000 }),
  })
  .map(({ tif, self, reduceOnly, ...rest }) => ({ kind: 'submit', flags: tif | self | reduceOnly, ...rest }))
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 20, arbitrary: submit },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat(40) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      pick: fc.nat(40),
      lots: fc.integer({ min: 0, max: 12 }),
      price,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('block' as const), passes: fc.integer({ min: 0, max: 3_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cap' as const),
      account: fc.nat(ACCOUNTS - 1),
      cap: fc.integer({ min: 0, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'excursion' as const }) },
)

/** A book and the naive one side by side, each with a clearing of its own. */
class Pair {
  readonly clearing = new LedgerClearing(ACCOUNTS, 25)
  readonly naiveClearing = new LedgerClearing(ACCOUNTS, 25)
  readonly book: OrderBook
  readonly naive: NaiveBook
  readonly #handles: [number, number][] = []
  readonly #out = new Int32Array(4096)

  constructor(purges: boolean) {
    this.book = orderBook({
      clearing: this.clearing,
      tickUnits: TICK,
      ownerOf,
      purgeReduceOnly: purges ? 'at-once' : 'when-met',
      orders: 4,
      levels: 32,
    })
    this.naive = new NaiveBook(this.naiveClearing, TICK, ownerOf, purges)
  }

  step(operation: Operation): void {
    const { book, naive } = this
    this.clearing.events = []
    this.naiveClearing.events = []
    let [got, expected] = [0, 0]
    if (operation.kind === 'submit') {
      const { owner, side, lots, price, flags } = operation
      const expiry = operation.expiry === 0 ? 0 : naive.now + operation.expiry - 200
      this.clearing.cell[BUDGET] = operation.budget
      this.naiveClearing.cell[BUDGET] = operation.budget
      got = book.submit(owner, side, lots, price, flags, expiry)
      expected = naive.submit(owner, side, lots, price, flags, expiry)
      if (got > 0 && expected > 0) this.#handles.push([got, expected])
    } else if (operation.kind === 'cap') {
      this.clearing.caps[operation.account] = operation.cap
      this.naiveClearing.caps[operation.account] = operation.cap
    } else if (operation.kind === 'block') {
      book.closeBlock()
      book.openBlock(0, naive.now + operation.passes)
      naive.openBlock(naive.now + operation.passes)
      this.clearing.events.sort()
      this.naiveClearing.events.sort()
    } else if (operation.kind === 'excursion') {
      this.#saveAndRevert()
    } else if (this.#handles.length > 0) {
      const [handle, id] = this.#handles[this.#handles.length - 1 - (operation.pick % this.#handles.length)]
      if (operation.kind === 'cancel') {
        got = book.cancel(handle)
        expected = naive.cancel(id)
      } else {
        got = book.replace(handle, operation.lots, operation.price)
        expected = naive.replace(id, operation.lots, operation.price)
        if (got > 0 && expected > 0) this.#handles.push([got, expected])
      }
    }
    expect(Math.min(got, 1)).toBe(Math.min(expected, 1))
    if (operation.kind === 'cancel') expect(got).toBe(expected)
    expect(this.clearing.events).toEqual(this.naiveClearing.events)
    this.#compareBooks()
  }

  /** Whatever the book alone does after a save, the revert leaves the bytes of before. */
  #saveAndRevert(): void {
    const { book } = this
    const restoreClearing = this.clearing.snapshot()
    const before = digest(book)
    book.save()
    for (let i = 0; i < 40; i++) {
      const flags = [0, REDUCE_ONLY, FILL_OR_KILL, IMMEDIATE_OR_CANCEL, DECREMENT_BOTH][i % 5]
      const at = TICK * (90 + ((i * 13) % 21) + 50 * (i % 3))
      const expiry = i % 4 === 0 ? this.naive.now + 1 + i * 900 : 0
      const handle = book.submit(i % ACCOUNTS, (i & 1) as Side, 1 + ((i * 7) % 9), at, flags, expiry)
      if (handle > 0 && i % 4 === 1) book.cancel(handle)
      if (handle > 0 && i % 4 === 2) book.replace(handle, 3, TICK * (95 + (i % 10)))
      if (i === 30) book.openBlock(0, this.naive.now + 5_000)
    }
    book.revert()
    expect(digest(book)).toBe(before)
    restoreClearing()
  }

  #compareBooks(): void {
    const { book, naive, clearing } = this
    expect(book.resting).toBe(naive.orders.length)
    for (const side of [BUY, SELL] as const) {
      const count = book.handles(side, this.#out)
      const queue = naive.queue(side)
      expect(count).toBe(queue.length)
      const levels = new Map<number, number>()
      queue.forEach((order, i) => {
        const handle = this.#out[i]
        expect([book.ownerOf(handle), book.priceOf(handle), book.lotsOf(handle)]).toEqual([
          order.owner,
          order.price,
          order.lots,
        ])
        expect(clearing.left.get(clearing.numbers.get(handle)!)).toBe(order.lots)
        levels.set(order.price, (levels.get(order.price) ?? 0) + order.lots)
      })
      const pairs = new Float64Array(2 * 64)
      const written = book.depth(side, 64, pairs)
      expect([...pairs.subarray(0, 2 * written)]).toEqual(
        [...levels].slice(0, 64).flatMap(([at, lots]) => [at * 1e6, lots]),
      )
      expect(book.best(side)).toBe((queue[0]?.price ?? 0) * 1e6)
    }
    const [bid, ask] = [book.best(BUY), book.best(SELL)]
    if (bid > 0 && ask > 0) {
      expect(bid).toBeLessThan(ask)
      expect(book.mid()).toBe((bid + ask) / 2)
    } else expect(book.mid()).toBe(0)
    expect(clearing.sizes).toEqual(this.naiveClearing.sizes)
    expect(clearing.cash).toEqual(this.naiveClearing.cash)
    expect(clearing.sizes.reduce((sum, size) => sum + size, 0)).toBe(0)
  }
}

/** Any operations on both books: the same answers, fills and queues, all along. */
export const agreesWithNaive = (purges: boolean, longest: number): fc.IRawProperty<unknown> =>
  fc.property(fc.array(operation, { minLength: 30, maxLength: longest }), (operations) => {
    const pair = new Pair(purges)
    for (const each of operations) pair.step(each)
  }) as fc.IRawProperty<unknown>
