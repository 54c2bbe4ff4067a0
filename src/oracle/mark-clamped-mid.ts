import { applyDown, type Fraction, fractionToNumber } from '../numeric/fraction.ts'
import type { MarkRule } from './mark-rule.ts'

/** The engine's mid, kept within a band about the index. */
export interface ClampedMid {
  /** Half width of the band as a part of the index, 0 to below 1; its edges are rounded toward the index. */
  readonly band: Fraction
}

/**
 * min(max(mid, index - band), index + band). Fallback: without a mid (a one-sided book) the mark is the index.
 *
 * @throws RangeError when the band breaks its rule
 */
export const markClampedMid = ({ band }: ClampedMid): MarkRule => {
  if (band.n < 0 || band.n >= band.d) {
    throw new RangeError(`mark band: ${fractionToNumber(band)} must be a part of the index from 0 to below 1`)
  }
  return {
    mark: ({ index, mid }) => {
      if (mid === 0 || index === 0) return index
      const width = applyDown(band, index)
      return Math.min(Math.max(mid, index - width), index + width)
    },
    state: () => ({}),
  }
}
