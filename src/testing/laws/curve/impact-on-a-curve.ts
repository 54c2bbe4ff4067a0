import { BUY } from '../../../market/side.ts'
import { amountOf, type CurveLaw, mostLots, quoteOf } from './curve-law.ts'

/** More lots cost more, together and each. */
export const impactOnACurve: CurveLaw = {
  id: 'PERP-32',
  name: 'more lots on a curve cost no less together, nor less each but for the rounding of an atom',
  rulesOut: 'A curve that bends the wrong way, where the large trader is paid by the small',
  parts: ['curve'],
  judge: (curve, { side, portion, cut }, ruling) => {
    const lots = amountOf(mostLots(curve, side), portion)
    const fewer = Math.max(1, Math.floor((lots / 1000) * cut))
    if (fewer >= lots) return
    const [all, some] = [BigInt(quoteOf(curve, side, lots)), BigInt(quoteOf(curve, side, fewer))]
    const [q, p] = [BigInt(lots), BigInt(fewer)]
    ruling.exercised('pairs of sizes')
    if (all < some) ruling.broken(`${lots} lots on side ${side} are ${all} atoms, and ${fewer} are ${some}`)
    const gain = side === BUY ? some * q - all * p : all * p - some * q
    // The smaller trade's rounding counts once for each of its lots, the larger one's not at all against it.
    if (gain >= q) ruling.broken(`${lots} lots on side ${side} are ${all} atoms, ${fewer} are ${some}: more each`)
  },
}
