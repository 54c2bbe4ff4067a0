import { PRICES } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'
import { ln } from '../numeric/transcendental.ts'
import { KnotPath } from './knot-path.ts'
import { priceFromLog } from './log-price-path.ts'
import { clockFaults, figureFault, MILLISECONDS_PER_YEAR, type ModelClock, refuseFaults } from './model-clock.ts'
import type { PricePath } from './price-path.ts'

/** A price that the path passes exactly. */
export interface Waypoint {
  /** Milliseconds since the start of the run. */
  readonly at: number
  /** Price micro-units. */
  readonly price: number
}

/** Waypoints and what happens between them. The first waypoint stands at 0 and is the start. */
export interface WaypointBridge extends Omit<ModelClock, 'start'> {
  readonly waypoints: readonly Waypoint[]
  /** Annualised volatility of the bridge in log price; 0 joins the waypoints by constant growth. */
  readonly volatility: number
}

const waypointFaults = (waypoints: readonly Waypoint[]): string[] => {
  if (waypoints.length === 0) return ['waypoints: the list is empty: at least one (time, price) is needed']
  const faults: string[] = []
  if (waypoints[0].at !== 0) faults.push(`waypoints[0].at: ${waypoints[0].at} ms: the first waypoint must stand at 0`)
  waypoints.forEach(({ at, price }, i) => {
    if (!Number.isSafeInteger(at)) faults.push(`waypoints[${i}].at: ${at} must be whole milliseconds`)
    else if (i > 0 && at <= waypoints[i - 1].at) {
      faults.push(`waypoints[${i}].at: ${at} ms must be after the waypoint before it (${waypoints[i - 1].at} ms)`)
    }
    if (!Number.isSafeInteger(price) || price < 1) {
      faults.push(`waypoints[${i}].price: ${price} must be a whole number of price micro-units, at least 1`)
    }
  })
  return faults
}

/**
 * A Brownian bridge in log price from waypoint to waypoint: with T years left to the next waypoint's log price b, a
 * step of dt goes from x to x + (b - x) dt / T + sigma sqrt(dt (T - dt) / T) Z. The draw of a knot is keyed by its
 * time, so a waypoint moved or added elsewhere leaves it alone. After the last waypoint the price diffuses on without drift.
 *
 * @throws RangeError with all figures that break a rule
 */
export const waypointBridge = (model: WaypointBridge): PricePath => {
  const { seed, market, horizon, step, waypoints, volatility } = model
  refuseFaults('waypoints', [
    ...clockFaults({ seed, market, horizon, step, start: 1 }),
    ...waypointFaults(waypoints),
    ...figureFault('volatility', volatility, 0, 100, 'an annualised volatility from 0 to 100 (10,000 %)'),
  ])
  const stream = new RandomStream(seed, PRICES, market, 0)
  const times = [0]
  const prices = [waypoints[0].price]
  let at = 0
  const knot = (milliseconds: number, price: number): void => {
    at = milliseconds
    times.push(at)
    prices.push(price)
  }
  const normalAt = (milliseconds: number): number => {
    stream.at(milliseconds)
    return stream.normal()
  }
  const nextStep = (): number => (Math.floor(at / step) + 1) * step
  for (let i = 1; i < waypoints.length && at < horizon; i++) {
    const from = waypoints[i - 1]
    const to = waypoints[i]
    const target = ln(to.price / from.price)
    let x = 0
    for (let next = nextStep(); next < to.at && at < horizon; next = nextStep()) {
      const share = (next - at) / (to.at - at)
      const years = ((to.at - next) / MILLISECONDS_PER_YEAR) * share
      x += (target - x) * share + volatility * Math.sqrt(years) * normalAt(next)
      knot(next, priceFromLog(from.price, x, next))
    }
    if (at < horizon) knot(to.at, to.price)
  }
  const last = prices[prices.length - 1]
  for (let x = 0; at < horizon; ) {
    const next = nextStep()
    const years = (next - at) / MILLISECONDS_PER_YEAR
    x += volatility * Math.sqrt(years) * normalAt(next) - (volatility * volatility * years) / 2
    knot(next, priceFromLog(last, x, next))
  }
  return new KnotPath(Float64Array.from(times), Float64Array.from(prices), 'line', horizon, 0)
}
