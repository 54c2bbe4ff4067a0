import type { Curve } from '../../../engines/virtual-amm/curve.ts'
import { MICROS_PER_UNIT } from '../../../market/price.ts'
import { BUY, SELL } from '../../../market/side.ts'
import { type CurveLaw, comparePrices, isSound, mostLots, priceOf, trade } from './curve-law.ts'

const MICROS = BigInt(MICROS_PER_UNIT)

/** Is the marginal price within a price unit? */
const isNear = (curve: Curve, [n, d]: readonly [bigint, bigint]): boolean => {
  const [m, e] = priceOf(curve)
  const gap = m * d - n * e
  return gap < d * e && gap > 0n - d * e
}

/** Nobody trades, and the price is elsewhere. */
export const movingACurve: CurveLaw = {
  id: 'PERP-36',
  name: 'moving a curve reaches the price, to a lot’s worth of it or a price unit, or changes nothing',
  rulesOut: 'A re-centring that stops short or overshoots, one that breaks the curve where it does not fit',
  parts: ['curve'],
  judge: (curve, { price, portion }, ruling) => {
    const start = curve.cells.slice()
    const [numerator, denominator] = priceOf(curve)
    const target = Number((numerator * MICROS * BigInt(price)) / (denominator * 1000n)) + portion.more
    if (!Number.isSafeInteger(target) || target < 1) return
    const bound = [BigInt(target), MICROS] as const
    const moved = curve.moveTo(target)
    ruling.exercised(moved ? 'moves' : 'refusals')
    if (!moved) {
      if (curve.cells.some((x, i) => x !== start[i]))
        ruling.broken(`a move to ${target} is refused, and the curve goes from ${start} to ${curve.cells}`)
      return
    }
    if (!isSound(curve)) ruling.broken(`a move to ${target} leaves the curve at ${curve.cells}`)
    const there = curve.cells.slice()
    for (const side of [BUY, SELL]) {
      // One lot beyond is on the other side of the price, or the curve knows whole units only.
      if (mostLots(curve, side) < 1 || isNear(curve, bound)) continue
      trade(curve, side, 1)
      const compared = comparePrices(priceOf(curve), bound)
      if (side === BUY ? compared < 0 : compared > 0)
        ruling.broken(`a move to ${target} micro-units stops at ${there}, more than a lot away`)
      curve.cells.set(there)
    }
    if (!curve.moveTo(target) || curve.cells.some((x, i) => x !== there[i]))
      ruling.broken(`a second move to ${target} goes from ${there} to ${curve.cells}`)
  },
}
