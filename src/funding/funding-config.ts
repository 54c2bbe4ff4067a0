import type { Fraction } from '../numeric/fraction.ts'
import type { FundingScheduleConfig } from './funding-schedule.ts'
import type { PremiumIndexConfig } from './premium-index.ts'
import type { PremiumRule } from './premium-rule.ts'
import type { RateRule } from './rate-rule.ts'

/**
 * One market's funding: what is observed, how often, how it becomes a rate, when that is paid and within which bounds.
 * Rules with state (`premiumFromTwap`, `skewVelocity`) belong to one market: each gets its own.
 */
export interface FundingConfig extends FundingScheduleConfig {
  /** Milliseconds that a rate, its interest and its clamp are stated for: 8 hours at BitMEX, Binance, Hyperliquid. */
  readonly period: number
  readonly premium: PremiumRule
  /** Samples lie at `start + k * every` milliseconds, or one in each block. A late block stands for each sample it has passed. */
  readonly sample: PremiumIndexConfig & { readonly every: number | 'block' }
  readonly rate: RateRule
  /** Bound of each premium sample, either way (dYdX v4: 60 * (initial - maintenance); Perp Curie: 10 %). */
  readonly premiumLimit?: Fraction
  /** Bound of the rate per period, either way (dYdX v4: 6 * (initial - maintenance); Binance: k * maintenance). */
  readonly periodCap?: Fraction
  /** Bound of the change of the rate per period from one payment to the next, the first excepted (BitMEX: 75 % of maintenance). */
  readonly maxChange?: Fraction
  /** Bound of one payment, either way (Hyperliquid: 4 % an hour). Needs an interval. */
  readonly cap?: Fraction
  /** Scales what is paid (Hyperliquid's builder markets). Numerator and denominator at most 10,000; 1 when left out. */
  readonly multiplier?: Fraction
  /** Price of the notional that pays: `'index'` (Hyperliquid, dYdX v4, Perp v1; default) or `'mark'` (BitMEX, Binance, Injective). */
  readonly price?: 'index' | 'mark'
}

const YEAR = 366 * 86_400_000

/** Everything in a configuration that is out of its range, a sentence each with value, rule and unit; the parts' own checks come with the parts. */
export const fundingFaults = (config: FundingConfig): string[] => {
  const { every, period, sample, cap, multiplier } = config
  const faults: string[] = []
  if (!(Number.isSafeInteger(period) && period > 0 && period <= YEAR))
    faults.push(`funding.period: ${period} ms must be a whole number of milliseconds, above 0 and at most a year`)
  if (every !== 'block' && every > YEAR) faults.push(`funding.every: ${every} ms must be at most a year`)
  if (sample.every !== 'block' && !(Number.isSafeInteger(sample.every) && sample.every > 0))
    faults.push(`funding.sample.every: ${sample.every} ms must be a whole number of milliseconds above 0, or "block"`)
  if (cap !== undefined && every === 'block')
    faults.push('funding.cap: a bound per payment needs an interval; with "block" state funding.periodCap')
  if (multiplier !== undefined && (multiplier.n < 0 || multiplier.n > 10_000 || multiplier.d > 10_000))
    faults.push(
      `funding.multiplier: ${multiplier.n}/${multiplier.d} must not be negative, nor need more than 10,000 above or below`,
    )
  for (const name of ['premiumLimit', 'periodCap', 'maxChange', 'cap'] as const) {
    const bound = config[name]
    if (bound !== undefined && bound.n < 0) faults.push(`funding.${name}: ${bound.n}/${bound.d} must not be negative`)
  }
  return faults
}
