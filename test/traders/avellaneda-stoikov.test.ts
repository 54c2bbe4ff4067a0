import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { avellanedaStoikov, type QuoteInputs } from '../../src/traders/avellaneda-stoikov.ts'

const inputs: fc.Arbitrary<QuoteInputs> = fc.record({
  inventory: fc.integer({ min: -5000, max: 5000 }).map((x) => x / 100),
  riskAversion: fc.double({ min: 1e-4, max: 5, noNaN: true }),
  arrivalDecay: fc.double({ min: 0.01, max: 10, noNaN: true }),
  variance: fc.double({ min: 1e-6, max: 10_000, noNaN: true }),
})

describe('Avellaneda-Stoikov quotes', () => {
  test('a flat maker quotes about the fair price', () => {
    fc.assert(
      fc.property(inputs, (x) => {
        expect(avellanedaStoikov({ ...x, inventory: 0 }).reservation).toBe(0)
      }),
    )
  })

  test('a long maker quotes lower and a short one higher, by as much', () => {
    fc.assert(
      fc.property(inputs, (x) => {
        const { reservation, halfSpread } = avellanedaStoikov(x)
        const mirrored = avellanedaStoikov({ ...x, inventory: 0 - x.inventory })
        expect(mirrored.reservation).toBe(0 - reservation)
        expect(mirrored.halfSpread).toBe(halfSpread)
        if (x.inventory > 0) expect(reservation).toBeLessThan(0)
      }),
    )
  })

  test('both figures are those of the paper, to ten digits', () => {
    fc.assert(
      fc.property(inputs, (x) => {
        const gamma = new Decimal(x.riskAversion)
        const risk = gamma.mul(x.variance)
        const spread = risk.add(gamma.div(x.arrivalDecay).add(1).ln().mul(2).div(gamma))
        const { reservation, halfSpread } = avellanedaStoikov(x)
        expect(spread.div(2).div(halfSpread).sub(1).abs().toNumber()).toBeLessThan(1e-10)
        expect(risk.mul(x.inventory).add(reservation).abs().toNumber()).toBeLessThanOrEqual(
          Math.abs(reservation) * 1e-11,
        )
      }),
    )
  })

  test('without risk aversion the half spread is 1 / kappa, and it is approached', () => {
    const of = (riskAversion: number): number =>
      avellanedaStoikov({ inventory: 3, riskAversion, arrivalDecay: 0.5, variance: 0 }).halfSpread
    expect(of(0)).toBe(2)
    expect(of(1e-6)).toBeCloseTo(2, 5)
  })
})
