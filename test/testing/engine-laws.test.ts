import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Curve, constantProduct, orderBook, virtualAmm } from '../../src/engines/index.ts'
import { BUY } from '../../src/market/side.ts'
import { checkLaws } from '../../src/testing/check-laws.ts'
import { engineLaws } from '../../src/testing/engine-laws.ts'

/** Quotes one price for every lot, up to a limit on either side; less of a proceeds' atom where it is told so. */
const fixedPrice = (price: number, limit: number, more = 0): Curve => {
  const cells = Float64Array.of(0, price)
  const buyable = (): number => limit - cells[0]
  const sellable = (): number => limit + cells[0]
  return {
    kind: 'fixed-price',
    cells,
    buyable,
    sellable,
    spendable: () => buyable() * cells[1],
    payable: () => sellable() * cells[1],
    lotReserve: buyable,
    quoteReserve: () => sellable() * cells[1],
    quoteToBuy: (lots) => lots * cells[1],
    quoteToSell: (lots) => lots * cells[1] + more,
    lotsForQuoteIn: (atoms) => Math.floor(atoms / cells[1]),
    lotsForQuoteOut: (atoms) => Math.ceil(atoms / cells[1]),
    lotsToPrice(side, numerator, denominator) {
      if (side === BUY) return numerator >= cells[1] * denominator ? buyable() : 0
      return numerator <= cells[1] * denominator ? sellable() : 0
    },
    bought: (lots) => {
      cells[0] += lots
    },
    sold: (lots) => {
      cells[0] -= lots
    },
    priceNumerator: () => cells[1],
    priceDenominator: () => 1,
    moveTo(priceMicros) {
      if (priceMicros < 1e6) return false
      cells[1] = Math.floor(priceMicros / 1e6)
      return true
    },
  }
}

describe('a curve of one’s own', () => {
  for (const law of engineLaws(fixedPrice(3_000_000, 20_000)))
    test(`keeps ${law.id}: ${law.name}`, () => fc.assert(law.property, { numRuns: 12, seed: 1 }))

  test('is found out where a round trip gains an atom, in an engine and by itself', async () => {
    const laws = engineLaws(fixedPrice(3_000_000, 20_000, 1)).filter(({ id }) => id === 'PERP-26' || id === 'PERP-31')
    const reports = await checkLaws(laws, { runs: 200 })
    expect(reports.map(({ id, status }) => [id, status])).toEqual([
      ['PERP-26', 'broken'],
      ['PERP-31', 'broken'],
    ])
  })
})

test.each([
  ['order book', orderBook],
  ['virtual AMM', undefined],
] as const)(
  'an %s given in the arm’s place keeps the laws of engines, and each is put to the test',
  async (_, book) => {
    const engine =
      book === undefined
        ? virtualAmm({ curve: constantProduct({ lots: 4_000_000, atoms: 4_000_000_000_000 }) })
        : (clearing: Parameters<typeof book>[0]['clearing']) => book({ clearing, tickUnits: 100 })
    const reports = await checkLaws(engineLaws(engine), { runs: 60 })
    expect(reports.filter(({ status }) => status !== 'held')).toEqual([])
  },
  120_000,
)

test('every engine that a lifted curve makes begins where the curve was lifted', () => {
  const curve = constantProduct({ lots: 1000, atoms: 1_000_000 })
  const lifted = virtualAmm({ curve })
  curve.bought(10, 20_000)
  const clearing = { cell: new Float64Array(8) } as Parameters<typeof lifted>[0]
  expect(lifted(clearing, 0).mid()).toBe(1_000_000_000)
})
