import { MICROS_PER_UNIT } from '../../market/price.ts'
import { BUY, type Side } from '../../market/side.ts'
import { compareProducts } from '../../numeric/compare-products.ts'
import { type Fraction, formatFraction } from '../../numeric/fraction.ts'
import { mulDivDown, mulDivHalfEven, mulDivUp } from '../../numeric/mul-div.ts'
import { type Curve, LARGEST } from './curve.ts'
import { lastWithin } from './last-within.ts'

/** What a linear curve starts from. */
export interface LinearTerms {
  /** Marginal price at the start, in price units, >= 1. */
  readonly price: number
  /** Price units by which each net lot bought raises the price, > 0. */
  readonly slope: Fraction
}

/** The one cell: the marginal price times the slope's denominator, so that every place on the curve is a whole number. */
const PRICE = 0
/** Highest place on the curve: twice it still fits. */
const HALF = Math.floor(LARGEST / 2)
/** Highest place to start from or to be moved to, so that the price can double from there. */
const HIGHEST_START = Math.floor(LARGEST / 4)

// Hot: no method allocates.
class Linear implements Curve {
  readonly kind = 'linear'
  readonly cells: Float64Array
  readonly #rise: number
  readonly #scale: number
  /** The amount in question. */
  readonly #atoms = new Float64Array(1)
  readonly #affords = (lots: number): boolean =>
    compareProducts(lots, 2 * this.cells[PRICE] + this.#rise * lots, 2 * this.#scale, this.#atoms[0]) <= 0
  readonly #yieldsLess = (lots: number): boolean =>
    compareProducts(lots, 2 * this.cells[PRICE] - this.#rise * lots, 2 * this.#scale, this.#atoms[0]) < 0

  constructor(price: number, slope: Fraction) {
    this.#rise = slope.n
    this.#scale = slope.d
    this.cells = Float64Array.of(price * slope.d)
  }

  lotReserve(): number {
    return this.buyable()
  }

  quoteReserve(): number {
    return this.payable()
  }

  buyable(): number {
    return this.#lastBought(LARGEST)
  }

  sellable(): number {
    const toZero = Math.floor(this.cells[PRICE] / this.#rise)
    this.#atoms[0] = LARGEST
    return this.#yieldsLess(toZero) ? toZero : this.#firstSold(LARGEST) - 1
  }

  spendable(): number {
    return this.quoteToBuy(this.buyable())
  }

  payable(): number {
    return this.quoteToSell(this.sellable())
  }

  quoteToBuy(lots: number): number {
    return mulDivUp(lots, 2 * this.cells[PRICE] + this.#rise * lots, 2 * this.#scale)
  }

  quoteToSell(lots: number): number {
    return mulDivDown(lots, 2 * this.cells[PRICE] - this.#rise * lots, 2 * this.#scale)
  }

  lotsForQuoteIn(atoms: number): number {
    return this.#lastBought(atoms)
  }

  lotsForQuoteOut(atoms: number): number {
    return this.#firstSold(atoms)
  }

  lotsToPrice(side: Side, numerator: number, denominator: number): number {
    const price = this.cells[PRICE]
    if (side === BUY) {
      if (compareProducts(numerator, this.#scale, denominator, HALF) > 0) return this.buyable()
      const room = mulDivDown(numerator, this.#scale, denominator) - price
      return room < 0 ? 0 : Math.min(this.buyable(), Math.floor(room / this.#rise))
    }
    if (compareProducts(numerator, this.#scale, denominator, price) > 0) return 0
    const room = price - mulDivUp(numerator, this.#scale, denominator)
    return Math.min(this.sellable(), Math.floor(room / this.#rise))
  }

  bought(lots: number, _atoms: number): void {
    this.cells[PRICE] += this.#rise * lots
  }

  sold(lots: number, _atoms: number): void {
    this.cells[PRICE] -= this.#rise * lots
  }

  priceNumerator(): number {
    return this.cells[PRICE]
  }

  priceDenominator(): number {
    return this.#scale
  }

  moveTo(priceMicros: number): boolean {
    if (priceMicros <= 0 || compareProducts(priceMicros, this.#scale, MICROS_PER_UNIT, HIGHEST_START) > 0) return false
    const price = mulDivHalfEven(priceMicros, this.#scale, MICROS_PER_UNIT)
    if (price < 1) return false
    this.cells[PRICE] = price
    return true
  }

  // Root of s*q^2 + 2*N*q = 2*d*atoms in its stable form.
  #lastBought(atoms: number): number {
    const price = this.cells[PRICE]
    const most = Math.max(0, Math.floor((HALF - price) / this.#rise))
    const area = 2 * this.#scale * atoms
    this.#atoms[0] = atoms
    return lastWithin(this.#affords, area / (price + Math.sqrt(price * price + this.#rise * area)), most)
  }

  #firstSold(atoms: number): number {
    const price = this.cells[PRICE]
    const most = Math.floor(price / this.#rise)
    const area = 2 * this.#scale * atoms
    this.#atoms[0] = atoms
    const guess = area / (price + Math.sqrt(Math.max(0, price * price - this.#rise * area)))
    return lastWithin(this.#yieldsLess, guess, most) + 1
  }
}

/**
 * Curve whose price rises by `slope` price units for each net lot bought: `price = P0 + s*net`.
 * Buying q lots at marginal price p costs `ceil(q*p + s*q^2/2)`, selling yields `floor(q*p - s*q^2/2)`, down to a price of zero.
 * Its only state is the marginal price, held exactly; roundings of quote go to the pool.
 *
 * @throws RangeError when the price or the slope is not positive, or leaves 2^53 - 1
 */
export const linear = (terms: LinearTerms): Curve => {
  const faults: string[] = []
  if (!Number.isSafeInteger(terms.price) || terms.price < 1)
    faults.push(`linear price: ${terms.price} must be a whole number of price units from 1`)
  if (terms.slope.n <= 0) faults.push(`linear slope: ${formatFraction(terms.slope)} must be above 0 price units a lot`)
  if (terms.price * terms.slope.d > HIGHEST_START)
    faults.push(
      `linear price: ${terms.price} price units times the slope's denominator ${terms.slope.d} leaves 2^51; ` +
        `the largest price that fits is ${Math.floor(HIGHEST_START / terms.slope.d)}`,
    )
  if (faults.length > 0) throw new RangeError(faults.join('; '))
  return new Linear(terms.price, terms.slope)
}
