import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { Scenario } from '../../../scenario/scenario.ts'

/** The grid on which a market's premium is sampled: a late block stands for each sample that it has passed. */
export class PremiumSamples {
  readonly #every: number | 'block'
  #taken = 0

  constructor({ sample }: Scenario['funding']) {
    this.#every = sample.every === 'block' ? sample.every : millisecondsOf(sample.every)
  }

  /** Samples that fall due in this block. */
  due(now: number): number {
    if (this.#every === 'block') return 1
    const passed = Math.floor(now / this.#every)
    const due = passed - this.#taken
    this.#taken = passed
    return due
  }
}
