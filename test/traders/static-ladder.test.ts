import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUY, SELL } from '../../src/market/side.ts'
import type { Outgoing } from '../../src/market/transaction.ts'
import { type LadderLevel, type StaticLadderParameters, staticLadder } from '../../src/traders/static-ladder.ts'
import { sampleSight } from './sample-sight.ts'

const seat = { seed: 1, group: 0, count: 1, start: 0 }
const TICK = 5
const parametersOf = (bids: LadderLevel[], asks: LadderLevel[]): StaticLadderParameters => ({
  deposit: 1,
  bids,
  asks,
  refill: 'mirror',
  tickUnits: TICK,
  interval: 2000,
})

const side = (start: number, step: number): fc.Arbitrary<LadderLevel[]> =>
  fc
    .array(fc.record({ gap: fc.integer({ min: 1, max: 3 }), lots: fc.integer({ min: 1, max: 40 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((levels) => {
      let price = start
      return levels.map(({ gap, lots }) => {
        price += gap * step
        return { price, lots }
      })
    })

/** Resting lots by side and price. */
type Book = Map<string, number>
const add = (book: Book, at: 0 | 1, price: number, lots: number): void => {
  const key = `${at} ${price}`
  const left = (book.get(key) ?? 0) + lots
  if (left === 0) book.delete(key)
  else book.set(key, left)
}

/** Takes lots from the best prices of a side. @returns what was taken */
const takeBest = (book: Book, at: 0 | 1, wanted: number): number => {
  let taken = 0
  while (taken < wanted) {
    const prices = [...book.keys()].filter((key) => key.startsWith(`${at} `)).map((key) => Number(key.slice(2)))
    if (prices.length === 0) break
    const price = at === SELL ? Math.min(...prices) : Math.max(...prices)
    const lots = Math.min(wanted - taken, book.get(`${at} ${price}`)!)
    add(book, at, price, -lots)
    taken += lots
  }
  return taken
}

describe('static ladder', () => {
  test('after every answer the mirrored ladder stands as the curve does at the lots it has sold net', () => {
    fc.assert(
      fc.property(
        side(1000, -TICK),
        side(1000, TICK),
        fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 12 }),
        (bids, asks, rounds) => {
          const ladder = staticLadder(seat, parametersOf(bids, asks))
          const book: Book = new Map()
          let size = 0
          let filledLots = 0
          const wake = (now: number): void => {
            ladder.wake(0, now, sampleSight({ tickUnits: TICK, account: { size, filledLots } }), (order: Outgoing) =>
              add(book, order.side!, order.limit!, order.lots!),
            )
          }
          wake(0)
          rounds.forEach(([buy, sell], round) => {
            const sold = takeBest(book, SELL, buy)
            const bought = takeBest(book, BUY, sell)
            size += bought - sold
            filledLots += bought + sold
            wake(2000 * (round + 1))
            // The ladder afresh, lot by lot: what has been sold is bid one tick lower, what has been bought is offered one higher.
            const expected: Book = new Map()
            let net = -size
            for (const { price, lots } of asks) {
              const gone = Math.max(0, Math.min(lots, net))
              net -= Math.max(0, gone)
              if (lots > gone) add(expected, SELL, price, lots - gone)
              if (gone > 0) add(expected, BUY, price - TICK, gone)
            }
            net = size
            for (const { price, lots } of bids) {
              const gone = Math.max(0, Math.min(lots, net))
              net -= gone
              if (lots > gone) add(expected, BUY, price, lots - gone)
              if (gone > 0) add(expected, SELL, price + TICK, gone)
            }
            expect(new Map([...book].sort())).toEqual(new Map([...expected].sort()))
          })
        },
      ),
    )
  })

  test('refill none places once and sleeps; refill same offers fills anew where they were', () => {
    const levels = { bids: [{ price: 995, lots: 4 }], asks: [{ price: 1005, lots: 6 }] }
    const sent: Outgoing[] = []
    const none = staticLadder(seat, { ...parametersOf(levels.bids, levels.asks), refill: 'none' })
    expect(none.wake(0, 0, sampleSight(), (order) => sent.push(order))).toBe(Number.POSITIVE_INFINITY)
    expect(sent.map(({ side: at, lots, limit }) => [at, lots, limit])).toEqual([
      [BUY, 4, 995],
      [SELL, 6, 1005],
    ])
    const same = staticLadder(seat, { ...parametersOf(levels.bids, levels.asks), refill: 'same' })
    same.wake(0, 0, sampleSight(), () => {})
    sent.length = 0
    same.wake(0, 2000, sampleSight({ account: { size: -3, filledLots: 3 } }), (order) => sent.push(order))
    expect(sent.map(({ side: at, lots, limit }) => [at, lots, limit])).toEqual([[SELL, 3, 1005]])
  })

  test('all faults of a ladder are told at once', () => {
    const wrong = (): unknown =>
      staticLadder(
        seat,
        parametersOf(
          [{ price: 1003, lots: 1 }],
          [
            { price: 1000, lots: 0.5 },
            { price: 995, lots: 1 },
          ],
        ),
      )
    for (const told of [
      'ladder.bids[0].price: 1003',
      'ladder.asks[0].lots: 0.5',
      'ladder.asks[1].price: 995 units must be above',
      'the best bid (1003 units)',
    ]) {
      expect(wrong).toThrow(told)
    }
  })
})
