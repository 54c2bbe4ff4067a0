import type { MarketView } from '../market/market-view.ts'
import type { Stateful } from '../market/stateful.ts'

/** What a rate rule may read at a payment. */
export interface RateInput {
  /** Premium index of the window that ends, pico. */
  readonly premium: number
  /** The rate per period of the payment before, pico; 0 at the first. */
  readonly lastRate: number
  /** Milliseconds that this payment covers. */
  readonly elapsed: number
  /** Milliseconds that the answered rate is for. */
  readonly period: number
  readonly view: MarketView
}

/** How a premium index, a skew or anything else in view becomes a funding rate. Asked once at each payment. */
export interface RateRule extends Partial<Stateful> {
  /** As scenarios name it. */
  readonly name: string
  /** The funding rate per period, pico; positive when longs pay. */
  rate(input: RateInput): number
}

/** Milliseconds of the day, the unit in which several protocols state rates. */
export const DAY = 86_400_000
