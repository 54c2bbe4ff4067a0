import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gasTable } from '../../src/chain/gas-table.ts'
import { exponentialLatency, fixedLatency, type Latency } from '../../src/chain/latency.ts'
import { Mempool, type Sender } from '../../src/chain/mempool.ts'
import { arrivalOrdering } from '../../src/chain/ordering/arrival.ts'
import { batchOrdering } from '../../src/chain/ordering/batch.ts'
import { cancelsFirstOrdering } from '../../src/chain/ordering/cancels-first.ts'
import type { Ordering } from '../../src/chain/ordering/ordering.ts'
import { priorityFeeOrdering } from '../../src/chain/ordering/priority-fee.ts'
import { randomOrdering } from '../../src/chain/ordering/random.ts'
import { PendingTransactions } from '../../src/chain/pending-transactions.ts'
import { POST_ONLY } from '../../src/market/order-flags.ts'
import { CANCEL, CANCEL_ALL, DEPOSIT, PLACE, REPLACE, type Transaction } from '../../src/market/transaction.ts'
import { sampleTransaction } from './sample-transaction.ts'

const gas = gasTable()
const everyOrdering: readonly (() => Ordering)[] = [
  arrivalOrdering,
  priorityFeeOrdering,
  cancelsFirstOrdering,
  () => randomOrdering({ seed: 7 }),
  () => batchOrdering({ every: 500, seed: 7 }),
]

const mempoolOf = (ordering: Ordering, accounts = 4, latency: Latency = fixedLatency(0), capacity = 1e9): Mempool => {
  const pool = new Mempool({ seed: 7, ordering, gas, capacity })
  for (let account = 0; account < accounts; account++) pool.admit(account, { group: 0, ordinal: account, latency })
  return pool
}

const select = (pool: Mempool, now: number): Transaction[] => {
  const rows = new Int32Array(pool.size)
  const count = pool.select(now, rows)
  const chosen = Array.from(rows.subarray(0, count), (row) => pool.read(row))
  pool.take(rows, count)
  return chosen
}

interface Sent {
  readonly transaction: Transaction
  readonly at: number
}

const transactions: fc.Arbitrary<readonly Sent[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(PLACE, CANCEL, CANCEL_ALL, REPLACE, DEPOSIT),
      account: fc.nat(3),
      flags: fc.constantFrom(0, POST_ONLY),
      priorityFee: fc.nat(3),
      gap: fc.nat(300),
      deadline: fc.option(fc.integer({ min: 1, max: 6000 }), { nil: 0 }),
    }),
    { maxLength: 60 },
  )
  .map((drafts) => {
    let at = 0
    return drafts.map(({ gap, ...draft }, i) => {
      at += gap
      return { transaction: sampleTransaction({ ...draft, tag: i }), at }
    })
  })

