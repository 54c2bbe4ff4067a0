import type { StateArray, Stateful } from '../market/stateful.ts'
import { ExponentialAverage } from './exponential-average.ts'
import { TimeAverage } from './time-average.ts'

/** What the index is made of: the last publication, its time-weighted average over a window, or its exponential average. */
export type Smoothing =
  | { readonly kind: 'none' }
  /** `window`: whole milliseconds. */
  | { readonly kind: 'twap'; readonly window: number }
  /** `halfLife`: milliseconds. */
  | { readonly kind: 'ema'; readonly halfLife: number }

/** Turns publications, each of which holds until the next, into the index. */
export interface Smoother extends Stateful {
  /** `price` is published now. */
  publish(now: number, price: number): void
  /** The index now, price micro-units; 0 before the first publication. Time never runs backwards. */
  index(now: number): number
}

class LastPublication implements Smoother {
  readonly #last = new Float64Array(1)

  publish(_now: number, price: number): void {
    this.#last[0] = price
  }

  index(): number {
    return this.#last[0]
  }

  state(): Readonly<Record<string, StateArray>> {
    return { last: this.#last }
  }
}

class AverageOverWindow implements Smoother {
  readonly #average: TimeAverage

  constructor(window: number) {
    this.#average = new TimeAverage(window)
  }

  publish(now: number, price: number): void {
    this.#average.push(now, price)
  }

  index(now: number): number {
    return this.#average.at(now)
  }

  state(): Readonly<Record<string, StateArray>> {
    return this.#average.state()
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.#average.reserve(lengths)
  }
}

class FadingAverage implements Smoother {
  readonly #average: ExponentialAverage
  readonly #last = new Float64Array(1)

  constructor(halfLife: number) {
    this.#average = new ExponentialAverage(halfLife)
  }

  publish(now: number, price: number): void {
    // The price before it held until now.
    this.#average.update(now, this.#average.begun ? this.#last[0] : price)
    this.#last[0] = price
  }

  index(now: number): number {
    if (this.#average.begun) this.#average.update(now, this.#last[0])
    return this.#average.value
  }

  state(): Readonly<Record<string, StateArray>> {
    return { ...this.#average.state(), last: this.#last }
  }
}

/** @throws RangeError naming window or half life when it breaks its rule */
export const smoother = (smoothing: Smoothing): Smoother => {
  switch (smoothing.kind) {
    case 'none':
      return new LastPublication()
    case 'twap':
      return new AverageOverWindow(smoothing.window)
    case 'ema':
      return new FadingAverage(smoothing.halfLife)
  }
}
