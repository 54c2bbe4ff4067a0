import { BUY } from '../../../market/side.ts'
import { amountOf, type CurveLaw, mostLots, quoteOf, trade } from './curve-law.ts'

/** The same lots in two trades. */
export const splittingOnACurve: CurveLaw = {
  id: 'PERP-30',
  name: 'splitting a trade on a curve never gains',
  rulesOut: 'Cheaper lots by the slice',
  parts: ['curve'],
  judge: (curve, { side, portion, cut }, ruling) => {
    const lots = amountOf(mostLots(curve, side), portion)
    const first = Math.floor((lots / 1000) * cut)
    if (first < 1 || first >= lots) return
    const whole = BigInt(quoteOf(curve, side, lots))
    const begins = BigInt(trade(curve, side, first))
    // What the roundings of the first part left on the curve may make the rest unaffordable.
    if (lots - first > mostLots(curve, side)) return
    const split = begins + BigInt(quoteOf(curve, side, lots - first))
    ruling.exercised(side === BUY ? 'buys' : 'sells')
    if (side === BUY ? split < whole : split > whole)
      ruling.broken(`${lots} lots on side ${side} are ${whole} atoms, and ${split} in ${first} and ${lots - first}`)
  },
}
