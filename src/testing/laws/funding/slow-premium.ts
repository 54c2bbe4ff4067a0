import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { PremiumText } from '../../../scenario/schema/funding-schema.ts'
import { floorDiv } from '../../watch/reckoning.ts'
import { forgetBefore, heldOver, type PriceChange } from '../oracle/slow-time-average.ts'
import { picoOf, scaled, WHOLE } from './pico-reckoning.ts'
import type { MarketQuotes } from './quotes-in-view.ts'

/** `part / whole` in pico. */
const ratio = (part: bigint, whole: bigint): bigint => scaled(part, WHOLE, whole)

/** One market's premium as docs/funding.md has it, pico. */
export class SlowPremium {
  readonly #words: PremiumText
  readonly #mids: PriceChange[] = []
  readonly #indices: PriceChange[] = []

  constructor(words: PremiumText) {
    this.#words = words
  }

  /** @param last - the sample before, 0 at the start */
  of(quotes: MarketQuotes, now: number, last: bigint): bigint {
    const { index, mid } = quotes
    const words = this.#words
    switch (words.of) {
      case 'mid':
        if (mid > 0n && index > 0n) return ratio(mid - index, index)
        return words.whenMissing === 'last' ? last : 0n
      case 'twap':
        return this.#ofAverages(quotes, now, millisecondsOf(words.window))
      case 'impact':
      case 'impact-middle':
        return this.#ofImpact(quotes, words, last)
    }
  }

  #ofImpact(
    quotes: MarketQuotes,
    words: PremiumText & { readonly of: 'impact' | 'impact-middle' },
    last: bigint,
  ): bigint {
    const { impactBid: bid, impactAsk: ask, index } = quotes
    const outside = words.of === 'impact'
    const above = bid > index ? bid - index : 0n
    const below = ask > 0n && ask < index ? index - ask : 0n
    if (index === 0n || (bid === 0n && ask === 0n)) return words.whenMissing === 'last' ? last : 0n
    if (bid > 0n && ask > 0n) return outside ? ratio(above - below, index) : ratio(bid + ask - 2n * index, 2n * index)
    const oneSided = words.oneSided ?? (outside ? 'side' : 'last')
    if (oneSided === 'side') return ratio(above - below, index)
    if (typeof oneSided === 'object') return bid > 0n ? picoOf(oneSided.extreme) : 0n - picoOf(oneSided.extreme)
    return oneSided === 'last' ? last : 0n
  }

  /** Averages of what was there when samples were taken; while a price is missing, the one before goes on. */
  #ofAverages({ mid, index }: MarketQuotes, now: number, window: number): bigint {
    const average = (changes: PriceChange[], price: bigint): bigint => {
      if (price > 0n) changes.push({ time: now, price })
      if (changes.length === 0) return 0n
      forgetBefore(changes, window, now)
      const { sum, milliseconds } = heldOver(changes, window, now)
      return floorDiv(sum, milliseconds)
    }
    const market = average(this.#mids, mid)
    const published = average(this.#indices, index)
    return market === 0n || published === 0n || index === 0n ? 0n : ratio(market - published, index)
  }
}
