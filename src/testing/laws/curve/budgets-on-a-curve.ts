import { BUY } from '../../../market/side.ts'
import { amountOf, type CurveLaw, lotsForQuote, mostLots, quoteOf } from './curve-law.ts'

/** Lots for money. */
export const budgetsOnACurve: CurveLaw = {
  id: 'PERP-33',
  name: 'a budget buys the most lots that it pays for, and a receipt takes the fewest lots that yield it',
  rulesOut: 'A lot too many for a budget, a lot too few for a receipt',
  parts: ['curve'],
  judge: (curve, { side, portion }, ruling) => {
    const atoms = amountOf(side === BUY ? curve.spendable() : curve.payable(), portion)
    if (atoms === 0) return
    const lots = lotsForQuote(curve, side, atoms)
    const most = mostLots(curve, side)
    ruling.exercised(side === BUY ? 'budgets' : 'receipts')
    if (lots > most) ruling.broken(`${atoms} atoms on side ${side} are ${lots} lots, and ${most} can be traded`)
    else if (side === BUY) {
      if (lots > 0 && curve.quoteToBuy(lots) > atoms) ruling.broken(`${atoms} atoms buy ${lots} lots, which cost more`)
      if (lots < most && curve.quoteToBuy(lots + 1) <= atoms)
        ruling.broken(`${atoms} atoms buy ${lots} lots, and pay for one more`)
    } else {
      if (quoteOf(curve, side, lots) < atoms) ruling.broken(`${atoms} atoms take ${lots} lots, which bring less`)
      if (lots > 1 && quoteOf(curve, side, lots - 1) >= atoms)
        ruling.broken(`${atoms} atoms take ${lots} lots, and one less brings them`)
    }
  },
}
