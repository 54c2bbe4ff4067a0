import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import { type Curve, LARGEST } from '../../../src/engines/virtual-amm/curve.ts'
import { linear } from '../../../src/engines/virtual-amm/linear.ts'
import { fraction } from '../../../src/numeric/fraction.ts'

const D = Decimal.clone({ precision: 60 })

/** The curve in 60 digits: real amounts, to be rounded by the test. */
interface Model {
  cost(lots: number): Decimal
  proceeds(lots: number): Decimal
}

/** A curve's random instances and its model. */
export interface Kind {
  readonly name: string
  readonly curve: fc.Arbitrary<Curve>
  model(curve: Curve): Model
}

const magnitude = (least: number, most: number): fc.Arbitrary<number> =>
  fc.tuple(fc.double({ min: Math.log10(least), max: Math.log10(most), noNaN: true })).map(([x]) => Math.floor(10 ** x))

const slopes = new WeakMap<Curve, { n: number; d: number }>()

/** Every curve that is published. */
export const kinds: readonly Kind[] = [
  {
    name: 'constant product',
    curve: fc
      .tuple(magnitude(1, LARGEST), magnitude(1, LARGEST))
      .map(([lots, atoms]) => constantProduct({ lots, atoms })),
    model(curve) {
      const [lots, atoms] = curve.cells
      return {
        cost: (q) => new D(atoms).mul(q).div(lots - q),
        proceeds: (q) => new D(atoms).mul(q).div(new D(lots).add(q)),
      }
    },
  },
  {
    name: 'linear',
    curve: fc.tuple(magnitude(1, 1e9), magnitude(1, 1e6), fc.constantFrom(1, 100, 1e6)).map(([price, n, d]) => {
      const slope = fraction(n, d)
      const curve = linear({ price, slope })
      slopes.set(curve, slope)
      return curve
    }),
    model(curve) {
      const slope = slopes.get(curve) as { n: number; d: number }
      const price = new D(curve.cells[0]).div(slope.d)
      const half = new D(slope.n).div(slope.d).div(2)
      return {
        cost: (q) => price.mul(q).add(half.mul(q).mul(q)),
        proceeds: (q) => price.mul(q).sub(half.mul(q).mul(q)),
      }
    },
  },
]

/** A whole number from 1 to `most`, chosen by a share that likes both ends. */
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1),
  fc.double({ min: 0, max: 1e-6, noNaN: true }),
)
const upTo = (most: number, part: number): number => Math.max(1, Math.min(most, Math.round(most * part)))

/** A law that needs the curve’s own formula. */
export interface DecimalLaw {
  readonly name: string
  readonly property: (kind: Kind) => fc.IRawProperty<unknown>
}

/** What exact integers promise, against 60 digits; the laws that hold of any curve are the kit’s (`ownCurveLaws`). */
export const decimalLaws: readonly DecimalLaw[] = [
  {
    name: 'buying costs the integral rounded up, selling yields it rounded down',
    property: ({ curve: curves, model: modelOf }) =>
      fc.property(curves, share, (curve, part) => {
        const model = modelOf(curve)
        if (curve.buyable() >= 1) {
          const lots = upTo(curve.buyable(), part)
          expect(curve.quoteToBuy(lots)).toBe(model.cost(lots).ceil().toNumber())
        }
        if (curve.sellable() >= 1) {
          const lots = upTo(curve.sellable(), part)
          expect(curve.quoteToSell(lots)).toBe(model.proceeds(lots).floor().toNumber())
        }
      }) as fc.IRawProperty<unknown>,
  },
  {
    name: 'a budget buys the most lots that it pays for, and a receipt takes the fewest lots that yield it',
    property: ({ curve: curves, model: modelOf }) =>
      fc.property(curves, share, (curve, part) => {
        const model = modelOf(curve)
        if (curve.spendable() >= 1) {
          const atoms = upTo(curve.spendable(), part)
          const lots = curve.lotsForQuoteIn(atoms)
          if (lots > 0) expect(model.cost(lots).lte(atoms)).toBe(true)
          if (lots < curve.buyable()) expect(model.cost(lots + 1).gt(atoms)).toBe(true)
        }
        if (curve.payable() >= 1) {
          const atoms = upTo(curve.payable(), part)
          const lots = curve.lotsForQuoteOut(atoms)
          expect(lots).toBeLessThanOrEqual(curve.sellable())
          expect(model.proceeds(lots).gte(atoms)).toBe(true)
          expect(model.proceeds(lots - 1).lt(atoms)).toBe(true)
        }
      }) as fc.IRawProperty<unknown>,
  },
]
