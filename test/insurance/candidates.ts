import fc from 'fast-check'
import type { Candidates } from '../../src/insurance/deleverage-policy.ts'

/** One position as tests write it. */
export interface Held {
  readonly account?: number
  readonly size: number
  readonly entryValue: number
  readonly equity: number
  readonly notional: number
}

/** The parallel arrays that policies take, one entry longer than needed. */
export const candidatesOf = (held: readonly Held[]): Candidates => {
  const column = (of: (each: Held) => number) => Float64Array.from([...held.map(of), 7])
  return {
    count: held.length,
    account: Int32Array.from([...held.map((each, i) => each.account ?? i), 99]),
    size: column((each) => each.size),
    entryValue: column((each) => each.entryValue),
    equity: column((each) => each.equity),
    notional: column((each) => each.notional),
  }
}

/** Positions at one mark, of one side when `side` is given, entered somewhere else. */
export const positionsAt = (mark: number, side?: 1 | -1): fc.Arbitrary<Held[]> =>
  fc.array(
    fc
      .record({
        lots: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 100_000 })),
        sign: side === undefined ? fc.constantFrom(1, -1) : fc.constant(side),
        entry: fc.oneof(fc.constantFrom(mark - 1, mark, mark + 1), fc.integer({ min: 1, max: 3 * mark })),
        equity: fc.oneof(fc.integer({ min: -5, max: 50 }), fc.integer({ min: -1_000_000, max: 1e9 })),
      })
      .map(({ lots, sign, entry, equity }) => ({
        size: sign * lots,
        entryValue: sign * lots * entry,
        equity,
        notional: lots * mark,
      })),
    { maxLength: 25 },
  )
