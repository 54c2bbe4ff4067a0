import { readFileSync } from 'node:fs'
import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MarginTier, marginTierFaults, marginTiers } from '../../src/margin/margin-tiers.ts'
import { type Fraction, fraction, parseFraction } from '../../src/numeric/fraction.ts'
import { sharedFile } from '../shared-files.ts'

const Exact = Decimal.clone({ precision: 60 })

/** The requirement slice by slice, as the documents' tables say it. */
const modelled = (tiers: readonly MarginTier[], rate: 'initial' | 'maintenance', notional: number): number => {
  let sum = new Exact(0)
  let lower = 0
  for (const tier of tiers) {
    const slice = Math.min(notional, tier.upTo) - lower
    if (slice > 0) sum = sum.plus(new Exact(slice).times(tier[rate].n).div(tier[rate].d))
    lower = tier.upTo
  }
  // 1/3 + 1/3 + 1/3 is a hair off 1 in 60 digits
  return sum.toDecimalPlaces(30, Decimal.ROUND_HALF_EVEN).ceil().toNumber()
}

const denominators = [1, 3, 7, 30, 80, 100, 400, 10_000, 1_000_000]
const rates = fc
  .tuple(fc.constantFrom(...denominators), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([d, share]) => {
    return fraction(Math.floor(share * d), d)
  })
const rising = (fractions: Fraction[]) => fractions.sort((f, g) => f.n / f.d - g.n / g.d)
const tables: fc.Arbitrary<MarginTier[]> = fc.integer({ min: 1, max: 8 }).chain((count) =>
  fc
    .tuple(
      fc.array(rates, { minLength: 2 * count, maxLength: 2 * count }),
      fc.uniqueArray(fc.integer({ min: 1, max: 1e15 }), { minLength: count - 1, maxLength: count - 1 }),
    )
    .map(([values, bounds]) => {
      bounds.sort((a, b) => a - b)
      const one = values.slice(0, count)
      const two = values.slice(count)
      // pairwise larger for initial: both rows rise then
      const initial = rising(one.map((f, k) => (f.n / f.d >= two[k].n / two[k].d ? f : two[k])))
      const maintenance = rising(one.map((f, k) => (f.n / f.d >= two[k].n / two[k].d ? two[k] : f)))
      return initial.map((f, k) => ({ upTo: bounds[k] ?? Infinity, initial: f, maintenance: maintenance[k] }))
    }),
)
const notionals = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))

describe('margin by brackets', () => {
  test('is the sum over its slices, rounded up once', () => {
    fc.assert(
      fc.property(tables, notionals, (tiers, notional) => {
        const built = marginTiers(tiers)
        expect(built.initial(notional)).toBe(modelled(tiers, 'initial', notional))
        expect(built.maintenance(notional)).toBe(modelled(tiers, 'maintenance', notional))
      }),
      { numRuns: 2000 },
    )
  })

  test('is continuous: one more atom of notional asks for at most one more atom, and never for less', () => {
    fc.assert(
      fc.property(tables, notionals, fc.nat(), (tiers, somewhere, pick) => {
        const built = marginTiers(tiers)
        const atBound = tiers[pick % tiers.length].upTo
        for (const notional of [Math.min(somewhere, 9e15), Math.min(atBound, 9e15), Math.min(atBound - 1, 9e15)]) {
          const step = built.maintenance(notional + 1) - built.maintenance(notional)
          expect(step === 0 || step === 1).toBe(true)
          const opening = built.initial(notional + 1) - built.initial(notional)
          expect(opening === 0 || opening === 1).toBe(true)
          expect(built.initial(notional)).toBeGreaterThanOrEqual(built.maintenance(notional))
        }
      }),
    )
  })

  test('deducts by the recursion of the documents, rounded down', () => {
    fc.assert(
      fc.property(tables, (tiers) => {
        const built = marginTiers(tiers)
        let deduction = new Exact(0)
        tiers.forEach((tier, k) => {
          const rate = new Exact(tier.maintenance.n).div(tier.maintenance.d)
          const former = tiers[Math.max(0, k - 1)].maintenance
          deduction = deduction.plus(rate.minus(new Exact(former.n).div(former.d)).times(built.lower(k)))
          expect(built.deduction(k)).toBe(deduction.toDecimalPlaces(30, Decimal.ROUND_HALF_EVEN).floor().toNumber())
        })
      }),
      { numRuns: 500 },
    )
  })

  test('is the greatest of the lines notional * rate - deduction, within the atom by which deductions are rounded down', () => {
    fc.assert(
      fc.property(tables, notionals, (tiers, notional) => {
        const built = marginTiers(tiers)
        const lines = tiers.map((tier, k) =>
          new Exact(notional).times(tier.maintenance.n).div(tier.maintenance.d).minus(built.deduction(k)),
        )
        const greatest = Exact.max(...lines)
        const required = built.maintenance(notional)
        expect(greatest.gte(required - 1)).toBe(true)
        expect(greatest.lte(required + 1)).toBe(true)
      }),
    )
  })

  test('names every fault of a table at once', () => {
    const faults = marginTierFaults([
      { upTo: 5_000_000, initial: parseFraction('10%'), maintenance: parseFraction('12%') },
      { upTo: 4_000_000, initial: parseFraction('5%'), maintenance: parseFraction('2%') },
    ])
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'tiers[0].maintenance',
      'tiers[1].upTo',
      'tiers[1].initial',
      'tiers[1].maintenance',
    ])
    expect(marginTierFaults([])).toHaveLength(1)
    expect(() => marginTiers([])).toThrow('at least one tier')
  })

  test.skipIf(sharedFile('vectors/hyperliquid_docs.json') === undefined)(
    'gives the figures of Hyperliquid’s tables',
    () => {
      const vectors = JSON.parse(readFileSync(sharedFile('vectors/hyperliquid_docs.json')!, 'utf8')) as {
        id: string
        given: { tiers: { lowerBound: string; maxLeverage: string }[]; notional: string }
        expect: { maintenanceMargin: string }
      }[]
      const found = vectors.filter((vector) => vector.id.startsWith('hl-margin-'))
      expect(found.length).toBeGreaterThan(5)
      for (const { given, expect: expected } of found) {
        const tiers = given.tiers.map((tier, k) => ({
          upTo: k + 1 < given.tiers.length ? Number(given.tiers[k + 1].lowerBound) * 1e6 : Infinity,
          initial: fraction(1, Number(tier.maxLeverage)),
          maintenance: fraction(1, 2 * Number(tier.maxLeverage)),
        }))
        const atoms = new Exact(expected.maintenanceMargin).times(1e6).toDecimalPlaces(6).ceil().toNumber()
        expect(marginTiers(tiers).maintenance(Number(given.notional) * 1e6)).toBe(atoms)
      }
    },
  )
})
