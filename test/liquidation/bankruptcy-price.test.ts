import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bankruptcyPrice, bankruptcyQuote } from '../../src/liquidation/bankruptcy-price.ts'
import { closeLimit } from '../../src/liquidation/close-limit.ts'
import { liquidationPrice } from '../../src/liquidation/liquidation-price.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { accountWith, threeTiers } from './liquidation-case.ts'

const size = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((lots) => lots !== 0)
const mark = fc.integer({ min: 1, max: 1_000_000 })
const equity = fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -1e12, max: 1e12 }))

describe('bankruptcy price', () => {
  test('closing there leaves less than one atom a lot, and never a debt', () => {
    fc.assert(
      fc.property(size, mark, equity, (lots, price, atoms) => {
        const bankrupt = bankruptcyPrice(lots, price, atoms)
        const left = atoms + lots * (bankrupt - price)
        if (bankrupt > 0) {
          expect(left).toBeGreaterThanOrEqual(0)
          expect(left).toBeLessThan(Math.abs(lots))
        } else if (lots > 0) expect(left).toBeGreaterThanOrEqual(0)
        // A short whose exact price lies between 0 and one unit is rounded down to 0 and keeps the rest.
        else expect(left).toBeLessThan(Math.abs(lots))
      }),
    )
  })

  test('a flat account has none', () => {
    expect(bankruptcyPrice(0, 100, -5)).toBe(0)
  })

  test('lots handed over in any parts leave the account with exactly zero, each part rounded against it', () => {
    fc.assert(
      fc.property(size, mark, equity, fc.array(fc.nat(1_000_000), { maxLength: 6 }), (lots, price, atoms, cuts) => {
        let left = lots
        let cash = atoms - lots * price
        for (const cut of [...cuts, 1_000_000]) {
          const part = Math.min(Math.abs(left), cut)
          if (part === 0) continue
          const before = cash + left * price
          cash += bankruptcyQuote(left, price, before, part)
          const exact = (before * (Math.abs(left) - part)) / Math.abs(left)
          left -= Math.sign(left) * part
          expect(cash + left * price).toBeLessThanOrEqual(exact + 1e-3)
        }
        expect(left).toBe(0)
        expect(cash).toBe(0)
      }),
    )
  })

  test('is dYdX’s bankruptcy quote for a whole position (dydx-delev-04)', () => {
    // short 1 BTC at 50,000 with 54,999 in cash: 54,999 pay for it
    expect(bankruptcyQuote(-1, 50_000, 4_999, 1)).toBe(-54_999)
  })
})

describe('limit of a closing order', () => {
  test('is on a tick, and filling there breaks neither its slippage nor the account', () => {
    const tick = fc.constantFrom(1, 5, 100)
    fc.assert(
      fc.property(size, mark, equity, tick, (lots, price, atoms, tickUnits) => {
        const state = accountWith({ size: lots, mark: price, equity: atoms, tick: tickUnits })
        const slipping = closeLimit({ kind: 'slippage', slippage: fraction(1, 20) }, state)
        const bankrupt = closeLimit({ kind: 'bankruptcy' }, state)
        for (const limit of [slipping, bankrupt]) expect(limit % tickUnits).toBe(0)
        if (lots > 0) expect(slipping).toBeGreaterThanOrEqual(price * 0.95 - 1e-6)
        else if (slipping > tickUnits) expect(slipping).toBeLessThanOrEqual(price * 1.05 + 1e-6)
        if (lots > 0 || bankrupt > tickUnits) expect(atoms + lots * (bankrupt - price)).toBeGreaterThanOrEqual(0)
        if (lots < 0) expect(Math.min(bankrupt, slipping)).toBeGreaterThan(0)
      }),
    )
  })

  test('is none for a market order', () => {
    expect(closeLimit({ kind: 'any' }, accountWith({ size: -5, mark: 10, equity: 1 }))).toBe(0)
  })
})

describe('liquidation price', () => {
  test('is the last mark at which the account is below maintenance', () => {
    const lots = fc.integer({ min: -1000, max: 1000 }).filter((held) => held !== 0)
    fc.assert(
      fc.property(lots, mark, equity, (held, price, atoms) => {
        const cash = atoms - held * price
        const found = liquidationPrice(held, cash, threeTiers)
        const liquidatable = (at: number) => cash + held * at < threeTiers.maintenance(Math.abs(held) * at)
        const safer = held > 0 ? found + 1 : found - 1
        if (found > 0) expect(liquidatable(found)).toBe(true)
        if (safer >= 0) expect(liquidatable(safer)).toBe(false)
      }),
    )
  })

  test('is Hyperliquid’s (hl-liqpx-01, -02) on one tier, to the price unit', () => {
    const tiers = marginTiers([{ upTo: Infinity, initial: fraction(1, 20), maintenance: fraction(1, 40) }])
    // prices of 1e-6 quote a lot
    expect(liquidationPrice(1, 1000e6 - 10_000e6, tiers)).toBe(9230_769230)
    expect(liquidationPrice(-1, 1000e6 + 10_000e6, tiers)).toBe(10731_707318)
  })
})
