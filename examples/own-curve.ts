// A curve of your own on the virtual AMM: a pool that trades at one fixed price up to a limit of inventory, as pools that
// price by an oracle do. Everything else (spread, limits, refusals, quotes) is the engine's.
// In your project: import { … } from 'perplab/engines'
import { BUY, COST, type Curve, MARKET, refusalName, SELL, virtualAmm } from '../src/engines/index.ts'
import { PaperClearing } from './paper-clearing.ts'

/** Quotes `price` (price units) for every lot, and holds at most `limit` lots on either side. */
const fixedPrice = (price: number, limit: number): Curve => {
  // All state of a curve lives in its cells: digests, checkpoints and reverts see it there. Here: lots bought, net.
  const cells = Float64Array.of(0, price)
  const [net, at] = [0, 1]
  const buyable = (): number => limit - cells[net]
  const sellable = (): number => limit + cells[net]
  return {
    kind: 'fixed-price',
    cells,
    buyable,
    sellable,
    spendable: () => buyable() * cells[at],
    payable: () => sellable() * cells[at],
    lotReserve: buyable,
    quoteReserve: () => sellable() * cells[at],
    quoteToBuy: (lots) => lots * cells[at],
    quoteToSell: (lots) => lots * cells[at],
    // Rounded against the trader, both times.
    lotsForQuoteIn: (atoms) => Math.floor(atoms / cells[at]),
    lotsForQuoteOut: (atoms) => Math.ceil(atoms / cells[at]),
    lotsToPrice(side, numerator, denominator) {
      const limitPrice = numerator / denominator
      if (side === BUY) return limitPrice >= cells[at] ? buyable() : 0
      return limitPrice <= cells[at] ? sellable() : 0
    },
    bought: (lots) => {
      cells[net] += lots
    },
    sold: (lots) => {
      cells[net] -= lots
    },
    priceNumerator: () => cells[at],
    priceDenominator: () => 1,
    moveTo(priceMicros) {
      if (priceMicros < 1e6) return false
      cells[at] = Math.floor(priceMicros / 1e6)
      return true
    },
  }
}

const [pool, trader] = [0, 1]
const clearing = new PaperClearing(2)
const amm = virtualAmm({ clearing, pool, curve: fixedPrice(3_000_000, 1_000) })

for (const [side, lots] of [
  [BUY, 400],
  [BUY, 800],
  [SELL, 1_400],
] as const) {
  const offered = amm.quote(side, lots, 0)
  console.log(`${side === BUY ? 'buy' : 'sell'} ${lots}: ${offered} lots offered for ${clearing.cell[COST]} atoms`)
  // A curve trades all of an order or nothing: half of a wanted position is not what was quoted.
  const answer = amm.submit(trader, side, lots, 0, MARKET, 0)
  console.log(`  ${answer < 0 ? refusalName(answer) : 'done'}; the trader holds ${clearing.lots[trader]} lots`)
}
