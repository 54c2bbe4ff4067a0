import { LARGEST } from '../../../engines/virtual-amm/curve.ts'
import { BUY } from '../../../market/side.ts'
import { type CurveLaw, comparePrices, mostLots, priceOf, trade } from './curve-law.ts'

/** How far a limit reaches. */
export const lotsToAPrice: CurveLaw = {
  id: 'PERP-34',
  name: 'lots to a price are the most after which the marginal price is within it',
  rulesOut: 'A limit that is passed by a lot, or not used by one',
  parts: ['curve'],
  judge: (curve, { side, price }, ruling) => {
    const start = curve.cells.slice()
    const numerator = Math.floor((curve.priceNumerator() / 1000) * price)
    const denominator = curve.priceDenominator()
    if (numerator < 1 || numerator > LARGEST) return
    const bound = [BigInt(numerator), BigInt(denominator)] as const
    const within = (lots: number): boolean => {
      if (lots > 0) trade(curve, side, lots)
      const compared = comparePrices(priceOf(curve), bound)
      curve.cells.set(start)
      return side === BUY ? compared <= 0 : compared >= 0
    }
    const most = mostLots(curve, side)
    const lots = curve.lotsToPrice(side, numerator, denominator)
    ruling.exercised(lots === 0 ? 'prices that are worse already' : 'prices that are reached')
    if (lots < 0 || lots > most) ruling.broken(`${lots} lots to a price, and ${most} can be traded`)
    else {
      if (lots > 0 && !within(lots)) ruling.broken(`${lots} lots on side ${side} leave ${numerator}/${denominator}`)
      if (lots < most && within(lots + 1))
        ruling.broken(`${lots} lots on side ${side} to ${numerator}/${denominator}, and one more is within it`)
    }
  },
}
