import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exposureLots, initialWithOrders, orderLoss } from '../../src/margin/exposure.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import { fraction } from '../../src/numeric/fraction.ts'

const tiers = marginTiers([
  { upTo: 1_000_000, initial: fraction(1, 10), maintenance: fraction(1, 20) },
  { upTo: Infinity, initial: fraction(1, 3), maintenance: fraction(1, 6) },
])
const sum = (all: number[]) => all.reduce((a, b) => a + b, 0)
const lots = fc.integer({ min: 0, max: 1000 })
const size = fc.integer({ min: -1000, max: 1000 })
const price = fc.integer({ min: 1, max: 100_000 })

test('exposure is the largest size that any prefix of fills on one side can reach', () => {
  fc.assert(
    fc.property(
      size,
      fc.array(fc.nat(50), { maxLength: 5 }),
      fc.array(fc.nat(50), { maxLength: 5 }),
      (held, buys, sells) => {
        let largest = Math.abs(held)
        for (let some = 1; some <= buys.length; some++)
          largest = Math.max(largest, Math.abs(held + sum(buys.slice(0, some))))
        for (let some = 1; some <= sells.length; some++)
          largest = Math.max(largest, Math.abs(held - sum(sells.slice(0, some))))
        expect(exposureLots(held, sum(buys), sum(sells))).toBe(largest)
      },
    ),
  )
})

test('with initial margin for its open orders, an account still has it after all buys or all sells filled', () => {
  fc.assert(
    fc.property(size, price, lots, price, lots, price, (held, mark, buyLots, bid, sellLots, ask) => {
      const needed = initialWithOrders(tiers, held, mark, buyLots, buyLots * bid, sellLots, sellLots * ask)
      const cash = needed - held * mark
      for (const [change, quote] of [
        [0, 0],
        [buyLots, -buyLots * bid],
        [-sellLots, sellLots * ask],
      ]) {
        const after = held + change
        const equity = cash + quote + after * mark
        expect(equity).toBeGreaterThanOrEqual(tiers.initial(Math.abs(after) * mark))
      }
    }),
  )
})

test('an order that would gain lowers no requirement', () => {
  expect(orderLoss(10, 10 * 90, 100)).toBe(0)
  expect(orderLoss(10, 10 * 110, 100)).toBe(100)
  expect(orderLoss(-10, -10 * 110, 100)).toBe(0)
  expect(orderLoss(-10, -10 * 90, 100)).toBe(100)
})
