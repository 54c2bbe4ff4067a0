import { decimalToNearest, integerToDecimal } from '../../numeric/decimal.ts'
import { atomScale } from '../../scenario/quantities.ts'
import type { WaypointText } from '../../scenario/schema/prices-schema.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { PricePath } from './price-paths.ts'

/** Places of a waypoint's price. */
const PLACES = 6

/** What a path is at each of its moves, in whole units of the last place. */
const pricesOf = ({ start, moves }: PricePath): readonly bigint[] => {
  let price = BigInt(decimalToNearest(String(start), atomScale(PLACES), 'price'))
  return [
    price,
    ...moves.map(({ bps }) => {
      price = (price * BigInt(10_000 + bps)) / 10_000n
      return price
    }),
  ]
}

/**
 * A price path as `waypoints` of a market's prices: flat between moves, each of which takes a millisecond; six decimals.
 *
 * @param horizon - milliseconds that it goes on for at least
 * @example
 * ```ts
 * const prices = { waypoints: pathWaypoints(path, 60_000), volatility: 0 }
 * ```
 */
export const pathWaypoints = (path: PricePath, horizon: number): readonly WaypointText[] => {
  const prices = pricesOf(path)
  const waypoint = (at: number, price: bigint): WaypointText => ({
    at: `${at}ms`,
    price: integerToDecimal(Number(price), atomScale(PLACES)),
  })
  const points = [waypoint(0, prices[0])]
  let last = 0
  for (const [i, { at }] of path.moves.entries()) {
    if (at - 1 > last) points.push(waypoint(at - 1, prices[i]))
    points.push(waypoint(at, prices[i + 1]))
    last = at
  }
  if (horizon > last) points.push(waypoint(horizon, prices[prices.length - 1]))
  return points
}

/**
 * A price path as scripted moves of a true price that begins where the path does.
 *
 * @param market - symbol, where it is not the first
 */
export const pathSteps = ({ moves }: PricePath, market?: string): readonly StepText[] =>
  moves.map(({ at, bps }) => ({
    at: `${at}ms`,
    ...(market !== undefined && { market }),
    do: 'move-price',
    by: `${bps}bps`,
  }))
