import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect } from 'vitest'
import { constantProduct } from '../../../src/engines/virtual-amm/constant-product.ts'
import { type Curve, LARGEST } from '../../../src/engines/virtual-amm/curve.ts'
import { linear } from '../../../src/engines/virtual-amm/linear.ts'
import { BUY, SELL } from '../../../src/market/side.ts'
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

/** A law that holds of every curve. */
export interface CurveLaw {
  readonly name: string
  readonly property: (kind: Kind) => fc.IRawProperty<unknown>
}

/** What exact integers on a curve promise. */
export const curveLaws: readonly CurveLaw[] = [
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
  {
    name: 'splitting a trade never gains',
    property: ({ curve: curves }) =>
      fc.property(curves, share, share, (curve, part, cut) => {
        const start = curve.cells.slice()
        const most = curve.buyable()
        if (most >= 2) {
          const lots = upTo(most, part)
          const first = Math.floor(lots * cut)
          const whole = curve.quoteToBuy(lots)
          let paid = 0n
          for (const piece of [first, lots - first]) {
            if (piece === 0) continue
            if (piece > curve.buyable()) return
            const atoms = curve.quoteToBuy(piece)
            curve.bought(piece, atoms)
            paid += BigInt(atoms)
          }
          expect(paid >= BigInt(whole)).toBe(true)
        }
        curve.cells.set(start)
        const lots = upTo(curve.sellable(), part)
        if (lots > curve.sellable()) return
        const first = Math.floor(lots * cut)
        const whole = curve.quoteToSell(lots)
        let received = 0
        for (const piece of [first, lots - first]) {
          if (piece === 0) continue
          const atoms = curve.quoteToSell(piece)
          curve.sold(piece, atoms)
          received += atoms
        }
        expect(received).toBeLessThanOrEqual(whole)
      }) as fc.IRawProperty<unknown>,
  },
  {
    name: 'a round trip never gains, by lots or by quote',
    property: ({ curve: curves }) =>
      fc.property(curves, share, (curve, part) => {
        const start = curve.cells.slice()
        if (curve.buyable() >= 1) {
          const lots = upTo(curve.buyable(), part)
          const paid = curve.quoteToBuy(lots)
          curve.bought(lots, paid)
          expect(curve.quoteToSell(lots)).toBeLessThanOrEqual(paid)
          curve.cells.set(start)
        }
        if (curve.sellable() >= 1) {
          const lots = upTo(curve.sellable(), part)
          const received = curve.quoteToSell(lots)
          curve.sold(lots, received)
          if (lots <= curve.buyable()) expect(curve.quoteToBuy(lots)).toBeGreaterThanOrEqual(received)
          curve.cells.set(start)
        }
        if (curve.spendable() >= 1) {
          const atoms = upTo(curve.spendable(), part)
          const lots = curve.lotsForQuoteIn(atoms)
          curve.bought(lots, atoms)
          if (atoms <= curve.payable()) expect(curve.lotsForQuoteOut(atoms)).toBeGreaterThanOrEqual(lots)
        }
      }) as fc.IRawProperty<unknown>,
  },
  {
    name: 'lots to a price are the most that leave the marginal price within it',
    property: ({ curve: curves }) =>
      fc.property(curves, fc.constantFrom(BUY, SELL), magnitude(1, 1e12), magnitude(1, 1e6), (curve, side, n, d) => {
        const start = curve.cells.slice()
        const within = (lots: number): boolean => {
          curve.cells.set(start)
          if (side === BUY) curve.bought(lots, curve.quoteToBuy(lots))
          else curve.sold(lots, curve.quoteToSell(lots))
          const price = new D(curve.priceNumerator()).div(curve.priceDenominator())
          curve.cells.set(start)
          return side === BUY ? price.lte(new D(n).div(d)) : price.gte(new D(n).div(d))
        }
        const most = side === BUY ? curve.buyable() : curve.sellable()
        const lots = curve.lotsToPrice(side, n, d)
        expect(lots).toBeLessThanOrEqual(most)
        if (lots > 0) expect(within(lots)).toBe(true)
        if (lots < most) expect(within(lots + 1)).toBe(false)
      }) as fc.IRawProperty<unknown>,
  },
  {
    name: 'all that can be bought, sold, spent or paid stays within 2^53 - 1',
    property: ({ curve: curves }) =>
      fc.property(curves, (curve) => {
        const start = curve.cells.slice()
        const sound = (): void => {
          for (const x of curve.cells) {
            expect(Number.isSafeInteger(x)).toBe(true)
            expect(x).toBeGreaterThanOrEqual(0)
          }
          curve.cells.set(start)
        }
        const [buyable, sellable, spendable, payable] = [
          curve.buyable(),
          curve.sellable(),
          curve.spendable(),
          curve.payable(),
        ]
        if (buyable > 0) curve.bought(buyable, curve.quoteToBuy(buyable))
        sound()
        if (sellable > 0) curve.sold(sellable, curve.quoteToSell(sellable))
        sound()
        if (spendable > 0) curve.bought(curve.lotsForQuoteIn(spendable), spendable)
        sound()
        if (payable > 0) curve.sold(curve.lotsForQuoteOut(payable), payable)
        sound()
      }) as fc.IRawProperty<unknown>,
  },
]
