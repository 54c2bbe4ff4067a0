import type { MarketSpec } from '../../../market/market-spec.ts'
import { lotsOf } from '../../../scenario/market-units.ts'
import { millisecondsOf } from '../../../scenario/quantities.ts'
import { type FundingText, RATE_RULES } from '../../../scenario/schema/funding-schema.ts'
import { between, towardZero } from '../../watch/exact-division.ts'
import { floorDiv } from '../../watch/reckoning.ts'
import { FARTHEST, picoOf, scaled, within } from './pico-reckoning.ts'

/** What a rate is made of at a payment. */
export interface RateInView {
  /** Premium index, pico. */
  readonly premium: bigint
  /** Lots that traders hold against a pool. */
  readonly skew: bigint
  /** Milliseconds that the payment covers. */
  readonly elapsed: bigint
}

/** Words of one rule. */
type Words<Rule> = FundingText & { readonly rate: Rule }

const DAY = 86_400_000n

/** Whether the rate is a rule by name, and no formula. */
export const isByRule = ({ rate }: FundingText): boolean => (RATE_RULES as readonly string[]).includes(rate)

/** One market's rate per period as docs/funding.md has it, pico, before any bound. */
export class SlowRate {
  readonly #words: FundingText
  readonly #spec: MarketSpec
  /** The daily rate of a drifting rule, and its remainder. */
  #daily = 0n
  #carried = 0n

  constructor(words: FundingText, spec: MarketSpec) {
    this.#words = words
    this.#spec = spec
  }

  of(seen: RateInView): bigint {
    const words = this.#words
    const period = BigInt(millisecondsOf(words.period))
    switch (words.rate) {
      case 'constant':
        return picoOf((words as Words<'constant'> & { readonly constant: string }).constant)
      case 'premium-clamp': {
        const { interest, clamp } = words as Words<'premium-clamp'> & {
          readonly interest: string
          readonly clamp: string
        }
        return seen.premium + within(picoOf(interest) - seen.premium, picoOf(clamp))
      }
      case 'twap-premium': {
        const { payback, offset } = words as Words<'twap-premium'> & {
          readonly payback: string
          readonly offset: string
        }
        return scaled(seen.premium + picoOf(offset), period, BigInt(millisecondsOf(payback)))
      }
      case 'skew-proportional': {
        const { skewScale, maxRate } = words as Words<'skew-proportional'> & SkewWords & { readonly maxRate: string }
        return this.#share(seen.skew, skewScale, picoOf(maxRate))
      }
      default: {
        const { skewScale, maxVelocity } = words as Words<'skew-velocity'> &
          SkewWords & { readonly maxVelocity: string }
        return this.#drifted(this.#share(seen.skew, skewScale, picoOf(maxVelocity)), seen.elapsed, period)
      }
    }
  }

  /** `clamp(skew / scale, -1, 1)` of the most. */
  #share(skew: bigint, skewScale: string, most: bigint): bigint {
    const scale = BigInt(lotsOf(skewScale, this.#spec))
    return towardZero(between(skew, 0n - scale, scale) * most, scale)
  }

  /** The daily rate drifts with a carried remainder; a payment takes the mean of its ends. */
  #drifted(velocity: bigint, elapsed: bigint, period: bigint): bigint {
    const before = this.#daily
    const moved = velocity * elapsed + this.#carried
    const whole = floorDiv(moved, DAY)
    this.#carried = moved - whole * DAY
    this.#daily = within(before + whole, FARTHEST)
    return scaled(before + this.#daily, period, 2n * DAY)
  }
}

interface SkewWords {
  readonly skewScale: string
}
