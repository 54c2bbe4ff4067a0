import { KnotPath } from './knot-path.ts'
import type { PricePath } from './price-path.ts'
import type { RecordedBars } from './recorded-prices.ts'

/**
 * The way a price takes inside a bar, of which only four prices are known:
 * - `by-direction`: open, low, high, close for a bar that closes at or above its open, else open, high, low, close;
 * - `low-first`, `high-first`: the same order in every bar, the worst case for longs or for shorts;
 * - `open-close`: the extremes are left out.
 */
export type InsideBar = 'by-direction' | 'low-first' | 'high-first' | 'open-close'

/**
 * The path through recorded bars: the open at the bar's time, the extremes after a third and two thirds of its width,
 * the close at its last millisecond, straight lines in between. Where a bar is missing the last close holds.
 *
 * @param zero - epoch milliseconds that become time 0; at or after the first bar
 * @param end - last time of the path, at most the end of the last bar
 */
export const barPath = (bars: RecordedBars, inside: InsideBar, zero: number, end: number): PricePath => {
  const { times, width, open, high, low, close } = bars
  const at: number[] = []
  const price: number[] = []
  const knot = (milliseconds: number, micros: number): void => {
    at.push(milliseconds)
    price.push(micros)
  }
  const first = Math.floor(width / 3)
  for (let i = 0; i < times.length; i++) {
    const time = times[i] - zero
    knot(time, open[i])
    if (inside !== 'open-close') {
      const lowFirst = inside === 'low-first' || (inside === 'by-direction' && close[i] >= open[i])
      knot(time + first, lowFirst ? low[i] : high[i])
      knot(time + 2 * first, lowFirst ? high[i] : low[i])
    }
    knot(time + width - 1, close[i])
    if (i + 1 < times.length && times[i + 1] > times[i] + width) knot(times[i + 1] - zero - 1, close[i])
  }
  const start = at.findLastIndex((milliseconds) => milliseconds <= 0)
  return new KnotPath(Float64Array.from(at.slice(start)), Float64Array.from(price.slice(start)), 'line', end, zero)
}
