import type { Curve } from '../../../engines/virtual-amm/curve.ts'
import type { LawText, Ruling } from '../../law.ts'
import { amountOf, type CurveDraw, mostLots, SIDES, trade } from './curve-law.ts'
import { cellsAfter, integral, type OwnCurve } from './own-curve.ts'

/** What only those know who know the curve's formula. */
export const ownCurvesExactly: LawText = {
  id: 'PERP-37',
  name: 'buying on a curve costs the integral of its price, rounded up, selling yields it rounded down, and the curve goes where the integral ends',
  rulesOut: 'A term that is off by a factor, an atom in the trader’s favour',
  parts: ['curve'],
  when: 'the curve is x*y = k, or a straight line',
}

/** Judges one place of a curve by its own formula. */
export const judgeOwnCurve = (own: OwnCurve, curve: Curve, { portion }: CurveDraw, ruling: Ruling): void => {
  const start = curve.cells.slice()
  const cells = Array.from(start, (x) => BigInt(x))
  for (const side of SIDES) {
    const lots = amountOf(mostLots(curve, side), portion)
    if (lots === 0) continue
    const atoms = BigInt(trade(curve, side, lots))
    const exact = integral(own, cells, side, BigInt(lots))
    ruling.exercised(`on a ${own.kind} curve`)
    if (atoms !== exact) ruling.broken(`${lots} lots on side ${side} from ${cells} are ${atoms} atoms, not ${exact}`)
    const after = cellsAfter(own, cells, side, BigInt(lots))
    if (curve.cells.some((x, i) => BigInt(x) !== after[i]))
      ruling.broken(`${lots} lots on side ${side} lead from ${cells} to ${curve.cells}, not ${after}`)
    curve.cells.set(start)
  }
}
