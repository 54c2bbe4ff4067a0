import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimOnFund, deficitOf, payableFrom, promised } from '../../src/pools/backing.ts'
import { redemption, sharesFor } from '../../src/pools/shares.ts'

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

  test('a vault pays out what it holds and no more', () => {
    expect(payableFrom(100, 70)).toBe(70)
    expect(payableFrom(100, 170)).toBe(100)
    expect(payableFrom(-100, 70)).toBe(0)
  })
})

describe('shares of a pool', () => {
  test('a deposit that is taken back at once gains nothing, and those who stay lose nothing', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1000, max: 1e9 }),
        (deposit, shares, equity) => {
          const bought = sharesFor(deposit, shares, equity)
          const back = redemption(bought, shares + bought, equity + deposit)
          expect(back).toBeLessThanOrEqual(deposit)
          const left = BigInt(equity + deposit - back) * BigInt(shares)
          expect(left >= BigInt(equity) * BigInt(shares)).toBe(true)
        },
      ),
    )
  })

  test('a pool without equity sells none and pays none', () => {
    expect(sharesFor(50, 0, 0)).toBe(50)
    expect(() => sharesFor(50, 10, 0)).toThrow('no share price')
    expect(redemption(5, 10, -4)).toBe(0)
  })
})
