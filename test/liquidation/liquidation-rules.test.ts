import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { full } from '../../src/liquidation/full.ts'
import type { LiquidationRule } from '../../src/liquidation/liquidation-rule.ts'
import { partialFraction } from '../../src/liquidation/partial-fraction.ts'
import { partialToHealth } from '../../src/liquidation/partial-to-health.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { accountWith } from './liquidation-case.ts'

const rules: Record<string, LiquidationRule> = {
  full: full(),
  'partial-fraction': partialFraction({ fraction: fraction(1, 5), cooldown: 30_000, wholeUpTo: 100_000 }),
  'partial-to-health': partialToHealth({ target: 'maintenance' }),
}

const unhealthy = fc
  .record({
    size: fc.integer({ min: -100_000, max: 100_000 }).filter((size) => size !== 0),
    mark: fc.integer({ min: 1, max: 1_000_000 }),
    short: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1e12 })),
  })
  .map(({ size, mark, short }) => {
    const state = accountWith({ size, mark, equity: 0 })
    return { ...state, equity: state.maintenance - short }
  })

describe.each(Object.entries(rules))('%s', (_, rule) => {
  test('leaves an account alone whose equity equals maintenance', () => {
    fc.assert(
      fc.property(unhealthy, (state) => {
        expect(rule.next({ ...state, equity: state.maintenance }).kind).toBe('done')
        expect(rule.next({ ...state, equity: state.maintenance - 1 }).kind).toBe('close')
      }),
    )
  })

  test('cancels orders before it closes anything, and even before a loss is paid', () => {
    fc.assert(
      fc.property(unhealthy, fc.integer({ min: 1, max: 9 }), (state, openOrders) => {
        expect(rule.next({ ...state, openOrders })).toEqual({ kind: 'cancel-orders' })
        const flat = { ...state, size: 0, notional: 0, maintenance: 0, equity: -1 }
        expect(rule.next({ ...flat, openOrders })).toEqual({ kind: 'cancel-orders' })
        expect(rule.next(flat)).toEqual({ kind: 'pay' })
      }),
    )
  })

  test('closes at least one lot and never more than the position', () => {
    fc.assert(
      fc.property(unhealthy, (state) => {
        const step = rule.next(state)
        if (step.kind !== 'close') throw new Error(step.kind)
        expect(step.lots).toBeGreaterThanOrEqual(1)
        expect(step.lots).toBeLessThanOrEqual(Math.abs(state.size))
        expect(Number.isSafeInteger(step.lots)).toBe(true)
      }),
    )
  })

  test('hands over what a taker refused, and passes on to the next position when this one is closed', () => {
    const state = accountWith({ size: -10, mark: 1000, equity: -5 })
    expect(rule.next({ ...state, refusedLots: 4 })).toEqual({ kind: 'hand-over', lots: 4 })
    expect(rule.next({ ...state, size: 0, notional: 0 })).toEqual({ kind: 'done' })
  })
})

describe('partial by fraction, as Hyperliquid does it (hl-liqflow)', () => {
  const rule = rules['partial-fraction']
  const large = accountWith({ size: 2500, mark: 100, equity: 100 })

  test('sends a fifth of a large position, and no more in the same visit', () => {
    expect(rule.next(large)).toEqual({ kind: 'close', lots: 500, limit: 0 })
    expect(rule.next({ ...large, soldThisVisit: 500, lastClose: large.now })).toEqual({ kind: 'wait', until: 0 })
  })

  test('sends the whole position within the cooldown, and a fifth again when it is over', () => {
    expect(rule.next({ ...large, lastClose: large.now - 12_000 })).toEqual({ kind: 'close', lots: 2500, limit: 0 })
    expect(rule.next({ ...large, lastClose: large.now - 29_999 })).toMatchObject({ lots: 2500 })
    expect(rule.next({ ...large, lastClose: large.now - 30_000 })).toMatchObject({ lots: 500 })
    expect(rule.next({ ...large, lastClose: 0, now: 12_000 })).toMatchObject({ lots: 2500 })
  })

  test('sends a small position whole', () => {
    expect(rule.next(accountWith({ size: 1000, mark: 100, equity: 7 }))).toMatchObject({ lots: 1000 })
    expect(rule.next(accountWith({ size: 1001, mark: 100, equity: 7 }))).toMatchObject({ lots: 201 })
  })

  test('can wait for the end of the cooldown instead', () => {
    const patient = partialFraction({ fraction: fraction(1, 5), cooldown: 30_000, duringCooldown: 'wait' })
    const until = large.now + 18_000
    expect(patient.next({ ...large, lastClose: large.now - 12_000 })).toEqual({ kind: 'wait', until })
    expect(patient.next({ ...large, soldThisVisit: 500, lastClose: large.now })).toEqual({
      kind: 'wait',
      until: large.now + 30_000,
    })
  })

  test('refuses a fraction that is none, and a negative cooldown, both at once', () => {
    expect(() => partialFraction({ fraction: fraction(6, 5), cooldown: -1 })).toThrow(
      /fraction: 6\/5.*\n.*cooldown: -1/,
    )
  })
})
