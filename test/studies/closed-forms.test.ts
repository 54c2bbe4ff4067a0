import { describe, expect, test } from 'vitest'
import { LAST_LOTS, LAST_QUOTE } from '../../src/exchange/market-clearing.ts'
import { BUDGET } from '../../src/market/clearing.ts'
import { BY_QUOTE, IMMEDIATE_OR_CANCEL, MARKET } from '../../src/market/order-flags.ts'
import { BUY, SELL, type Side } from '../../src/market/side.ts'
import { completed, PLACE } from '../../src/market/transaction.ts'
import { MINUTE, PRICE, type SmallArm, smallCurve, smallSimulation } from '../simulation/small-simulation.ts'

/** What one order pays or gets, through exchange, margin, clearing and ledger. */
const executed = (arm: SmallArm, side: Side, lots: number, tickUnits = 100, atoms = 0) => {
  const simulation = smallSimulation({ arm, crowd: false, horizon: MINUTE, tickUnits })
  const { exchange } = simulation.parts
  const trader = exchange.openAccount()
  exchange.deposit(trader, 2 ** 51)
  const { clearing } = exchange.venues[0]
  clearing.cell[BUDGET] = atoms
  const flags = MARKET | IMMEDIATE_OR_CANCEL | (atoms > 0 ? BY_QUOTE : 0)
  exchange.place(completed({ kind: PLACE, side, lots, flags, atoms }, trader, 0))
  simulation.audit()
  return { lots: clearing.last[LAST_LOTS], quote: clearing.last[LAST_QUOTE] }
}

const curve = smallCurve()
const B = curve.lotReserve()
const Q = curve.quoteReserve()
/** From a hundredth of the depth of 2 million within 100 bps to half of the base reserve. */
const DEPTH = 2_000_000_000_000
const sizes = [DEPTH / 100, DEPTH / 10, DEPTH, 10 * DEPTH]
  .map((atoms) => Math.floor(atoms / PRICE))
  .concat(Math.floor(B / 2))

describe('through the whole chain, a constant-product curve of B lots and Q atoms', () => {
  test('takes Q q / (B - q) for q lots, rounded up, and gives Q q / (B + q), rounded down', () => {
    for (const q of sizes) {
      const bought = executed('amm', BUY, q)
      expect(bought.lots).toBe(q)
      expect(BigInt(bought.quote)).toBe((BigInt(Q) * BigInt(q) + BigInt(B - q) - 1n) / BigInt(B - q))
      const sold = executed('amm', SELL, q)
      expect(sold.lots).toBe(q)
      expect(BigInt(sold.quote)).toBe((BigInt(Q) * BigInt(q)) / BigInt(B + q))
    }
  })

  test('costs v / Q above the mid to buy with v, to one lot', () => {
    for (const v of [DEPTH / 100, DEPTH, 10 * DEPTH, 100 * DEPTH]) {
      const { lots, quote } = executed('amm', BUY, 0, 100, v)
      expect(quote).toBe(v)
      const above = quote / ((lots * Q) / B) - 1
      expect(Math.abs(above - v / Q)).toBeLessThan((1 + above) * (1 / lots + 1e-12))
    }
  })
})

describe('through the whole chain, the ladder cut from it', () => {
  test.each([BUY, SELL])('is never better than the curve, and approaches it as the tick (side %s)', (side) => {
    const lots = Math.floor(DEPTH / 2 / PRICE)
    const exact = executed('amm', side, lots).quote
    const sign = side === BUY ? 1 : -1
    const errors = [32_000, 16_000, 8_000, 4_000].map((tick) => {
      const done = executed('ladder', side, lots, tick)
      expect(done.lots).toBe(lots)
      const error = (sign * (done.quote - exact)) / lots
      expect(error).toBeGreaterThanOrEqual(0)
      expect(error).toBeLessThan(tick)
      return error
    })
    for (let i = 1; i < errors.length; i++) expect(errors[i - 1] / errors[i]).toBeCloseTo(2, 0)
  })
})
