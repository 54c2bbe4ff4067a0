import { exp } from '../numeric/transcendental.ts'
import { KnotPath } from './knot-path.ts'
import type { ModelClock } from './model-clock.ts'
import type { PricePath } from './price-path.ts'
import { roundHalfEven } from './round-half-even.ts'

/**
 * e^`logReturn` times a price, as an integer: half-even to the micro-unit.
 *
 * @throws RangeError when the price falls under 1 micro-unit or leaves 2^53 - 1, naming the time
 */
export const priceFromLog = (start: number, logReturn: number, milliseconds: number): number => {
  const price = roundHalfEven(start * exp(logReturn))
  if (!(price >= 1 && price <= Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(
      `price model: at ${milliseconds} ms the price is ${price} micro-units, outside 1 … 2^53 - 1: lower the volatility or the horizon`,
    )
  }
  return price
}

/**
 * The path of a model that is a sum of log returns: knots at every step, the last at or after the horizon.
 *
 * @param logReturn - return over step k (from (k - 1) * step to k * step), asked once for each k = 1, 2, … in order
 */
export const logPricePath = (clock: ModelClock, logReturn: (k: number) => number): PricePath => {
  const { start, horizon, step } = clock
  const count = Math.ceil(horizon / step)
  const times = new Float64Array(count + 1)
  const prices = new Float64Array(count + 1)
  prices[0] = start
  let sum = 0
  for (let k = 1; k <= count; k++) {
    sum += logReturn(k)
    times[k] = k * step
    prices[k] = priceFromLog(start, sum, k * step)
  }
  return new KnotPath(times, prices, 'line', horizon, 0)
}
