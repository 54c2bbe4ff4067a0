import { expect, test } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import { virtualAmm } from '../../../src/engines/virtual-amm/virtual-amm.ts'
import { BOTH_MAY_TRADE, BUDGET, CELL_LENGTH, type Clearing } from '../../../src/market/clearing.ts'
import { BY_QUOTE, IMMEDIATE_OR_CANCEL, MARKET } from '../../../src/market/order-flags.ts'
import { BUY } from '../../../src/market/side.ts'

const willing = (): Clearing => ({
  cell: new Float64Array(CELL_LENGTH),
  canTrade: () => BOTH_MAY_TRADE,
  fill: () => undefined,
  reducible: () => 0,
  rested: () => undefined,
  removed: () => undefined,
  save: () => undefined,
  revert: () => undefined,
})

// Buying nearly the whole base reserve once took the marginal price beyond 2^53 micro-units, and quoting it threw.
test('a curve ends before its price leaves what a quote can hold', () => {
  const clearing = willing()
  const amm = virtualAmm({ clearing, pool: 0, curve: constantProduct({ lots: 10_000, atoms: 28_000_000_000 }) })
  const available = amm.quote(BUY, 10_000, 0)
  expect(available).toBeGreaterThan(9_000)
  expect(amm.submit(1, BUY, available, 2_000_000_000, IMMEDIATE_OR_CANCEL, 0)).toBeLessThanOrEqual(0)
  expect(Number.isSafeInteger(amm.mid())).toBe(true)
  expect(Number.isSafeInteger(amm.best(1))).toBe(true)
})

// A budget took the price where an order of as many lots was refused: found by PERP-33.
test('a budget takes the price no further than lots do', () => {
  const clearing = willing()
  const curve = constantProduct({ lots: 2, atoms: 1 })
  const amm = virtualAmm({ clearing, pool: 0, curve })
  expect(curve.buyable()).toBe(0)
  clearing.cell[BUDGET] = 2 ** 53 - 2
  expect(amm.submit(1, BUY, 0, 0, BY_QUOTE | MARKET, 0)).toBeLessThan(0)
  expect(Number.isSafeInteger(amm.mid())).toBe(true)
})
