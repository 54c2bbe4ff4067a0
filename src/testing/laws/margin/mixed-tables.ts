import fc from 'fast-check'
import type { MarginTier } from '../../../margin/margin-tiers.ts'
import { compareFractions, type Fraction, fraction } from '../../../numeric/fraction.ts'

/** A margin table and notionals that lie about its bounds and anywhere. */
export interface TableSample {
  readonly tiers: readonly MarginTier[]
  /** Atoms, rising. */
  readonly notionals: readonly number[]
}

/** Denominators that share few factors, so that what a bracket carries over is hardly ever whole. */
const PARTS = [10, 20, 7, 9, 30, 11, 1000] as const
const MOST = 1_000_000_000_000

const rates = (count: number): fc.Arbitrary<readonly Fraction[]> =>
  fc
    .array(
      fc.constantFrom(...PARTS).chain((d) => fc.integer({ min: 1, max: d }).map((n) => fraction(n, d))),
      { minLength: count, maxLength: count },
    )
    .map((drawn) => [...drawn].sort(compareFractions))

const lesser = (a: Fraction, b: Fraction): Fraction => (compareFractions(a, b) < 0 ? a : b)

const atoms = (): fc.Arbitrary<number> => fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: MOST }))

/** Whole atoms about the bounds of a table, and up to twice the largest amount. */
export const notionalsAbout = (bounds: readonly number[]): fc.Arbitrary<readonly number[]> => {
  const near = fc
    .tuple(fc.constantFrom(0, ...bounds), fc.integer({ min: -3, max: 3 }))
    .map(([bound, off]) => Math.max(0, bound + off))
  return fc
    .array(fc.oneof(near, fc.nat(100), fc.nat(2 * MOST)), { minLength: 1, maxLength: 6 })
    .map((drawn) => [...drawn].sort((a, b) => a - b))
}

/**
 * Margin tables of one to five tiers with any bounds in atoms and rates of many denominators, and notionals for them.
 * Shrinks to one tier and to small notionals.
 */
export const tableSamples = (): fc.Arbitrary<TableSample> =>
  fc
    .array(atoms(), { maxLength: 4 })
    .chain((widths) =>
      fc.record({
        widths: fc.constant(widths),
        initial: rates(widths.length + 1),
        maintenance: rates(widths.length + 1),
      }),
    )
    .map(({ widths, initial, maintenance }) => {
      let upTo = 0
      return initial.map((rate, k): MarginTier => {
        upTo += widths[k] ?? 0
        return { upTo: k < widths.length ? upTo : Infinity, initial: rate, maintenance: lesser(maintenance[k], rate) }
      })
    })
    .chain((tiers) =>
      notionalsAbout(tiers.slice(0, -1).map(({ upTo }) => upTo)).map((notionals) => ({ tiers, notionals })),
    )
