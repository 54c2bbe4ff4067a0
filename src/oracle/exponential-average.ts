import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'
import { exp } from '../numeric/transcendental.ts'

const VALUE = 0
const WEIGHT = 1
const TIME = 2
const BEGUN = 3

/** The most half lives that a sample can weigh. After such a gap the past weighs less than 2^-64. */
const LONGEST_GAP = 64

/** The largest weight is the longest gap and 1 / ln 2 half lives before it. */
const LARGEST_WEIGHT = LONGEST_GAP + 2

/** Longest half life that an `ExponentialAverage` takes, milliseconds (a day and a half): its weights count 1e-6 ms and stay below 2^53. */
export const LONGEST_HALF_LIFE = 130_000_000

/**
 * Time-weighted exponential average of a signed price figure, in whole micro-units: with t since the last update,
 * weight = weight 2^(-t / halfLife) + t, value += (sample - value) t / weight, half-even.
 *
 * This is num / den of num = num e^(-t / tau) + sample t, den = den e^(-t / tau) + t with tau = halfLife / ln 2
 * (Hyperliquid, "robust price indices"): what it starts with carries no weight of its own. A gap counts for at most 64
 * half lives, lest the one sample after a long silence rule for as long again.
 */
export class ExponentialAverage implements Stateful {
  readonly #halfLife: number
  /** Units of weight in a millisecond: as fine as the half life allows. */
  readonly #scale: number
  readonly #cells = new Float64Array(4)

  /** @param halfLife - milliseconds, more than 0, at most `LONGEST_HALF_LIFE`, not necessarily whole */
  constructor(halfLife: number) {
    if (!(halfLife > 0 && halfLife <= LONGEST_HALF_LIFE)) {
      throw new RangeError(`half life: ${halfLife} ms must be more than 0 and at most ${LONGEST_HALF_LIFE} ms`)
    }
    this.#halfLife = halfLife
    this.#scale = Math.floor(Number.MAX_SAFE_INTEGER / (LARGEST_WEIGHT * Math.max(1, halfLife)))
  }

  /** Has there been a sample? */
  get begun(): boolean {
    return this.#cells[BEGUN] === 1
  }

  /** The average as of the last update; 0 before the first. */
  get value(): number {
    return this.#cells[VALUE]
  }

  /**
   * Takes a sample that weighs the time since the last update; at the same time again it changes nothing.
   *
   * @throws RangeError when time runs backwards
   */
  update(now: number, sample: number): void {
    const cells = this.#cells
    if (cells[BEGUN] === 0) {
      cells[VALUE] = sample
      cells[TIME] = now
      cells[BEGUN] = 1
      return
    }
    const since = now - cells[TIME]
    if (since < 0) throw new RangeError(`exponential average: ${now} ms is before its last update at ${cells[TIME]} ms`)
    if (since === 0) return
    const fresh = Math.min(since, Math.ceil(LONGEST_GAP * this.#halfLife)) * this.#scale
    const past = Math.floor(cells[WEIGHT] * exp((0 - since * Math.LN2) / this.#halfLife) + 0.5)
    cells[WEIGHT] = past + fresh
    cells[VALUE] += mulDivHalfEven(sample - cells[VALUE], fresh, cells[WEIGHT])
    cells[TIME] = now
  }

  state(): Readonly<Record<string, StateArray>> {
    return { average: this.#cells }
  }
}
