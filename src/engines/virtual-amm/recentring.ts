import { MICROS_PER_UNIT } from '../../market/price.ts'
import { mulDivHalfEven } from '../../numeric/mul-div.ts'
import type { Curve } from './curve.ts'

/** `closingValue` where the curve cannot take the position back. */
export const UNCLOSABLE: number = Number.NEGATIVE_INFINITY

/**
 * Quote atoms that traders together would receive (> 0, a net long sells) or pay (< 0, a net short buys) if all of them closed
 * on the curve now: Drift's `(quoteReserve - terminalQuoteReserve) * peg`. Rounded against them; 0 for no net position.
 *
 * @param netLots - lots that traders hold against the pool, long > 0
 * @returns `UNCLOSABLE` where the curve has not got that many lots
 */
export const closingValue = (curve: Curve, netLots: number): number => {
  if (netLots === 0) return 0
  if (netLots > 0) return netLots > curve.sellable() ? UNCLOSABLE : curve.quoteToSell(netLots)
  return -netLots > curve.buyable() ? UNCLOSABLE : 0 - curve.quoteToBuy(-netLots)
}

/**
 * Moves the curve towards the index as far as a budget allows, and tells what that costs the pool: the rise of what traders
 * would get by closing on the curve. Only virtual reserves change, so no money moves here; the caller books the cost.
 *
 * With no net position the cost is 0. It is positive where the price moves in favour of the traders' net side,
 * negative (the pool gains) where it moves against it, and then never limited. Where the whole way costs more than the budget,
 * the price goes as far as the budget reaches, which is found by halving since cost rises with the distance.
 *
 * @param netLots - lots that traders hold against the pool, long > 0
 * @param indexMicros - where to, price micro-units, > 0
 * @param budget - most atoms that the move may cost, >= 0
 * @returns the cost in atoms; 0 also where the curve stayed as it was
 */
export const moveToIndex = (curve: Curve, netLots: number, indexMicros: number, budget: number): number => {
  const start = curve.cells.slice()
  const before = closingValue(curve, netLots)
  if (before === UNCLOSABLE) return 0
  const costAt = (micros: number): number => {
    curve.cells.set(start)
    if (!curve.moveTo(micros)) return Number.POSITIVE_INFINITY
    const after = closingValue(curve, netLots)
    return after === UNCLOSABLE ? Number.POSITIVE_INFINITY : after - before
  }
  const whole = costAt(indexMicros)
  if (whole <= budget) return whole
  curve.cells.set(start)
  const from = mulDivHalfEven(curve.priceNumerator(), MICROS_PER_UNIT, curve.priceDenominator())
  let near = from
  let far = indexMicros
  while (Math.abs(far - near) > 1) {
    const middle = near + Math.trunc((far - near) / 2)
    if (costAt(middle) <= budget) near = middle
    else far = middle
  }
  if (near === from) {
    curve.cells.set(start)
    return 0
  }
  return costAt(near)
}
