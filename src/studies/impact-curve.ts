import { AFTER, COST } from '../market/clearing.ts'
import type { Engine } from '../market/engine.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'
import { BUY, SELL, type Side, signOf } from '../market/side.ts'
import { mulDivDown, mulDivHalfEven } from '../numeric/mul-div.ts'
import { ln } from '../numeric/transcendental.ts'

/** One point of an impact curve: what an order of this size costs at once. */
export interface ImpactPoint {
  /** Quote atoms at the mid before. */
  readonly notional: number
  readonly lots: number
  /** Average price against the mid before, basis points, positive when it costs the taker. */
  readonly impactBps: number
  /** Marginal price after the order against the mid before, basis points. */
  readonly marginalBps: number
  /** d ln(impact beyond half the spread) / d ln(notional) here: 1 on a linear curve or uniform book, 1/2 where impact goes with the square root. `undefined` at the first point, and where either is within the best level. */
  readonly exponent?: number
}

/** Impact by size on both sides, of an engine in one state. */
export interface ImpactCurve {
  /** Micro-units. */
  readonly mid: number
  /** Half the quoted spread, basis points. */
  readonly halfSpreadBps: number
  readonly buy: readonly ImpactPoint[]
  readonly sell: readonly ImpactPoint[]
  /** Quote atoms where each side ends; `Infinity` where the largest size asked for still trades. */
  readonly buyEnds: number
  readonly sellEnds: number
}

const BPS = 10_000

/** Lots and cost of one size, as far as the engine offers it. */
interface Reach {
  readonly lots: number
  /** Fewer than asked for: the side ends here. */
  readonly ended: boolean
  readonly point: Omit<ImpactPoint, 'exponent'>
}

/**
 * The impact curve of an engine as it stands; changes nothing. Sizes that a side no longer offers become one point where
 * it ends. Costs are the engine's own exact quotes; basis points and exponents are floats.
 *
 * @param cell - the cell shared by the engine and its clearing
 * @param sizes - quote atoms at the mid, rising; each is traded to the whole lot below, at least one
 * @throws RangeError for an engine without a mid (a one-sided or empty book), or sizes that do not rise from above 0
 * @example impactCurve(venue.engine, venue.clearing.cell, impactSizes(depth))
 */
export const impactCurve = (engine: Engine, cell: Float64Array, sizes: readonly number[]): ImpactCurve => {
  const mid = engine.mid()
  if (mid === 0) throw new RangeError(`impact of ${engine.kind}: it has no mid, since a side has no quotes`)
  if (sizes.some((size, i) => !(size > (sizes[i - 1] ?? 0))))
    throw new RangeError(`impact of ${engine.kind}: sizes must rise from above 0 atoms, not ${sizes.join(', ')}`)
  const halfSpreadBps = ((engine.best(SELL) - engine.best(BUY)) / 2 / mid) * BPS
  const side = (taker: Side): { readonly points: readonly ImpactPoint[]; readonly ends: number } => {
    const reached: Reach[] = []
    for (const size of sizes) {
      const reach = reachOf(engine, cell, taker, mid, size)
      if (reach.lots > (reached.at(-1)?.lots ?? 0)) reached.push(reach)
      if (reach.ended) break
    }
    const points = reached.map(({ point }) => point)
    const last = reached.at(-1)
    return { points: withExponents(points, halfSpreadBps), ends: endOf(last) }
  }
  const buy = side(BUY)
  const sell = side(SELL)
  return { mid, halfSpreadBps, buy: buy.points, sell: sell.points, buyEnds: buy.ends, sellEnds: sell.ends }
}

const endOf = (last: Reach | undefined): number => {
  if (last === undefined) return 0
  return last.ended ? last.point.notional : Infinity
}

const reachOf = (engine: Engine, cell: Float64Array, taker: Side, mid: number, size: number): Reach => {
  const wanted = Math.max(1, mulDivDown(size, MICROS_PER_UNIT, mid))
  const lots = engine.quote(taker, wanted, 0)
  const sign = signOf(taker)
  const atMid = (lots * mid) / MICROS_PER_UNIT
  return {
    lots,
    ended: lots < wanted,
    point: {
      notional: mulDivHalfEven(lots, mid, MICROS_PER_UNIT),
      lots,
      impactBps: sign * (cell[COST] / atMid - 1) * BPS,
      marginalBps: sign * (cell[AFTER] / mid - 1) * BPS,
    },
  }
}

/** The slope to each point from the one before it, in logarithms. */
const withExponents = (
  points: readonly Omit<ImpactPoint, 'exponent'>[],
  halfSpreadBps: number,
): readonly ImpactPoint[] =>
  points.map((point, i) => {
    const before = points[i - 1]
    if (before === undefined) return point
    const from = before.impactBps - halfSpreadBps
    const to = point.impactBps - halfSpreadBps
    // Within the best level there is no impact, and just beyond it the logarithm of a small difference tells of the
    // level's edge and not of the liquidity behind it.
    const least = halfSpreadBps / 4
    if (!(from > least && to > least)) return point
    return { ...point, exponent: (ln(to) - ln(from)) / (ln(point.notional) - ln(before.notional)) }
  })
