// The same orders through a curve and through an order book that holds the curve's own ladder: what is left of the
// difference is the mechanism's, and it shrinks with the tick.
// In your project: import { … } from 'perplab/engines'
import {
  BUY,
  COST,
  constantProduct,
  type Engine,
  ladderFrom,
  orderBook,
  POST_ONLY,
  parseFraction,
  reservesForDepth,
  SELL,
  virtualAmm,
} from '../src/engines/index.ts'
import { PaperClearing } from './paper-clearing.ts'

const [owner, accounts] = [0, 2]
// A price of 3,000,000 units a lot, and 2,000,000 quote (at 6 decimals) of buying for the first percent.
const reserves = reservesForDepth({
  indexMicros: 3_000_000_000_000,
  within: parseFraction('100bps'),
  notional: 2_000_000_000_000,
})

const onCurve = (): readonly [Engine, PaperClearing] => {
  const clearing = new PaperClearing(accounts)
  return [virtualAmm({ clearing, pool: owner, curve: constantProduct(reserves) }), clearing]
}

const onLadder = (tickUnits: number): readonly [Engine, PaperClearing] => {
  const clearing = new PaperClearing(accounts)
  const book = orderBook({ clearing, tickUnits })
  const ladder = ladderFrom(constantProduct(reserves), { tickUnits, lots: 10_000_000, levels: 2_000 })
  ladder.askPrices.forEach((price, i) => {
    book.submit(owner, SELL, ladder.askLots[i], price, POST_ONLY, 0)
  })
  ladder.bidPrices.forEach((price, i) => {
    book.submit(owner, BUY, ladder.bidLots[i], price, POST_ONLY, 0)
  })
  return [book, clearing]
}

/** Basis points above 3,000,000 units that buying `lots` costs. */
const costBps = ([engine, clearing]: readonly [Engine, PaperClearing], lots: number): string => {
  engine.quote(BUY, lots, 0)
  return ((clearing.cell[COST] / lots / 3_000_000 - 1) * 10_000).toFixed(2)
}

const curve = onCurve()
const ladders = [3_000, 1_500, 750].map(onLadder)
console.log('lots, bps on the curve, on ladders of 10, 5 and 2.5 bps')
for (const lots of [10_000, 100_000, 600_000, 2_000_000])
  console.log([lots, costBps(curve, lots), ...ladders.map((ladder) => costBps(ladder, lots))].join(', '))
