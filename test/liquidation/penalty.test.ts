import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penalty, penaltyFaults } from '../../src/liquidation/penalty.ts'
import { fraction } from '../../src/numeric/fraction.ts'

const share = fc.tuple(fc.nat(100), fc.nat(100)).filter(([a, b]) => a + b <= 100)
const atoms = fc.integer({ min: 0, max: 1e15 })

test('liquidator, fund and trader get exactly what is charged, and nobody is charged into debt', () => {
  fc.assert(
    fc.property(
      share,
      fc.nat(10_000),
      atoms,
      fc.integer({ min: -1e12, max: 1e12 }),
      ([a, b], rate, notional, equity) => {
        const terms = { rate: fraction(rate, 10_000), liquidator: fraction(a, 100), fund: fraction(b, 100) }
        const { charged, liquidator, fund, returned } = penalty(terms, notional, equity)
        expect(liquidator + fund + returned).toBe(charged)
        expect(Math.min(charged, liquidator, fund, returned)).toBeGreaterThanOrEqual(0)
        expect(charged).toBeLessThanOrEqual(Math.max(0, equity))
        const asked = (BigInt(notional) * BigInt(rate) + 9_999n) / 10_000n
        if (BigInt(Math.max(0, equity)) >= asked) expect(BigInt(charged)).toBe(asked)
        // the fund alone gains by rounding, less than an atom from each of the two
        expect(BigInt(fund) * 100n - BigInt(charged) * BigInt(b)).toBeGreaterThanOrEqual(0n)
        expect(BigInt(fund) * 100n - BigInt(charged) * BigInt(b)).toBeLessThan(200n)
      },
    ),
  )
})

test('Perp v1 halves its penalty between liquidator and fund', () => {
  const terms = { rate: fraction(1, 80), liquidator: fraction(1, 2), fund: fraction(1, 2) }
  expect(penalty(terms, 1001, 1e6)).toEqual({ charged: 13, liquidator: 6, fund: 7, returned: 0 })
  expect(penalty(terms, 1001, -1)).toEqual({ charged: 0, liquidator: 0, fund: 0, returned: 0 })
})

test('shares above the whole are named', () => {
  expect(penaltyFaults({ rate: fraction(2), liquidator: fraction(1, 2), fund: fraction(2, 3) })).toHaveLength(2)
})
