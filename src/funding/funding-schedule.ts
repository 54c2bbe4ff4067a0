import type { StateArray, Stateful } from '../market/stateful.ts'

/** When funding is paid. */
export interface FundingScheduleConfig {
  /** Milliseconds from payment to payment, or `'block'`: at each block for the time since the last. */
  readonly every: number | 'block'
  /** Time from which payments are counted, milliseconds: the first is due one interval later. 0 when left out. */
  readonly start?: number
  /**
   * What happens when a block comes more than an interval late. `'pay'` (default): each missed payment is made at that block.
   * `'skip'`: one payment of one interval, the others are lost (Perp v1's settleFunding; Drift).
   */
  readonly missed?: 'pay' | 'skip'
}

const PAID_UNTIL = 0
const PAYMENTS = 1
const LOST = 2

/**
 * The clock of one market's payments: at `start + k * every`, or at each block. A payment falls due in the first block at or after
 * its time and always covers exactly one interval.
 */
export class FundingSchedule implements Stateful {
  readonly #every: number | 'block'
  readonly #skip: boolean
  readonly #clock = new Float64Array(3)

  /** @throws RangeError when the interval is no whole number of milliseconds above 0 */
  constructor(config: FundingScheduleConfig) {
    const { every, start = 0, missed = 'pay' } = config
    if (every !== 'block' && !(Number.isSafeInteger(every) && every > 0))
      throw new RangeError(`funding.every: ${every} ms must be a whole number of milliseconds above 0, or "block"`)
    this.#every = every
    this.#skip = missed === 'skip'
    this.#clock[PAID_UNTIL] = start
  }

  /** Payments made. */
  get payments(): number {
    return this.#clock[PAYMENTS]
  }

  /** Payments that never were, because a block came late. */
  get lost(): number {
    return this.#clock[LOST]
  }

  /** Time up to which funding has been paid, milliseconds. */
  get paidUntil(): number {
    return this.#clock[PAID_UNTIL]
  }

  /** Whether a payment is to be made at this block. True again after `take` while several are owed. */
  due(now: number): boolean {
    const elapsed = now - this.#clock[PAID_UNTIL]
    return this.#every === 'block' ? elapsed > 0 : elapsed >= this.#every
  }

  /**
   * Counts a payment as made.
   *
   * @returns milliseconds it covers
   * @throws RangeError when none is due
   */
  take(now: number): number {
    if (!this.due(now))
      throw new RangeError(
        `no funding payment is due at ${now} ms: paid until ${this.#clock[PAID_UNTIL]} ms, every ${this.#every}`,
      )
    const clock = this.#clock
    const elapsed = now - clock[PAID_UNTIL]
    clock[PAYMENTS] += 1
    if (this.#every === 'block') {
      clock[PAID_UNTIL] = now
      return elapsed
    }
    const intervals = this.#skip ? Math.floor(elapsed / this.#every) : 1
    clock[PAID_UNTIL] += intervals * this.#every
    clock[LOST] += intervals - 1
    return this.#every
  }

  state(): Readonly<Record<string, StateArray>> {
    return { clock: this.#clock }
  }
}
