import { towardZero } from '../../watch/exact-division.ts'

/** How samples of a window become its premium index. */
export interface SampleWords {
  readonly mean: 'equal' | 'linear' | 'latest'
  readonly minimum: number
  readonly empty: 'zero' | 'last'
}

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER)

/** 1 + 2 + … + count. */
const triangle = (count: bigint): bigint => (count * (count + 1n)) / 2n

/** The premium index as docs/funding.md has it: exact sums, one division toward zero. */
export class SlowPremiumIndex {
  readonly #words: SampleWords
  #count = 0n
  #equal = 0n
  #linear = 0n
  #latest = 0n
  /** Of the window that closed last. */
  value = 0n

  constructor(words: SampleWords) {
    this.#words = words
  }

  /** A premium is that of the next so many samples. */
  take(premium: bigint, times: number): void {
    if (times === 0) return
    const count = this.#count + BigInt(times)
    this.#equal += premium * BigInt(times)
    this.#linear += premium * (triangle(count) - triangle(this.#count))
    this.#count = count
    this.#latest = premium
  }

  /** The window's weighted sum, in millionths of a unit as the module counts them, is one that it can hold exactly. */
  get fits(): boolean {
    const sum = (this.#words.mean === 'linear' ? this.#linear : this.#equal) / 1_000_000n
    return sum > -LARGEST && sum < LARGEST
  }

  /** Ends the window and begins the next. */
  close(): bigint {
    const { mean, empty, minimum } = this.#words
    const least = BigInt(minimum)
    if (this.#count === 0n && least === 0n) this.value = empty === 'zero' ? 0n : this.value
    else if (mean === 'latest') this.value = this.#latest
    else if (mean === 'linear') this.value = towardZero(this.#linear, triangle(this.#count))
    else this.value = towardZero(this.#equal, this.#count > least ? this.#count : least)
    this.#count = 0n
    this.#equal = 0n
    this.#linear = 0n
    return this.value
  }
}
