import { applyUp, compareFractions, type Fraction } from '../numeric/fraction.ts'

/** A time in which other users of the chain fill a part of every block. */
export interface Congestion {
  /** Milliseconds: blocks at or after `from` and before `from + for`. */
  readonly from: number
  readonly for: number
  /** Share of a block's gas that others take, 0 to 1. */
  readonly taken: Fraction
}

/**
 * Gas of a block that is left for the exchange's transactions: the capacity less what others take, rounded down. Of
 * congestions that overlap the heaviest counts.
 */
export const gasLeft = (capacity: number, congestion: readonly Congestion[], now: number): number => {
  const taken = congestion
    .filter((one) => now >= one.from && now < one.from + one.for)
    .reduce<Fraction>((most, one) => (compareFractions(one.taken, most) > 0 ? one.taken : most), { n: 0, d: 1 })
  return capacity - applyUp(taken, capacity)
}
