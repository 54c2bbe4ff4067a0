import { BUY, SELL } from '../../../market/side.ts'
import { amountOf, type CurveLaw, comparePrices, isSound, mostLots, priceOf, SIDES, trade } from './curve-law.ts'

/** All that a curve allows can be done. */
export const boundsOfACurve: CurveLaw = {
  id: 'PERP-35',
  name: 'whatever a curve lets be bought, sold, spent or paid leaves whole numbers up to 2^53 - 1, and moves the marginal price against the taker or not at all',
  rulesOut: 'Reserves that lose their last digits, a price that falls with a purchase',
  parts: ['curve'],
  judge: (curve, { portion }, ruling) => {
    const start = curve.cells.slice()
    const before = priceOf(curve)
    const judge = (what: string): void => {
      ruling.exercised(what)
      if (!isSound(curve)) ruling.broken(`${what}: the curve stands at ${curve.cells}`)
      const [n, d] = priceOf(curve)
      if (n < 0n || d < 1n) ruling.broken(`${what}: the price is ${n}/${d}`)
      const moved = comparePrices([n, d], before)
      if (what.startsWith('buy') ? moved < 0 : moved > 0)
        ruling.broken(`${what}: from ${before.join('/')} the price goes to ${n}/${d}`)
      curve.cells.set(start)
    }
    for (const side of SIDES) {
      const word = side === BUY ? 'buying' : 'selling'
      const most = mostLots(curve, side)
      for (const lots of new Set([amountOf(most, portion), most])) {
        if (lots < 1) continue
        const atoms = trade(curve, side, lots)
        if (!Number.isSafeInteger(atoms) || atoms < 0) ruling.broken(`${lots} lots on side ${side} are ${atoms} atoms`)
        judge(lots === most ? `${word} all` : word)
      }
    }
    const spendable = curve.spendable()
    if (spendable > 0) {
      curve.bought(curve.lotsForQuoteIn(spendable), spendable)
      judge('buying for all that can be spent')
    }
    const payable = curve.payable()
    if (payable > 0) {
      const lots = curve.lotsForQuoteOut(payable)
      if (lots > mostLots(curve, SELL))
        ruling.broken(`${payable} atoms can be paid, for ${lots} lots that cannot be sold`)
      curve.sold(lots, payable)
      judge('selling for all that can be paid')
    }
  },
}
