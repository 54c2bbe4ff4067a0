import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimOnFund, deficitOf, promised } from '../../src/pools/backing.ts'

const signed = fc.integer({ min: -1e15, max: 1e15 })

describe('backing of a pool', () => {
  test('changes what can be claimed, never the deficit that is reported', () => {
    fc.assert(
      fc.property(signed, signed, (equity, fund) => {
        expect(deficitOf(equity)).toBe(equity < 0 ? -equity : 0)
        expect(claimOnFund('capital', equity, fund)).toBe(0)
        expect(claimOnFund('none', equity, fund)).toBe(0)
        const claim = claimOnFund('fund', equity, fund)
        expect(claim).toBeLessThanOrEqual(Math.max(0, fund))
        expect(claim).toBeLessThanOrEqual(deficitOf(equity))
        expect(promised('capital', equity, fund)).toBe(Math.max(0, equity))
        expect(promised('fund', equity, fund)).toBeGreaterThanOrEqual(promised('capital', equity, fund))
        expect(promised('none', equity, fund)).toBe(Infinity)
      }),
    )
  })
})
