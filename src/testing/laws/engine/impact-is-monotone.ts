import { AFTER, BUDGET, COST } from '../../../market/clearing.ts'
import { BUY, SELL, type Side } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import { isWorse } from './price-order.ts'

const SIZES = [1, 2, 3, 7, 20, 99, 100, 1000, 5000, 20_000]

/** More than any engine has. */
const MOST_LOTS = 2_147_483_647

/** Larger orders get no better price. */
export const impactIsMonotone: WatchedLaw = {
  id: 'PERP-24',
  name: 'a larger order never gets a better average or next price than a smaller one, and a budget gets the most lots that it pays for, or needs the fewest that bring it',
  rulesOut: 'A price that improves with size, so that splitting or joining orders pays, and budgets that buy too much',
  parts: ['engine', 'order book', 'curve'],
  watch: ({ simulation }, ruling) => {
    const { exchange, terms } = simulation.parts
    const judge = (market: number, side: Side): void => {
      const { engine, clearing } = exchange.venues[market]
      const { cell } = clearing
      // A curve's cost and its spread are each rounded to an atom.
      const slack = terms[market].restingOrders ? 0n : 2n
      let former: { readonly lots: bigint; readonly cost: bigint; readonly after: number } | undefined
      const costOf = (lots: number): bigint => {
        engine.quote(side, lots, 0)
        return BigInt(cell[COST])
      }
      // A pool trades a budget whole or not at all: one beyond all that it has gets nothing.
      engine.quote(side, MOST_LOTS, 0)
      const most = terms[market].restingOrders ? Infinity : cell[COST]
      for (const size of SIZES) {
        const available = engine.quote(side, size, 0)
        if (available === 0) return
        const quoted = { lots: BigInt(available), cost: BigInt(cell[COST]), after: cell[AFTER] }
        if (former !== undefined) {
          ruling.exercised('pairs of sizes')
          const [smaller, larger] = [former.cost * quoted.lots, quoted.cost * former.lots]
          const gain = side === BUY ? smaller - larger : larger - smaller
          if (gain > slack * quoted.lots)
            ruling.broken(
              `on side ${side} ${quoted.lots} lots are ${quoted.cost} atoms, and ${former.lots} are ${former.cost}`,
            )
          if (isWorse(side, former.after, quoted.after))
            ruling.broken(
              `after ${size} lots on side ${side} the price is ${quoted.after}, after fewer ${former.after}`,
            )
        }
        former = quoted
        const budget = Number(quoted.cost)
        for (const atoms of [budget - 1, budget, budget + 1]) {
          if (atoms < 1 || atoms > most) continue
          cell[BUDGET] = atoms
          const lots = engine.lotsFor(side, 0)
          const all = engine.quote(side, lots + 1, 0) <= lots
          const wanted = BigInt(atoms)
          const sound =
            side === BUY
              ? costOf(lots) <= wanted && (all || costOf(lots + 1) > wanted)
              : (all || costOf(lots) >= wanted) && (lots === 0 || costOf(lots - 1) < wanted)
          if (!sound)
            ruling.broken(
              `${atoms} atoms on side ${side} are ${lots} lots; so many are ${costOf(lots)}, one more ${costOf(lots + 1)}, one less ${costOf(lots - 1)}`,
            )
        }
        if (available < size) return
      }
    }
    return {
      after: ({ kind }) => {
        if (kind !== 'block') return
        for (const [market, { clearing }] of exchange.venues.entries()) {
          const kept = clearing.cell.slice()
          judge(market, BUY)
          judge(market, SELL)
          clearing.cell.set(kept)
        }
      },
    }
  },
}
