import { JOE_KUO } from './joe-kuo.ts'
import { wholeBetween } from './whole-between.ts'

/** Bits of a Sobol coordinate. */
export const SOBOL_BITS = 32
/** Dimensions of Sobol points: the first has no row in the table. */
export const SOBOL_DIMENSIONS: number = JOE_KUO.length + 1

/**
 * Direction numbers v_1 … v_32 of one dimension, each a multiple of 2^-32 given as its numerator. With the primitive
 * polynomial x^s + a_1 x^(s-1) + … + a_(s-1) x + 1 and m_1 … m_s:
 * v_k = m_k / 2^k up to s, then v_k = a_1 v_(k-1) ^ … ^ a_(s-1) v_(k-s+1) ^ v_(k-s) ^ (v_(k-s) / 2^s) (Bratley and
 * Fox 1988; Joe and Kuo 2008, section 2). The first dimension has v_k = 2^-k: van der Corput's sequence.
 *
 * @param dimension - whole, from 0
 * @throws RangeError beyond the table
 */
export const directionNumbers = (dimension: number): Uint32Array => {
  wholeBetween(dimension, 0, SOBOL_DIMENSIONS - 1, 'Sobol dimension')
  const v = new Uint32Array(SOBOL_BITS)
  if (dimension === 0) return v.map((_, k) => 2147483648 >>> k)
  const [a, ...m] = JOE_KUO[dimension - 1]
  const s = m.length
  for (let k = 0; k < SOBOL_BITS; k++) {
    if (k < s) {
      v[k] = m[k] << (31 - k)
      continue
    }
    v[k] = v[k - s] ^ (v[k - s] >>> s)
    for (let i = 1; i < s; i++) {
      if ((a >>> (s - 1 - i)) & 1) v[k] ^= v[k - i]
    }
  }
  return v
}
