import { BUY, opposite, SELL } from '../../../market/side.ts'
import { amountOf, type CurveLaw, mostLots, quoteOf, trade } from './curve-law.ts'

/** There and back, counted in lots and in quote. */
export const roundTripOnACurve: CurveLaw = {
  id: 'PERP-31',
  name: 'a round trip on a curve never gains, by lots or by quote',
  rulesOut: 'A pool that is drained by trading to and fro',
  parts: ['curve'],
  judge: (curve, { side, portion }, ruling) => {
    const start = curve.cells.slice()
    const lots = amountOf(mostLots(curve, side), portion)
    if (lots > 0) {
      const there = trade(curve, side, lots)
      if (lots <= mostLots(curve, opposite(side))) {
        const back = quoteOf(curve, opposite(side), lots)
        ruling.exercised('by lots')
        const [paid, received] = side === BUY ? [there, back] : [back, there]
        if (received > paid) ruling.broken(`${lots} lots are bought for ${paid} atoms and sold for ${received}`)
      }
      curve.cells.set(start)
    }
    const atoms = amountOf(side === BUY ? curve.spendable() : curve.payable(), portion)
    if (atoms === 0) return
    const there = side === BUY ? curve.lotsForQuoteIn(atoms) : curve.lotsForQuoteOut(atoms)
    if (side === BUY) curve.bought(there, atoms)
    else curve.sold(there, atoms)
    if (atoms > (side === BUY ? curve.payable() : curve.spendable())) return
    const back = side === BUY ? curve.lotsForQuoteOut(atoms) : curve.lotsForQuoteIn(atoms)
    ruling.exercised('by quote')
    const [bought, sold] = side === SELL ? [back, there] : [there, back]
    if (bought > sold) ruling.broken(`${atoms} atoms buy ${bought} lots, and ${sold} lots bring them`)
  },
}
