import type { StateArray, Stateful } from '../market/stateful.ts'
import { ExponentialAverage } from './exponential-average.ts'
import type { MarkInput } from './mark-rule.ts'

/**
 * The index plus the exponential average of mid - index: what the engine's own price adds, slowly. The premium is never
 * taken from a mark, which already holds the index. While there is no mid the average stands still, and the time that
 * passes counts for its value, so that the first mid to return weighs no more than another.
 */
export class PremiumAverage implements Stateful {
  readonly #average: ExponentialAverage

  /** @param halfLife - milliseconds */
  constructor(halfLife: number) {
    this.#average = new ExponentialAverage(halfLife)
  }

  /** Price micro-units, at least 1; `index` must be published. The index alone until the first mid. */
  price({ index, mid }: MarkInput, now: number): number {
    const average = this.#average
    if (mid > 0) average.update(now, mid - index)
    else if (average.begun) average.update(now, average.value)
    return Math.max(1, index + average.value)
  }

  state(): Readonly<Record<string, StateArray>> {
    return this.#average.state()
  }
}
