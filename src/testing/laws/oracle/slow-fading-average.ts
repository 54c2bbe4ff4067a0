import { exp } from '../../../numeric/transcendental.ts'
import { halfEven } from '../../watch/exact-division.ts'

/** A gap counts for so many half lives at most. */
const LONGEST_GAP = 64

/** Half lives that the largest weight stands for: the longest gap, and all that went before it (1 / ln 2, below 2). */
const LARGEST_WEIGHT = LONGEST_GAP + 2

/**
 * The exponential average of docs/oracle-and-mark.md in BigInt: `w = w 2^(-t/h) + t`, `value = value + (x - value) t / w`,
 * half-even; weights in the finest part of a millisecond that keeps them below 2^53, the decay alone a float.
 */
export class SlowFadingAverage {
  value = 0n
  begun = false
  readonly #halfLife: number
  readonly #parts: bigint
  #weight = 0n
  #time = 0

  /** @param halfLife - milliseconds */
  constructor(halfLife: number) {
    this.#halfLife = halfLife
    this.#parts = BigInt(Math.floor(Number.MAX_SAFE_INTEGER / (LARGEST_WEIGHT * Math.max(1, halfLife))))
  }

  /** A sample weighs the time since the one before; at the same time again it changes nothing. */
  take(now: number, sample: bigint): void {
    if (!this.begun) {
      this.begun = true
      this.value = sample
      this.#time = now
      return
    }
    const since = now - this.#time
    if (since === 0) return
    const fresh = BigInt(Math.min(since, Math.ceil(LONGEST_GAP * this.#halfLife))) * this.#parts
    const kept = Number(this.#weight) * exp((0 - since * Math.LN2) / this.#halfLife)
    this.#weight = BigInt(Math.floor(kept + 0.5)) + fresh
    this.value += halfEven((sample - this.value) * fresh, this.#weight)
    this.#time = now
  }
}
