// A curve of your own held to the laws of engines: a pool that trades at one fixed price, up to a limit of inventory.
// docs/property-testing.md walks through it.
// In your project: import { … } from 'perplab/engines' and 'perplab/testing'
import { BUY, type Curve } from '../src/engines/index.ts'
import { checkLaws, engineLaws } from '../src/testing/index.ts'

/** Trades at `price` (price units), and takes at most `limit` lots either way. */
const fixedPrice = (price: number, limit: number): Curve => {
  // All state of a curve lives in its cells: here the lots that are left to sell.
  const cells = Float64Array.of(limit)
  const buyable = () => cells[0]
  const sellable = () => 2 * limit - cells[0]
  const worth = (lots: number) => lots * price
  return {
    kind: 'fixed-price',
    cells,
    buyable,
    sellable,
    spendable: () => worth(buyable()),
    payable: () => worth(sellable()),
    lotReserve: buyable,
    quoteReserve: () => worth(sellable()),
    quoteToBuy: worth,
    quoteToSell: worth,
    lotsForQuoteIn: (atoms) => Math.floor(atoms / price),
    lotsForQuoteOut: (atoms) => Math.ceil(atoms / price),
    lotsToPrice: (side, n, d) => (side === BUY ? (n >= price * d ? buyable() : 0) : n <= price * d ? sellable() : 0),
    bought: (lots) => cells.set([buyable() - lots]),
    sold: (lots) => cells.set([buyable() + lots]),
    priceNumerator: () => price,
    priceDenominator: () => 1,
    moveTo: () => false,
  }
}

/** The same with one mistake: what does not pay for a whole lot buys one all the same. */
const generous = (price: number, limit: number): Curve => ({
  ...fixedPrice(price, limit),
  lotsForQuoteIn: (atoms) => Math.ceil(atoms / price),
})

for (const make of [fixedPrice, generous]) {
  const reports = await checkLaws(engineLaws(make(1_000_000, 5_000)), { runs: 30 })
  console.log(`${make.name}: ${reports.length} laws`)
  for (const { id, name, counterexample } of reports) {
    if (counterexample === undefined) continue
    console.log(`${id} ${name}`)
    console.log(`  ${counterexample.violation.detail}`)
  }
}
