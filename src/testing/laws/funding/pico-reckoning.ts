import { between, towardZero } from '../../watch/exact-division.ts'
import { shareOf } from '../../watch/reckoning.ts'

/** A whole in pico. */
export const WHOLE = 1_000_000_000_000n

/** Premiums and rates per period lie within +-10,000 %. */
export const FARTHEST: bigint = 100n * WHOLE

/** A rate of the scenario in pico, toward zero. */
export const picoOf = (rate: string): bigint => {
  const { n, d } = shareOf(rate)
  return towardZero(n * WHOLE, d)
}

/** Held within a bound, either way. */
export const within = (pico: bigint, bound: bigint): bigint => between(pico, 0n - bound, bound)

/** `a * b / c` toward zero, within +-10,000 %; c > 0. */
export const scaled = (a: bigint, b: bigint, c: bigint): bigint => within(towardZero(a * b, c), FARTHEST)

/** The bound that a scenario may set, in pico; another where it sets none, and never beyond that. */
export const boundOf = (rate: string | undefined, otherwise: bigint): bigint => {
  if (rate === undefined) return otherwise
  const bound = picoOf(rate)
  return bound < otherwise ? bound : otherwise
}
