import type { MarkRule } from './mark-rule.ts'
import { PremiumAverage } from './premium-average.ts'

/** Index plus exponential average of the premium. */
export interface MarkPremiumAverage {
  /** Milliseconds in which a past premium loses half of its weight. Hyperliquid's 150 s is a time constant: 150,000 ln 2. */
  readonly halfLife: number
}

/**
 * index + EMA(mid - index). Fallback: without a mid (a one-sided book) the last average stands; the index alone if there
 * never was one.
 *
 * @throws RangeError when the half life breaks its rule
 */
export const markPremiumAverage = ({ halfLife }: MarkPremiumAverage): MarkRule => {
  const premium = new PremiumAverage(halfLife)
  return {
    mark: (input, now) => (input.index === 0 ? 0 : premium.price(input, now)),
    state: () => premium.state(),
  }
}
