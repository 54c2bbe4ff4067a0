import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivRemainder } from '../numeric/mul-div.ts'

const HEAD = 0
const COUNT = 1

/**
 * Time-weighted average of a price over a trailing window: an observation holds from its moment to the next one's.
 * Before a whole window has been seen, the average is over what was seen (Perp v1, `Amm.sol` getTwapPrice).
 */
export class PriceTwap implements Stateful {
  readonly #window: number
  #times = new Float64Array(64)
  #prices = new Float64Array(64)
  readonly #ring = new Int32Array(2)
  readonly #carry = new Float64Array(1)

  /** @param window - milliseconds, > 0 */
  constructor(window: number) {
    this.#window = window
  }

  /**
   * The price is this from now on.
   *
   * @param now - milliseconds, not before the observation before; at the same moment the later one counts
   * @param price - price micro-units; 0 says that there is none, and the price before goes on
   */
  observe(now: number, price: number): void {
    if (price === 0) return
    const ring = this.#ring
    const length = this.#times.length
    const newest = (ring[HEAD] + ring[COUNT] - 1 + length) % length
    if (ring[COUNT] > 0 && this.#times[newest] === now) {
      this.#prices[newest] = price
      return
    }
    this.#forget(now - this.#window)
    if (ring[COUNT] === length) this.#grow(2 * length)
    const at = (ring[HEAD] + ring[COUNT]) % this.#times.length
    this.#times[at] = now
    this.#prices[at] = price
    ring[COUNT] += 1
  }

  /** The average up to now in price micro-units, rounded down; 0 before the first observation. */
  average(now: number): number {
    const ring = this.#ring
    const length = this.#times.length
    if (ring[COUNT] === 0) return 0
    const from = Math.max(now - this.#window, this.#times[ring[HEAD]])
    const covered = now - from
    if (covered <= 0) return this.#prices[(ring[HEAD] + ring[COUNT] - 1) % length]
    const carry = this.#carry
    carry[0] = 0
    let average = 0
    for (let i = 0; i < ring[COUNT]; i++) {
      const at = (ring[HEAD] + i) % length
      const until = i + 1 < ring[COUNT] ? this.#times[(at + 1) % length] : now
      const held = until - Math.max(from, this.#times[at])
      if (held > 0) average += mulDivRemainder(this.#prices[at], held, covered, carry[0], carry, 0)
    }
    return average
  }

  state(): Readonly<Record<string, StateArray>> {
    return { times: this.#times, prices: this.#prices, ring: this.#ring }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths.times > this.#times.length) this.#grow(lengths.times)
  }

  /** Drops observations that ended before the window begins. */
  #forget(before: number): void {
    const ring = this.#ring
    const length = this.#times.length
    while (ring[COUNT] > 1 && this.#times[(ring[HEAD] + 1) % length] <= before) {
      ring[HEAD] = (ring[HEAD] + 1) % length
      ring[COUNT] -= 1
    }
  }

  /** A wrapped ring is unwrapped, so that the free room lies behind the newest. */
  #grow(length: number): void {
    const { [HEAD]: head, [COUNT]: count } = this.#ring
    const unwrapped = (array: Float64Array): Float64Array<ArrayBuffer> => {
      const straight = new Float64Array(length)
      for (let i = 0; i < count; i++) straight[i] = array[(head + i) % array.length]
      return straight
    }
    this.#times = unwrapped(this.#times)
    this.#prices = unwrapped(this.#prices)
    this.#ring[HEAD] = 0
  }
}
