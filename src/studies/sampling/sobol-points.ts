import { DESIGNS } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'
import { SOBOL_SHIFT } from './design-groups.ts'
import { directionNumbers, SOBOL_BITS, SOBOL_DIMENSIONS } from './direction-numbers.ts'
import type { Point } from './point.ts'
import { wholeBetween } from './whole-between.ts'

const TWO_32 = 4294967296

/** Which part of the sequence, and whether it is shifted. */
export interface SobolOptions {
  /** Index of the first point that is given: a design is continued by its own length. 0 by default, the origin. */
  readonly first?: number
  /** A digital shift: each dimension's bits are flipped by a word drawn from this seed. None by default. */
  readonly seed?: number
}

/**
 * Points of Sobol's sequence in the order of the Gray code (Antonov and Saleev 1979) with the direction numbers of Joe
 * and Kuo (2008): coordinates are multiples of 2^-32, the same on every machine. Point 0, the origin, is given: with it
 * the first 2^m points, and each following 2^m, are a net. A digital shift keeps that, moves the origin to a uniform
 * place and makes each point uniform, so that a mean over the points is unbiased.
 *
 * @param dimensions - 1 to 128
 * @param count - points, at best a power of two
 * @throws RangeError for anything else, or beyond point 2^32 - 1
 */
export const sobolPoints = (dimensions: number, count: number, options: SobolOptions = {}): Point[] => {
  wholeBetween(dimensions, 1, SOBOL_DIMENSIONS, 'Sobol points: dimensions')
  const first = wholeBetween(options.first ?? 0, 0, TWO_32, 'Sobol points: first')
  wholeBetween(count, 0, TWO_32 - first, 'Sobol points: count')
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionNumbers(dimension))
  const words = shift(dimensions, options.seed)
  const gray = (first ^ (first >>> 1)) >>> 0
  for (let k = 0; k < SOBOL_BITS; k++) {
    if ((gray >>> k) & 1) flip(words, directions, k)
  }
  const points: Point[] = []
  for (let n = first; n < first + count; n++) {
    points.push(Array.from(words, (word) => word / TWO_32))
    const next = n + 1
    if (next < TWO_32) flip(words, directions, trailingZeros(next))
  }
  return points
}

const shift = (dimensions: number, seed: number | undefined): Uint32Array => {
  const words = new Uint32Array(dimensions)
  if (seed === undefined) return words
  const stream = new RandomStream(seed, DESIGNS, SOBOL_SHIFT, 0)
  return words.map((_, dimension) => stream.of(dimension).next32())
}

const flip = (words: Uint32Array, directions: readonly Uint32Array[], k: number): void => {
  for (let dimension = 0; dimension < words.length; dimension++) words[dimension] ^= directions[dimension][k]
}

/** Of a number from 1 to 2^32 - 1: two neighbours in the Gray code differ in this bit. */
const trailingZeros = (n: number): number => 31 - Math.clz32(n & -n)
