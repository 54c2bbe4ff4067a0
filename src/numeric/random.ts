// Hot: drawing allocates nothing once V8 has inlined it.
import { LARGE_MEAN, poissonByInversion, poissonByRejection } from './poisson.ts'
import { threefry } from './threefry.ts'
import { exp, ln } from './transcendental.ts'
import { edges, heights, inner, TAIL } from './ziggurat.ts'

const TWO_32 = 4294967296
const TWO_26 = 67108864
const TWO_53 = 9007199254740992

/** Where the words stand: key, counter (step low, step high, block, 0), the block's four words, words drawn since `at`. */
const KEY = 0
const COUNTER = 4
const STEP_LOW = COUNTER
const STEP_HIGH = COUNTER + 1
const BLOCK_NUMBER = COUNTER + 2
const BLOCK = 8
const USED = 12
const WORDS = 13

const wholeBelow = (x: number, limit: number, what: string): number => {
  if (!Number.isSafeInteger(x) || x < 0 || x >= limit) {
    throw new RangeError(`random stream: ${what} must be a whole number from 0 to ${limit - 1}, not ${x}`)
  }
  return x
}

/**
 * Random numbers as a function of (seed, purpose, group, ordinal, step, draw): a counter-based stream (Threefry-4x32-20).
 * What one stream draws moves no draw of another, nor its own draws at other steps: a trader added, an engine changed
 * or a draw more in this block leaves all else as it was.
 *
 * @example
 * const noise = new RandomStream(7, NOISE, 0, 12) // seed 7, the noise traders' first group, trader 12
 * noise.at(block)
 * const side = noise.below(2)
 */
export class RandomStream {
  readonly #words = new Int32Array(WORDS)

  /**
   * A stream at (step 0, draw 0).
   *
   * @param seed - whole, 0 to 2^53 - 1
   * @param purpose - a code of purposes.ts, 0 to 2047
   * @param group - whole, 0 to 2^32 - 1: which list of traders, which market, which source
   * @param ordinal - whole, 0 to 2^32 - 1: which one of the group
   * @throws RangeError for anything else
   */
  constructor(seed: number, purpose: number, group: number, ordinal: number) {
    wholeBelow(seed, TWO_53, 'seed')
    wholeBelow(purpose, 2048, 'purpose')
    const words = this.#words
    words[KEY] = seed | 0
    // The seed's upper 21 bits and the purpose's 11 share a word.
    words[KEY + 1] = Math.floor(seed / TWO_32) + (purpose << 21)
    words[KEY + 2] = wholeBelow(group, TWO_32, 'group') | 0
    this.of(ordinal)
  }

  /** Turns to another member of the same group, at (step 0, draw 0): one object can serve a whole crowd. */
  of(ordinal: number): this {
    this.#words[KEY + 3] = wholeBelow(ordinal, TWO_32, 'ordinal') | 0
    this.at(0)
    return this
  }

  /** Positions the stream at (step, draw 0); a step is whole, 0 to 2^53 - 1: a block, a minute, an event. */
  at(step: number): void {
    const words = this.#words
    words[STEP_LOW] = step | 0
    words[STEP_HIGH] = Math.floor(step / TWO_32)
    words[BLOCK_NUMBER] = 0
    words[USED] = 0
  }

  /** A word as int32, -2^31 to 2^31 - 1. */
  #next(): number {
    const words = this.#words
    const used = words[USED]
    if ((used & 3) === 0) {
      words[BLOCK_NUMBER] = used >>> 2
      threefry(words, KEY, COUNTER, BLOCK)
    }
    words[USED] = used + 1
    return words[BLOCK + (used & 3)]
  }

  /** A whole number of 32 bits, 0 to 2^32 - 1. One draw; a step has 2^32 of them. */
  next32(): number {
    return this.#next() >>> 0
  }

  /** Uniform in [0, 1), a multiple of 2^-53. Two draws. */
  uniform(): number {
    const high = this.#next() >>> 5
    return (high * TWO_26 + (this.#next() >>> 6)) / TWO_53
  }

  /**
   * Uniform among 0, 1, …, n - 1, without bias: what would favour some is drawn again. One draw or more (two each
   * beyond 2^32).
   *
   * @param n - whole, 1 to 2^53
   * @throws RangeError for anything else
   */
  below(n: number): number {
    if (!(n >= 1 && n <= TWO_53 && Math.floor(n) === n)) {
      throw new RangeError(`random stream: below(${n}) needs a whole number from 1 to 2^53`)
    }
    if (n <= TWO_32) {
      const fair = TWO_32 - (TWO_32 % n)
      let x = this.#next() >>> 0
      while (x >= fair) x = this.#next() >>> 0
      return x % n
    }
    const fair = TWO_53 - (TWO_53 % n)
    let x = this.uniform() * TWO_53
    while (x >= fair) x = this.uniform() * TWO_53
    return x % n
  }

  /** Normal with mean 0 and variance 1, by ziggurat (Doornik 2005). Two draws in 98.8 % of cases. */
  normal(): number {
    for (;;) {
      const first = this.#next()
      const second = this.#next()
      // 53 bits place the point in its layer, seven of the eleven left over choose the layer: independent.
      const u = 2 * (((first >>> 5) * TWO_26 + (second >>> 6)) / TWO_53) - 1
      const layer = ((first & 1) << 6) | (second & 63)
      if (Math.abs(u) < inner[layer]) return u * edges[layer]
      if (layer === 0) return this.#tail(u < 0)
      const x = u * edges[layer]
      const height = heights[layer] + this.uniform() * (heights[layer + 1] - heights[layer])
      if (height < exp(-0.5 * x * x)) return x
    }
  }

  /** Beyond TAIL (Marsaglia 1964). */
  #tail(negative: boolean): number {
    for (;;) {
      const x = this.exponential() / TAIL
      const y = this.exponential()
      if (y + y > x * x) return negative ? -TAIL - x : TAIL + x
    }
  }

  /** Exponential with mean 1, by inversion: monotone in its one uniform. Two draws. */
  exponential(): number {
    return 0 - ln(1 - this.uniform())
  }

  /**
   * Poisson count. Two draws below a mean of 10 (inversion, monotone in the uniform); beyond, Hoermann's transformed
   * rejection takes about five.
   *
   * @param mean - 0 to 2^32
   * @throws RangeError for anything else
   */
  poisson(mean: number): number {
    if (!(mean >= 0 && mean <= TWO_32)) {
      throw new RangeError(`random stream: a Poisson mean lies between 0 and 2^32, not at ${mean}`)
    }
    if (mean < LARGE_MEAN) return poissonByInversion(mean, this.uniform())
    for (;;) {
      const count = poissonByRejection(mean, this.uniform(), this.uniform())
      if (count >= 0) return count
    }
  }

  /** Puts the first `length` entries in random order, each order equally likely (Fisher and Yates). */
  shuffle(array: Int32Array, length: number): void {
    for (let i = length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const swapped = array[i]
      array[i] = array[j]
      array[j] = swapped
    }
  }

  /** Key, counter, block in hand and draws used: live, all that the stream's future depends on. */
  state(): { readonly words: Int32Array } {
    return { words: this.#words }
  }
}