describe('mempool', () => {
  test.each([
    ['arrival', arrivalOrdering, () => []],
    ['priority-fee', priorityFeeOrdering, (t: Transaction) => [-t.priorityFee]],
    [
      'cancels-first',
      cancelsFirstOrdering,
      (t: Transaction) => [
        t.kind === CANCEL || t.kind === CANCEL_ALL
          ? 1
          : (t.kind === PLACE || t.kind === REPLACE) && t.flags === 0
            ? 2
            : 0,
      ],
    ],
  ] as const)(
    '%s takes what a stable sort of all arrived transactions by arrival and then by the rule puts first',
    (_, ordering, keys) => {
      fc.assert(
        fc.property(transactions, fc.integer({ min: 900_000, max: 4_000_000 }), (sent, capacity) => {
          const pool = mempoolOf(ordering(), 4, exponentialLatency({ mean: 400, least: 50 }), capacity)
          let waiting = sent.map(({ transaction, at }) => ({ transaction, arrival: pool.add(transaction, at) }))
          for (let now = 500; now <= 8000; now += 500) {
            waiting = waiting.filter(({ transaction: { deadline } }) => deadline === 0 || deadline >= now)
            const arrived = waiting.filter(({ arrival }) => arrival <= now).sort((a, b) => a.arrival - b.arrival)
            arrived.sort((a, b) => (keys(a.transaction)[0] ?? 0) - (keys(b.transaction)[0] ?? 0))
            let room = capacity
            const expected: Transaction[] = []
            for (const { transaction } of arrived) {
              room -= gas.gas(transaction.kind)
              if (room < 0) break
              expected.push(transaction)
            }
            expect(select(pool, now)).toEqual(expected)
            waiting = waiting.filter(({ transaction }) => !expected.includes(transaction))
          }
        }),
        { numRuns: 150 },
      )
    },
  )

  test.each(everyOrdering.map((make) => [make().kind, make] as const))(
    '%s takes every transaction once, or drops it as expired, and the same again in a second run',
    (_, make) => {
      fc.assert(
        fc.property(transactions, fc.integer({ min: 900_000, max: 4_000_000 }), (sent, capacity) => {
          const run = (): { tags: number[][]; pool: Mempool } => {
            const pool = mempoolOf(make(), 4, exponentialLatency({ mean: 700 }), capacity)
            for (const { transaction, at } of sent) pool.add(transaction, at)
            const tags: number[][] = []
            for (let now = 500; pool.size > 0; now += 500) {
              tags.push(select(pool, now).map((t) => t.tag))
              if (pool.counts().lastGas > capacity) throw new Error('a block holds more than its gas')
            }
            return { tags, pool }
          }
          const { tags, pool } = run()
          const all = tags.flat()
          expect(new Set(all).size).toBe(all.length)
          expect(all.length + pool.counts().expired).toBe(sent.length)
          expect(pool.counts().taken).toBe(all.length)
          expect(run().tags).toEqual(tags)
        }),
        { numRuns: 60 },
      )
    },
  )

  test.each(everyOrdering.map((make) => [make().kind, make] as const))(
    '%s gives one order, however the rows stood before',
    (_, make) => {
      fc.assert(
        fc.property(transactions, fc.infiniteStream(fc.nat()), (sent, swaps) => {
          const pending = new PendingTransactions()
          sent.forEach(({ transaction }, i) => {
            // Arrivals in pairs, so that ties must be broken.
            const sender = { group: 0, ordinal: transaction.account, sent: i + 1 }
            pending.append(transaction, { arrival: i >> 1, sequence: i, ...sender })
          })
          const rows = Int32Array.from(sent, (_sent, i) => i)
          const mixed = Int32Array.from(rows)
          for (let i = mixed.length - 1; i > 0; i--) {
            const j = swaps.next().value! % (i + 1)
            ;[mixed[i], mixed[j]] = [mixed[j], mixed[i]]
          }
          make().arrange(pending, rows)
          make().arrange(pending, mixed)
          expect(mixed).toEqual(rows)
        }),
      )
    },
  )

  test('no transaction is taken before it arrives, nor after its deadline', () => {
    const pool = mempoolOf(arrivalOrdering(), 1, fixedLatency(300))
    expect(pool.add(sampleTransaction({ tag: 1 }), 1000)).toBe(1300)
    pool.add(sampleTransaction({ tag: 2, deadline: 1400 }), 1000)
    pool.add(sampleTransaction({ tag: 3, deadline: 1399 }), 1000)
    expect(select(pool, 1299)).toEqual([])
    expect(select(pool, 1400).map((t) => t.tag)).toEqual([1, 2])
    expect(pool.counts()).toEqual({ sent: 3, taken: 2, expired: 1, lastGas: 800_000 })
  })

  test("a sender's own transactions arrive in the order in which it sent them", () => {
    const pool = mempoolOf(arrivalOrdering(), 1, exponentialLatency({ mean: 5000 }))
    let last = 0
    for (let i = 0; i < 200; i++) {
      const arrival = pool.add(sampleTransaction(), i * 10)
      expect(arrival).toBeGreaterThanOrEqual(last)
      last = arrival
    }
  })

  test("a sender that is added, and what it sends, changes no other sender's latency nor the random order among them", () => {
    const arrivals = (withNewcomer: boolean): { times: number[]; order: number[] } => {
      const latency = exponentialLatency({ mean: 400 })
      const pool = new Mempool({ seed: 9, ordering: randomOrdering({ seed: 9 }), gas, capacity: 1e9 })
      // The newcomer takes the first account; the others keep their names in the streams.
      const shift = withNewcomer ? 1 : 0
      if (withNewcomer) pool.admit(0, { group: 5, ordinal: 0, latency })
      for (let i = 0; i < 3; i++) pool.admit(i + shift, { group: 1, ordinal: i, latency })
      const times: number[] = []
      for (let i = 0; i < 60; i++) {
        if (withNewcomer) pool.add(sampleTransaction({ account: 0, tag: -1 }), i * 100)
        times.push(pool.add(sampleTransaction({ account: (i % 3) + shift, tag: i }), i * 100))
      }
      const order = select(pool, 1e6).map((t) => t.tag)
      return { times, order: order.filter((tag) => tag >= 0) }
    }
    expect(arrivals(true)).toEqual(arrivals(false))
  })

  test('exponential latency has its mean and never less than its least', () => {
    const pool = mempoolOf(arrivalOrdering(), 2000, exponentialLatency({ mean: 400, least: 100 }))
    let sum = 0
    for (let account = 0; account < 2000; account++) {
      const delay = pool.add(sampleTransaction({ account }), 0)
      expect(delay).toBeGreaterThanOrEqual(100)
      sum += delay
    }
    expect(Math.abs(sum / 2000 - 400)).toBeLessThan(5 * (300 / Math.sqrt(2000)))
  })

  test('random order favours nobody: each of three transactions comes first in a third of the blocks', () => {
    const pool = mempoolOf(randomOrdering({ seed: 3 }), 3)
    const first = [0, 0, 0]
    for (let block = 1; block <= 3000; block++) {
      for (let account = 0; account < 3; account++) pool.add(sampleTransaction({ account }), block)
      first[select(pool, block)[0].account] += 1
    }
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(3000 * (2 / 9)))
  })

  test('random order is drawn anew for those who had to wait', () => {
    const pool = mempoolOf(randomOrdering({ seed: 3 }), 40, fixedLatency(0), 900_000)
    for (let account = 0; account < 40; account++) pool.add(sampleTransaction({ account }), 0)
    const rows = new Int32Array(40)
    pool.select(0, rows)
    const before = Array.from(rows)
    pool.select(1, rows)
    expect(Array.from(rows)).not.toEqual(before)
  })

  test('a batch lets nobody gain by being faster within its window', () => {
    const pool = mempoolOf(batchOrdering({ every: 100, seed: 5 }), 2)
    let fasterFirst = 0
    for (let block = 0; block < 2000; block++) {
      pool.add(sampleTransaction({ account: 0 }), block * 100 + 1)
      pool.add(sampleTransaction({ account: 1 }), block * 100 + 99)
      if (select(pool, block * 100 + 99)[0].account === 0) fasterFirst += 1
    }
    expect(Math.abs(fasterFirst - 1000)).toBeLessThan(5 * Math.sqrt(500))
  })

  test('a mempool restored from its arrays goes on alike', () => {
    const make = (): Mempool =>
      mempoolOf(randomOrdering({ seed: 2 }), 100, exponentialLatency({ mean: 900 }), 2_000_000)
    const pool = make()
    for (let i = 0; i < 300; i++) pool.add(sampleTransaction({ account: i % 100, tag: i }), i * 7)
    select(pool, 1000)
    const resumed = make()
    const saved = pool.state()
    resumed.reserve(Object.fromEntries(Object.entries(saved).map(([name, array]) => [name, array.length])))
    for (const [name, array] of Object.entries(resumed.state())) array.set(saved[name])
    for (let now = 2000; now < 5000; now += 250) {
      const late = sampleTransaction({ account: now % 100, tag: now })
      expect(resumed.add(late, now)).toBe(pool.add(late, now))
      expect(select(resumed, now)).toEqual(select(pool, now))
    }
    expect(resumed.counts()).toEqual(pool.counts())
  })

  test('senders that are unknown or share their streams are refused', () => {
    const pool = mempoolOf(arrivalOrdering(), 1)
    expect(() => pool.add(sampleTransaction({ account: 1 }), 0)).toThrow('account 1 was not admitted')
    const twin: Sender = { group: 0, ordinal: 0, latency: fixedLatency(1) }
    expect(() => pool.admit(1, twin)).toThrow('accounts 0 and 1 share group 0, ordinal 0')
    expect(() => mempoolOf(arrivalOrdering(), 1, fixedLatency(0), 500_000)).toThrow('chain.capacity: 500000 gas')
  })
})
