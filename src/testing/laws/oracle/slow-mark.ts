import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { MarkText } from '../../../scenario/schema/mark-schema.ts'
import { ascending, between, halfEven, larger } from '../../watch/exact-division.ts'
import { floorDiv, shareOf } from '../../watch/reckoning.ts'
import { SlowFadingAverage } from './slow-fading-average.ts'

/** What a mark is made of, micro-units; 0 where there is none. */
export interface MarkPrices {
  readonly index: bigint
  readonly mid: bigint
  readonly bid: bigint
  readonly ask: bigint
  readonly lastTrade: bigint
  /** The perpetual's price elsewhere. */
  readonly elsewhere: bigint
}

const middle = (a: bigint, b: bigint): bigint => halfEven(a + b, 2n)
const medianOf = (...prices: readonly bigint[]): bigint => [...prices].sort(ascending)[1]

/** An average to which the time without a sample counts for its own value. */
const follow = (average: SlowFadingAverage, now: number, sample: bigint | undefined): void => {
  if (sample !== undefined) average.take(now, sample)
  else if (average.begun) average.take(now, average.value)
}

/** One market's mark rule as docs/oracle-and-mark.md has it, from a scenario's words. */
export class SlowMark {
  readonly #words: MarkText
  readonly #premium: SlowFadingAverage
  readonly #book: SlowFadingAverage

  constructor(words: MarkText) {
    this.#words = words
    this.#premium = new SlowFadingAverage('halfLife' in words ? millisecondsOf(words.halfLife) : 1)
    this.#book = new SlowFadingAverage('bookHalfLife' in words ? millisecondsOf(words.bookHalfLife) : 1)
  }

  /** Micro-units; 0 while no index is published. Averages move once at one time. */
  mark(prices: MarkPrices, now: number): bigint {
    const { index, mid } = prices
    if (index === 0n) return 0n
    switch (this.#words.rule) {
      case 'index':
        return index
      case 'clamped-mid': {
        const { n, d } = shareOf(this.#words.band)
        const width = floorDiv(index * n, d)
        return mid === 0n ? index : between(mid, index - width, index + width)
      }
      case 'index-plus-premium-ema':
        return this.#anchored(prices, now)
      case 'median-of-three':
        return this.#medianOfThree(prices, now)
    }
  }

  #anchored({ index, mid }: MarkPrices, now: number): bigint {
    follow(this.#premium, now, mid === 0n ? undefined : mid - index)
    return larger(1n, index + this.#premium.value)
  }

  #medianOfThree(prices: MarkPrices, now: number): bigint {
    const { bid, ask, lastTrade, elsewhere } = prices
    const anchored = this.#anchored(prices, now)
    const twoSided = bid > 0n && ask > 0n
    const book = lastTrade === 0n ? middle(bid, ask) : medianOf(bid, ask, lastTrade)
    follow(this.#book, now, twoSided ? book : undefined)
    if (twoSided && elsewhere > 0n) return medianOf(anchored, book, elsewhere)
    if (!twoSided && elsewhere === 0n) return anchored
    const there = twoSided ? book : elsewhere
    return this.#book.begun ? medianOf(anchored, there, this.#book.value) : middle(anchored, there)
  }
}
