import type { Fraction } from '../numeric/fraction.ts'
import type { Aggregate } from './aggregate.ts'
import { median } from './median.ts'
import { trimmedMean } from './trimmed-mean.ts'
import { weightedMedian } from './weighted-median.ts'

/** How the prices of the live sources become one. */
export type Aggregation =
  | { readonly kind: 'median' }
  | { readonly kind: 'weighted-median' }
  /** `trim`: part of the sources left out at each end, 0 to below 1/2. */
  | { readonly kind: 'trimmed-mean'; readonly trim: Fraction }

/** The function of an aggregation rule. */
export const aggregateBy = (aggregation: Aggregation): Aggregate => {
  switch (aggregation.kind) {
    case 'median':
      return median
    case 'weighted-median':
      return weightedMedian
    case 'trimmed-mean':
      return trimmedMean(aggregation.trim)
  }
}
