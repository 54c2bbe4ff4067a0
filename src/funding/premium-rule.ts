import type { MarketView } from '../market/market-view.ts'
import type { Stateful } from '../market/stateful.ts'

/** What a premium rule answers where the prices it needs are missing: no premium, or the one of the sample before. */
export type WhenMissing = 'zero' | 'last'

/** How a market's premium over the published index is observed. Asked at each sample, never between. */
export interface PremiumRule extends Partial<Stateful> {
  /** As scenarios name it. */
  readonly name: string
  /**
   * @param last - the sample before, pico; 0 at the start
   * @returns the premium, pico, positive when the market trades above the index
   */
  premium(view: MarketView, now: number, last: number): number
}

/** The answer for missing prices. */
export const missingPremium = (rule: WhenMissing, last: number): number => (rule === 'last' ? last : 0)
