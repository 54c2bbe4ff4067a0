import { type ClampedMid, markClampedMid } from './mark-clamped-mid.ts'
import { markIndex } from './mark-index.ts'
import { type MedianOfThree, markMedianOfThree } from './mark-median-of-three.ts'
import { type MarkPremiumAverage, markPremiumAverage } from './mark-premium-average.ts'
import type { MarkRule } from './mark-rule.ts'

/** A mark rule as data. */
export type Mark =
  | { readonly rule: 'index' }
  | ({ readonly rule: 'clamped-mid' } & ClampedMid)
  | ({ readonly rule: 'index-plus-premium-ema' } & MarkPremiumAverage)
  | ({ readonly rule: 'median-of-three' } & MedianOfThree)

/** The rule that the data name. @throws RangeError when one of its figures breaks a rule */
export const mark = (chosen: Mark): MarkRule => {
  switch (chosen.rule) {
    case 'index':
      return markIndex()
    case 'clamped-mid':
      return markClampedMid(chosen)
    case 'index-plus-premium-ema':
      return markPremiumAverage(chosen)
    case 'median-of-three':
      return markMedianOfThree(chosen)
  }
}
