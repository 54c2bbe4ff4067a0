import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LiquidationCase } from '../../src/liquidation/liquidation-rule.ts'
import { healthAfter, partialToHealth, partialToHealthFaults } from '../../src/liquidation/partial-to-health.ts'
import { type Fraction, fraction } from '../../src/numeric/fraction.ts'
import { accountWith, threeTiers } from './liquidation-case.ts'

/** Equity over the target after closing, by the tables and in 40 digits. */
const modelled = (
  lots: number,
  state: LiquidationCase,
  target: 'maintenance' | 'initial',
  buffer: Fraction,
  penalty: Fraction,
) => {
  const closed = new Decimal(lots).times(state.mark)
  const remaining = closed.neg().plus(state.notional)
  const cost = closed.times(penalty.n).div(penalty.d).ceil()
  const elsewhere = state[target] - threeTiers[target](state.notional)
  const more = remaining.times(buffer.n).div(buffer.d).ceil()
  return new Decimal(state.equity)
    .minus(cost)
    .minus(elsewhere)
    .minus(threeTiers[target](remaining.toNumber()))
    .minus(more)
    .toNumber()
}

const cases = fc
  .record({
    size: fc.integer({ min: -500, max: 500 }).filter((size) => size !== 0),
    mark: fc.integer({ min: 1000, max: 600_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    elsewhere: fc.constantFrom(0, 0, 5000),
    target: fc.constantFrom('maintenance' as const, 'initial' as const),
    buffer: fc.constantFrom(fraction(0), fraction(1, 50)),
    penalty: fc.constantFrom(fraction(0), fraction(1, 200), fraction(3, 400)),
  })
  .map(({ size, mark, share, elsewhere, ...terms }) => {
    const one = accountWith({ size, mark, equity: 0 })
    const maintenance = one.maintenance + elsewhere
    const state = { ...one, maintenance, initial: one.initial + 2 * elsewhere, equity: Math.floor(share * maintenance) }
    return { state, ...terms }
  })

describe('partial to health', () => {
  test('closes the least lots that restore health at a constant price', () => {
    fc.assert(
      fc.property(cases, ({ state, target, buffer, penalty }) => {
        const step = partialToHealth({ target, buffer, penalty }).next(state)
        if (step.kind !== 'close') throw new Error(step.kind)
        const health = (lots: number) => modelled(lots, state, target, buffer, penalty)
        expect(healthAfter(step.lots, state, target, buffer, penalty)).toBe(health(step.lots))
        if (health(Math.abs(state.size)) < 0) expect(step.lots).toBe(Math.abs(state.size))
        else {
          expect(health(step.lots)).toBeGreaterThanOrEqual(0)
          for (let fewer = 0; fewer < step.lots; fewer++)
            expect(healthAfter(fewer, state, target, buffer, penalty)).toBeLessThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('closes all when nothing restores health, and when the position is small', () => {
    expect(
      partialToHealth({ target: 'maintenance' }).next(accountWith({ size: 50, mark: 1000, equity: -1 })),
    ).toMatchObject({
      lots: 50,
    })
    const state = accountWith({ size: 50, mark: 1000, equity: 600 })
    expect(partialToHealth({ target: 'maintenance' }).next(state)).toMatchObject({ lots: 2 })
    expect(partialToHealth({ target: 'maintenance', wholeUpTo: 50_000 }).next(state)).toMatchObject({ lots: 50 })
  })

  test('names a penalty that eats what closing relieves', () => {
    const faults = partialToHealthFaults({ target: 'maintenance', penalty: fraction(1, 80) }, threeTiers.rate(0))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('below the lowest rate')
    expect(partialToHealthFaults({ target: 'maintenance', penalty: fraction(1, 81) }, threeTiers.rate(0))).toEqual([])
  })
})
