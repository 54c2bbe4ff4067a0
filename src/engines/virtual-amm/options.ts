import type { Clearing } from '../../market/clearing.ts'
import { compareFractions, type Fraction, formatFraction, fraction } from '../../numeric/fraction.ts'
import type { Curve } from './curve.ts'

/** When a curve is moved back onto the index. */
export type RecentringRule =
  /** Whenever this much time has passed since the last time. */
  | { readonly kind: 'interval'; readonly milliseconds: number }
  /** Whenever the marginal price is further than `band` of the index from it. */
  | { readonly kind: 'gap'; readonly band: Fraction }

/** What a virtual AMM allows and takes besides the price of its curve. */
export interface VirtualAmmOptions {
  /** Share of the curve's quote that a taker pays on top (buy) or leaves behind (sell): half the quoted spread. @defaultValue 0 */
  readonly spread?: Fraction
  /** Largest share of a reserve that an order may ask out of it: lots of a buy by lots, atoms of a sell by quote. @defaultValue no limit */
  readonly tradeLimit?: Fraction
  /** Share by which the price may leave the last price of an earlier block. @defaultValue no limit */
  readonly fluctuation?: Fraction
  /** Largest order in lots, included. @defaultValue no limit */
  readonly largestOrder?: number
  /** Width of one level of `depth`, as a share of the mid. @defaultValue 10 bps */
  readonly level?: Fraction
  /** @defaultValue never */
  readonly recentring?: RecentringRule
}

/** What a virtual AMM is built from. */
export interface VirtualAmmParts {
  readonly clearing: Clearing
  /** The engine's own from now on: its reserves move with every trade. */
  readonly curve: Curve
  /** Account that stands on the other side of every trade. */
  readonly pool: number
  readonly options?: VirtualAmmOptions
}

/** A curve that is to become an engine wherever a market asks for one. */
export interface LiftedCurve {
  readonly curve: Curve
  readonly options?: VirtualAmmOptions
}

const zero = fraction(0)
const one = fraction(1)

const outside = (f: Fraction, lowest: Fraction, highest: Fraction): boolean =>
  compareFractions(f, lowest) < 0 || compareFractions(f, highest) >= 0

/** Every fault of the options, in words with value and rule; none when they are sound. */
export const optionFaults = (options: VirtualAmmOptions): readonly string[] => {
  const faults: string[] = []
  const { spread, tradeLimit, fluctuation, largestOrder, level, recentring } = options
  if (spread && outside(spread, zero, one))
    faults.push(`spread: ${formatFraction(spread)} must be from 0 to below 1 (a share of the quote)`)
  if (tradeLimit && (tradeLimit.n <= 0 || compareFractions(tradeLimit, one) > 0))
    faults.push(`trade limit: ${formatFraction(tradeLimit)} must be above 0, at most 1 (a share of a reserve)`)
  if (fluctuation && (fluctuation.n <= 0 || compareFractions(fluctuation, one) >= 0))
    faults.push(`fluctuation: ${formatFraction(fluctuation)} must be above 0 and below 1 (a share of the price)`)
  if (largestOrder !== undefined && (!Number.isSafeInteger(largestOrder) || largestOrder < 1))
    faults.push(`largest order: ${largestOrder} must be a whole number of lots from 1`)
  if (level && (level.n <= 0 || compareFractions(level, one) >= 0))
    faults.push(`level: ${formatFraction(level)} must be above 0 and below 1 (a share of the mid)`)
  if (
    recentring?.kind === 'interval' &&
    !(Number.isSafeInteger(recentring.milliseconds) && recentring.milliseconds > 0)
  )
    faults.push(`re-centring interval: ${recentring.milliseconds} must be a whole number of milliseconds from 1`)
  if (recentring?.kind === 'gap' && (recentring.band.n <= 0 || compareFractions(recentring.band, one) >= 0))
    faults.push(
      `re-centring band: ${formatFraction(recentring.band)} must be above 0 and below 1 (a share of the index)`,
    )
  return faults
}
