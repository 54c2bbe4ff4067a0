import { ceilDiv, floorDiv } from './reckoning.ts'

/** `a / b` toward zero; b > 0. */
export const towardZero = (a: bigint, b: bigint): bigint => (a < 0n ? ceilDiv(a, b) : floorDiv(a, b))

/** `a / b` to the nearest integer, a tie to the even one; b > 0. */
export const halfEven = (a: bigint, b: bigint): bigint => {
  const below = floorDiv(a, b)
  const twice = 2n * (a - below * b)
  if (twice !== b) return twice > b ? below + 1n : below
  return below % 2n === 0n ? below : below + 1n
}

/** The figure, or the bound that it is beyond. */
export const between = (x: bigint, least: bigint, most: bigint): bigint => (x < least ? least : x > most ? most : x)

/** Size without sign. */
export const magnitude = (x: bigint): bigint => (x < 0n ? 0n - x : x)

/** The larger of two. */
export const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** The smaller of two. */
export const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** Upward, as numbers are sorted. */
export const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
