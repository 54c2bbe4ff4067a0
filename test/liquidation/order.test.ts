import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LiquidationOrder, liquidationOrder } from '../../src/liquidation/order.ts'

const figures = fc.record({
  equity: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -9e15, max: 9e15 })),
  maintenance: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9e15 })),
  notional: fc.integer({ min: 1, max: 5 }),
})

describe.each<LiquidationOrder>(['lowest-margin-ratio', 'largest-notional', 'account-number'])('%s', (order) => {
  test('gives the same list whatever order the candidates came in', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 20 }), fc.infiniteStream(fc.nat(1000)), (all, keys) => {
        const accounts = all.map((each, account) => ({ ...each, account }))
        const shuffled = accounts
          .map((each) => ({ each, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each)
        const sorted = accounts.sort(liquidationOrder(order))
        expect(shuffled.sort(liquidationOrder(order))).toEqual(sorted)
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1], sorted[i]]
          const worse = {
            'lowest-margin-ratio': BigInt(a.equity) * BigInt(b.maintenance) - BigInt(b.equity) * BigInt(a.maintenance),
            'largest-notional': BigInt(b.notional - a.notional),
            'account-number': BigInt(a.account - b.account),
          }[order]
          expect(worse).toBeLessThanOrEqual(0n)
          if (worse === 0n) expect(a.account).toBeLessThan(b.account)
        }
      }),
    )
  })
})
