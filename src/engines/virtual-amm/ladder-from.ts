import { BUY, SELL, type Side } from '../../market/side.ts'
import { mulDivDown, mulDivUp } from '../../numeric/mul-div.ts'
import type { Curve } from './curve.ts'

/** How a curve is cut. */
export interface LadderCut {
  /** Price units per tick of the book, >= 1. */
  readonly tickUnits: number
  /** Most lots on either side. */
  readonly lots: number
  /** Most levels on either side. */
  readonly levels: number
}

/** A curve on a book's terms: price units and lots by level, best first. */
export interface Ladder {
  readonly askPrices: Float64Array
  readonly askLots: Float64Array
  readonly bidPrices: Float64Array
  readonly bidLots: Float64Array
}

/** First price on the grid, towards the taker's worse side, that is no better for it than the curve's marginal price. */
const gridPrice = (curve: Curve, taker: Side, tick: number): number =>
  taker === BUY
    ? tick * Math.ceil(mulDivUp(curve.priceNumerator(), 1, curve.priceDenominator()) / tick)
    : tick * Math.floor(mulDivDown(curve.priceNumerator(), 1, curve.priceDenominator()) / tick)

const levelsOf = (curve: Curve, taker: Side, cut: LadderCut): { prices: Float64Array; lots: Float64Array } => {
  const before = curve.cells.slice()
  const most = Math.min(cut.lots, taker === BUY ? curve.buyable() : curve.sellable())
  const prices: number[] = []
  const lots: number[] = []
  let price = gridPrice(curve, taker, cut.tickUnits)
  let reached = 0
  while (prices.length < cut.levels && reached < most) {
    // Prices that no whole lot reaches are passed over at once.
    if (curve.lotsToPrice(taker, price, 1) <= reached) {
      const next = reached + 1
      if (taker === BUY) curve.bought(next, curve.quoteToBuy(next))
      else curve.sold(next, curve.quoteToSell(next))
      price = gridPrice(curve, taker, cut.tickUnits)
      curve.cells.set(before)
    }
    if (price <= 0) break
    const here = Math.min(most, curve.lotsToPrice(taker, price, 1))
    prices.push(price)
    lots.push(here - reached)
    reached = here
    price += taker === BUY ? cut.tickUnits : -cut.tickUnits
    if (price <= 0) break
  }
  return { prices: Float64Array.from(prices), lots: Float64Array.from(lots) }
}

/**
 * The curve cut into levels on a tick grid, as resting orders of a book: the ask at tick t holds the lots that the curve sells
 * while its marginal price goes from t - 1 tick to t, the bid at t those that it buys from t + 1 tick to t.
 * Each level stands at its worse end and holds whole lots, both rounded against the taker: a fill on the ladder is never better
 * than on the curve, and worse by less than a tick and one lot's own price impact on each lot, so it approaches the curve's
 * in proportion to the tick. Prices that no whole lot reaches hold no level. Changes nothing.
 *
 * @throws RangeError when tick, lots or levels are not positive whole numbers
 */
export const ladderFrom = (curve: Curve, cut: LadderCut): Ladder => {
  const faults: string[] = []
  for (const [what, x] of [
    ['tick (price units)', cut.tickUnits],
    ['lots', cut.lots],
    ['levels', cut.levels],
  ] as const)
    if (!Number.isSafeInteger(x) || x < 1) faults.push(`${what}: ${x} must be a whole number from 1`)
  if (faults.length > 0) throw new RangeError(`ladder: ${faults.join('; ')}`)
  const asks = levelsOf(curve, BUY, cut)
  const bids = levelsOf(curve, SELL, cut)
  return { askPrices: asks.prices, askLots: asks.lots, bidPrices: bids.prices, bidLots: bids.lots }
}
