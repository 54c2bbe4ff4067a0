import { barPath, type InsideBar } from './bar-path.ts'
import { KnotPath } from './knot-path.ts'
import type { PricePath, PriceRange } from './price-path.ts'
import type { RecordedPrices } from './recorded-prices.ts'

/** Recorded series and how they become a path. */
export interface Replay {
  /** The prices that oracles report. */
  readonly index: RecordedPrices
  /** Prices of the perpetual at the external venue, where they were recorded. */
  readonly perp?: RecordedPrices
  /** Inside bars; `by-direction` when left out. */
  readonly inside?: InsideBar
  /** Epoch milliseconds that become time 0; the first time that all series cover when left out. */
  readonly from?: number
}

const firstOf = ({ times }: RecordedPrices): number => times[0]
const lastOf = (prices: RecordedPrices): number =>
  prices.times[prices.times.length - 1] + (prices.kind === 'bars' ? prices.width : 0)

const pathOf = (prices: RecordedPrices, inside: InsideBar, zero: number, end: number): PricePath => {
  if (prices.kind === 'bars') return barPath(prices, inside, zero, end)
  const times = prices.times.map((time) => time - zero)
  const start = times.findLastIndex((milliseconds) => milliseconds <= 0)
  return new KnotPath(times.slice(start), prices.prices.slice(start), 'hold', end, zero)
}

class ReplayPath implements PricePath {
  readonly end: number
  readonly epoch: number
  readonly perp?: (milliseconds: number) => number
  readonly #index: PricePath

  constructor(index: PricePath, perp: PricePath | undefined) {
    this.end = index.end
    this.epoch = index.epoch
    this.#index = index
    if (perp !== undefined) this.perp = (milliseconds) => perp.priceAt(milliseconds)
  }

  priceAt(milliseconds: number): number {
    return this.#index.priceAt(milliseconds)
  }

  between(from: number, to: number): PriceRange {
    return this.#index.between(from, to)
  }
}

/**
 * Recorded prices as a path. A price of ticks holds until the next tick; bars are walked as `inside` says. With a perp
 * beside the index, time 0 is the first and `end` the last moment that both cover.
 *
 * @throws RangeError when the series do not overlap, or `from` lies outside what they cover
 */
export const replay = ({ index, perp, inside = 'by-direction', from }: Replay): PricePath => {
  const series = perp === undefined ? [index] : [index, perp]
  const covered = Math.max(...series.map(firstOf))
  const last = Math.min(...series.map(lastOf))
  if (last <= covered) {
    throw new RangeError(
      `replay: index (epoch ms ${firstOf(index)} … ${lastOf(index)}) and perp (${series.slice(1).map(firstOf)} … ${series.slice(1).map(lastOf)}) have no time in common`,
    )
  }
  const zero = from ?? covered
  if (!Number.isSafeInteger(zero) || zero < covered || zero >= last) {
    throw new RangeError(`replay: from ${zero} must be epoch milliseconds from ${covered} to before ${last}`)
  }
  const end = last - zero
  const external = perp === undefined ? undefined : pathOf(perp, inside, zero, end)
  return new ReplayPath(pathOf(index, inside, zero, end), external)
}
