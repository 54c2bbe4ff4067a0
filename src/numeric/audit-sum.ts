// Hot: `add` allocates nothing.

/** Weight of the high limb: 2^32. */
const LIMB = 4294967296
const HIGH = 0
const LOW = 1

/**
 * A sum of safe integers that stays exact beyond 2^53: the sum that conservation audits compare.
 * Two limbs, value = high * 2^32 + low with 0 <= low < 2^32, so equal sums have equal limbs; good for |sum| < 2^85.
 */
export class AuditSum {
  readonly #limbs = new Float64Array(2)

  /** Adds a safe integer of either sign. @throws RangeError for anything else, or when the sum reaches 2^85 */
  add(x: number): void {
    const limbs = this.#limbs
    const upper = Math.floor(x / LIMB)
    const low = limbs[LOW] + (x - upper * LIMB)
    const carry = low >= LIMB ? 1 : 0
    const high = limbs[HIGH] + upper + carry
    if (!Number.isSafeInteger(x) || !Number.isSafeInteger(high)) {
      throw new RangeError(`audit sum: cannot add ${x}: no safe integer, or the sum leaves 2^85`)
    }
    limbs[LOW] = low - carry * LIMB
    limbs[HIGH] = high
  }

  /** Back to zero. */
  clear(): void {
    this.#limbs.fill(0)
  }

  /** Is the sum exactly zero? */
  isZero(): boolean {
    return this.#limbs[HIGH] === 0 && this.#limbs[LOW] === 0
  }

  /** Are the two sums exactly equal? */
  equals(other: AuditSum): boolean {
    return this.#limbs[HIGH] === other.#limbs[HIGH] && this.#limbs[LOW] === other.#limbs[LOW]
  }

  /** The sum as a bigint, for messages and reports. Allocates. */
  toBigInt(): bigint {
    return BigInt(this.#limbs[HIGH]) * 4294967296n + BigInt(this.#limbs[LOW])
  }

  /** The two limbs, high then low: live. */
  state(): { readonly limbs: Float64Array } {
    return { limbs: this.#limbs }
  }
}
