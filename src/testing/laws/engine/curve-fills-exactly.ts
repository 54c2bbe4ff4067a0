import { MICROS_PER_UNIT } from '../../../market/price.ts'
import { BUY, opposite, SELL, type Side } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import { halfEven } from '../../watch/exact-division.ts'
import { ceilDiv, floorDiv } from '../../watch/reckoning.ts'
import { type CurvePlace, type ExactAmm, exactAmmOf, withSpread } from './exact-curve.ts'
import { requestLogOf } from './request-log.ts'

const MICROS = BigInt(MICROS_PER_UNIT)
const LEVELS = 5

/** What a seller gets (for `BUY`) or a buyer pays at the margin, price micro-units, rounded against the taker. */
const bestOf = (amm: ExactAmm, place: CurvePlace, side: Side): bigint => {
  const micros = place.numerator * MICROS
  return side === BUY
    ? withSpread(amm, SELL, floorDiv(micros, place.denominator))
    : withSpread(amm, BUY, ceilDiv(micros, place.denominator))
}

/** Each fill of a virtual AMM, recomputed from its reserves. */
export const curveFillsExactly: WatchedLaw = {
  id: 'PERP-38',
  name: 'a fill on a curve costs what the reserves before it say, with the spread, each rounded up for a buyer and down for a seller, and moves the reserves by the curve’s own amounts; the prices shown are those at the margin',
  rulesOut: 'A rounding in the trader’s favour, a spread that stays on the curve, reserves that move without a trade',
  parts: ['curve'],
  when: 'a virtual AMM of the scenario trades',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { venues } = view.simulation.parts.exchange
    const amms = venues.map((_, market) => exactAmmOf(view, market))
    const places = amms.map((amm) => amm?.now())
    const out = new Float64Array(2 * LEVELS)
    const judgeShown = (market: number, amm: ExactAmm): void => {
      const { engine } = venues[market]
      const place = amm.now()
      for (const side of [BUY, SELL]) {
        const best = bestOf(amm, place, side)
        if (BigInt(engine.best(side)) !== best)
          ruling.broken(`best of side ${side} is ${engine.best(side)}, not ${best}`)
      }
      const mid = halfEven(place.numerator * MICROS, place.denominator)
      if (BigInt(engine.mid()) !== mid) ruling.broken(`the mid is ${engine.mid()}, not ${mid}`)
      for (const side of [BUY, SELL]) {
        // So many lots may be sold until the price is at the level's.
        const taker = opposite(side)
        const written = engine.depth(side, LEVELS, out)
        let lots = 0n
        for (let level = 0; level < written; level++) {
          lots += BigInt(out[2 * level + 1])
          const shown = BigInt(out[2 * level])
          const reaches = (q: bigint): boolean => {
            const after = bestOf(amm, place.trade(taker, q).place, side === BUY ? BUY : SELL)
            return taker === BUY ? after <= shown : after >= shown
          }
          // A price is shown in micro-units: a lot more or less may lie between two.
          if (lots > 1n && !reaches(lots - 1n)) ruling.broken(`${lots} lots within ${shown} are shown on side ${side}`)
          if (lots + 2n < place.most(taker) && reaches(lots + 2n))
            ruling.broken(`only ${lots} lots within ${shown} are shown on side ${side}`)
        }
      }
    }
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const { market } = entry
        const amm = amms[market]
        if (amm === undefined) return
        if (entry.kind === 'submit') places[market] = amm.now()
        if (entry.kind !== 'answer' || request === undefined) return
        const before = places[market] as CurvePlace
        let expected = before
        let quote = 0n
        for (const { entry: line } of request.lines) {
          if (line.kind !== 'filled') continue
          ruling.exercised(line.side === BUY ? 'buys' : 'sells')
          const { atoms, place } = expected.trade(line.side, BigInt(line.lots))
          quote = withSpread(amm, line.side, atoms)
          if (BigInt(line.quote) !== quote)
            ruling.broken(
              `${line.lots} lots on side ${line.side} for ${line.quote} atoms; at ${expected.cells} they are ${quote}`,
            )
          expected = place
        }
        const { cells } = amm.now()
        if (cells.some((x, i) => x !== expected.cells[i]))
          ruling.broken(`from ${before.cells} the curve moves to ${cells}, not ${expected.cells}`)
        places[market] = amm.now()
        judgeShown(market, amm)
      },
      before: ({ kind }) => {
        if (kind !== 'recentring') return
        for (const [market, amm] of amms.entries()) {
          const { cells } = amm?.now() ?? { cells: [] }
          if (cells.some((x, i) => x !== places[market]?.cells[i]))
            ruling.broken(`the curve stands at ${cells} and not at ${places[market]?.cells}, and nobody traded`)
        }
      },
      after: ({ kind }) => {
        if (kind === 'recentring') for (const [market, amm] of amms.entries()) places[market] = amm?.now()
      },
    }
  },
}
