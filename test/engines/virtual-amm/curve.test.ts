import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import { linear } from '../../../src/engines/virtual-amm/linear.ts'
import { fraction } from '../../../src/numeric/fraction.ts'
import { ownCurveLaws } from '../../../src/testing/curve-laws.ts'
import { decimalLaws, kinds } from './decimal-curves.ts'

describe.each(kinds)('$name curve', (kind) => {
  test.each(decimalLaws.map(({ name, property }, i) => [name, property, i + 1] as const))('%s', (_, property, seed) => {
    fc.assert(property(kind), { numRuns: 400, seed })
  })
})

describe('every curve, at any place', () => {
  test.each(ownCurveLaws().map((law) => [law.name, law.property] as const))('%s', (_, property) =>
    fc.assert(property, { numRuns: 400, seed: 3 }),
  )
})

describe('closed forms, from 1 % of the depth to half the base reserve', () => {
  // 100 bps of depth = 2,000,000 quote on BTC at 26,000, lot 0.0001, atom 1e-6
  const atoms = 401_000_000_000_000
  const lots = 154_230_769
  const depth = 2e12
  const curve = constantProduct({ lots, atoms })
  const price = atoms / lots
  const sizes = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]
    .map((x) => Math.round((x * depth) / price))
    .concat(Math.floor(lots / 2))

  test.each(sizes)('%i lots cost q/(B - q) above the mid bought, and yield q/(B + q) below it sold', (q) => {
    const ideal = (price * q) / 1
    expect(Math.abs(curve.quoteToBuy(q) - ideal * (1 + q / (lots - q)))).toBeLessThan(1 + ideal * 1e-14)
    expect(Math.abs(curve.quoteToSell(q) - ideal * (1 - q / (lots + q)))).toBeLessThan(1 + ideal * 1e-14)
  })

  test.each([0.01, 0.1, 1, 10, 200])('%f times the depth in quote costs v/Q above the mid, to one lot', (x) => {
    const v = Math.round(x * depth)
    const bought = curve.lotsForQuoteIn(v)
    const premium = (n: number): number => v / n / price - 1
    expect(premium(bought)).toBeGreaterThanOrEqual(v / atoms - 1e-12)
    expect(premium(bought + 1)).toBeLessThan(v / atoms + 1e-12)
  })
})

test('a curve refuses reserves and terms that are no positive whole numbers, all at once', () => {
  expect(() => constantProduct({ lots: 0, atoms: 1.5 })).toThrow(/lots: 0 must be .*; .*atoms: 1\.5 must be/)
  expect(() => linear({ price: 0.5, slope: fraction(-1, 3) })).toThrow(/price: 0\.5 must be .*; linear slope: -1\/3/)
  expect(() => linear({ price: 1e12, slope: fraction(1, 1e6 + 3) })).toThrow(/the largest price that fits is \d+/)
})
