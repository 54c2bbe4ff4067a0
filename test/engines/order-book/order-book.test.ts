import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderBook } from '../../../src/engines/order-book/order-book.ts'
import { AFTER, BUDGET, COST } from '../../../src/market/clearing.ts'
import { MARKET } from '../../../src/market/order-flags.ts'
import { BUY, SELL, type Side } from '../../../src/market/side.ts'
import { agreesWithNaive } from './book-pair.ts'
import { LedgerClearing } from './ledger-clearing.ts'

describe('the order book against a naive one', () => {
  for (const purges of [true, false]) {
    test(`any operations: same answers, same fills, same queues (reduce-only orders go ${purges ? 'at once' : 'when met'})`, () => {
      fc.assert(agreesWithNaive(purges, 120), { numRuns: 120 })
    })
  }

  test('a quote is what an order then gets, and lots for its cost are its lots', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 80, max: 120 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom(BUY, SELL),
        (resting, lots, side) => {
          const clearing = new LedgerClearing(2, 1e9)
          const book = orderBook({ clearing, tickUnits: 1 })
          for (const [at, size] of resting) book.submit(0, (side ^ 1) as Side, size, at, 0, 0)
          const available = book.quote(side, lots, 0)
          const [cost, after] = [clearing.cell[COST], clearing.cell[AFTER]]
          clearing.cell[BUDGET] = cost
          const again = book.lotsFor(side, 0)
          expect(again).toBe(available)
          book.submit(1, side, lots, 0, MARKET, 0)
          expect(Math.abs(clearing.sizes[1])).toBe(available)
          expect(Math.abs(clearing.cash[1])).toBe(cost)
          if (book.best((side ^ 1) as Side) > 0) expect(after).toBe(book.best((side ^ 1) as Side))
        },
      ),
    )
  })
})
