import { type Curve, LARGEST } from '../../../engines/virtual-amm/curve.ts'
import { BUY, opposite, type Side } from '../../../market/side.ts'
import { amountOf, type CurveLaw, comparePrices, mostLots, priceOf, SIDES, trade } from './curve-law.ts'

/** Atoms below which the rounding of a trade may be as large as what it moves. */
const LEAST = 1000n

/** Are all the lots that can be traded the curve's own, and not as many as a number holds? */
const isStock = (curve: Curve, side: Side, most: number): boolean =>
  most >= 100 && (side === BUY ? curve.quoteToBuy(most) : curve.quoteToSell(most)) <= LARGEST / 4

/** What is traded leaves the curve, and comes back. */
export const comesBackOnACurve: CurveLaw = {
  id: 'PERP-97',
  name: 'lots that are traded on a curve are gone from what can be traded after them, can be traded back, and then the price is more than half of the way back',
  rulesOut: 'A curve that a trade does not move, or that does not remember a trade one way and does the other',
  parts: ['curve'],
  when: 'a trade is of 1,000 atoms or more; what can be traded is a stock where it is worth less than 2^51 atoms',
  judge: (curve, { portion }, ruling) => {
    const start = curve.cells.slice()
    const before = priceOf(curve)
    for (const side of SIDES) {
      const most = mostLots(curve, side)
      const lots = amountOf(most, portion)
      if (lots === 0) continue
      const told = `${lots} lots on side ${side}`
      const stock = isStock(curve, side, most)
      const atoms = trade(curve, side, lots)
      const left = mostLots(curve, side)
      if (stock) {
        ruling.exercised('trades from a stock')
        if (left + lots > most) ruling.broken(`after ${told} of ${most}, ${left} can still be traded`)
      }
      const middle = priceOf(curve)
      const back = mostLots(curve, opposite(side))
      if (BigInt(atoms) >= LEAST && back >= lots) {
        ruling.exercised('there and back')
        trade(curve, opposite(side), lots)
        const [n, d] = priceOf(curve)
        const [b, e] = before
        const [m, f] = middle
        // Twice the price at the end against the sum of the two others, over their common denominator.
        const half = [b * f + m * e, 2n * e * f] as const
        const compared = comparePrices([n, d], half)
        const moved = comparePrices(middle, before)
        if (moved !== 0 && (moved > 0 ? compared >= 0 : compared <= 0))
          ruling.broken(`${told} lead from ${b}/${e} to ${m}/${f}, and the same lots back to ${n}/${d}`)
      }
      curve.cells.set(start)
    }
  },
}
