import { MICROS_PER_UNIT } from '../../market/price.ts'
import { BUY, type Side } from '../../market/side.ts'
import { compareProducts } from '../../numeric/compare-products.ts'
import { mulDivDown, mulDivHalfEven, mulDivUp } from '../../numeric/mul-div.ts'
import { type Curve, LARGEST } from './curve.ts'
import { lastWithin } from './last-within.ts'

/** What a constant-product curve starts from. */
export interface ConstantProductReserves {
  /** Virtual base reserve in lots, >= 1. */
  readonly lots: number
  /** Virtual quote reserve in atoms, >= 1. */
  readonly atoms: number
}

const LOTS = 0
const ATOMS = 1

// Hot: no method allocates.
class ConstantProduct implements Curve {
  readonly kind = 'constant-product'
  readonly cells: Float64Array
  /** The limit price in question, as numerator and denominator. */
  readonly #limit = new Float64Array(2)
  readonly #buysWithin = (lots: number): boolean =>
    compareProducts(
      this.cells[ATOMS] + this.quoteToBuy(lots),
      this.#limit[1],
      this.#limit[0],
      this.cells[LOTS] - lots,
    ) <= 0
  readonly #sellsWithin = (lots: number): boolean =>
    compareProducts(
      this.cells[ATOMS] - this.quoteToSell(lots),
      this.#limit[1],
      this.#limit[0],
      this.cells[LOTS] + lots,
    ) >= 0

  constructor(lots: number, atoms: number) {
    this.cells = Float64Array.of(lots, atoms)
  }

  lotReserve(): number {
    return this.cells[LOTS]
  }

  quoteReserve(): number {
    return this.cells[ATOMS]
  }

  // After the trade the quote reserve, B*Q/(B - q) rounded up, must stay within 2^53 - 1, and so must the price in
  // micro-units, B*Q/(B - q)^2 * 10^6, with room for a spread of as much again.
  buyable(): number {
    const lots = this.cells[LOTS]
    const atoms = this.cells[ATOMS]
    const leastForAtoms = mulDivUp(lots, atoms, LARGEST)
    const leastForPrice = Math.ceil(Math.sqrt(lots) * Math.sqrt(atoms) * Math.sqrt((2 * MICROS_PER_UNIT) / LARGEST)) + 1
    return Math.max(0, lots - Math.max(1, leastForAtoms, leastForPrice))
  }

  sellable(): number {
    return LARGEST - this.cells[LOTS]
  }

  // What all lots cost: a budget beyond it would take the price where `buyable` does not let it go.
  spendable(): number {
    return this.quoteToBuy(this.buyable())
  }

  payable(): number {
    const atoms = this.cells[ATOMS]
    return atoms - Math.max(1, mulDivUp(atoms, this.cells[LOTS], LARGEST))
  }

  quoteToBuy(lots: number): number {
    return mulDivUp(this.cells[ATOMS], lots, this.cells[LOTS] - lots)
  }

  quoteToSell(lots: number): number {
    return mulDivDown(this.cells[ATOMS], lots, this.cells[LOTS] + lots)
  }

  lotsForQuoteIn(atoms: number): number {
    return mulDivDown(this.cells[LOTS], atoms, this.cells[ATOMS] + atoms)
  }

  lotsForQuoteOut(atoms: number): number {
    return mulDivUp(this.cells[LOTS], atoms, this.cells[ATOMS] - atoms)
  }

  // Continuous answer: B' = sqrt(B*Q/price). The float guess is off by an ulp or two; the exact rule then decides.
  lotsToPrice(side: Side, numerator: number, denominator: number): number {
    const lots = this.cells[LOTS]
    const after = Math.sqrt(lots) * Math.sqrt((this.cells[ATOMS] / numerator) * denominator)
    this.#limit[0] = numerator
    this.#limit[1] = denominator
    return side === BUY
      ? lastWithin(this.#buysWithin, lots - after, this.buyable())
      : lastWithin(this.#sellsWithin, after - lots, this.sellable())
  }

  bought(lots: number, atoms: number): void {
    this.cells[LOTS] -= lots
    this.cells[ATOMS] += atoms
  }

  sold(lots: number, atoms: number): void {
    this.cells[LOTS] += lots
    this.cells[ATOMS] -= atoms
  }

  priceNumerator(): number {
    return this.cells[ATOMS]
  }

  priceDenominator(): number {
    return this.cells[LOTS]
  }

  // Depth in quote is proportional to the quote reserve alone, so that stays and the base reserve follows the price.
  moveTo(priceMicros: number): boolean {
    const atoms = this.cells[ATOMS]
    if (priceMicros <= 0 || compareProducts(atoms, MICROS_PER_UNIT, priceMicros, LARGEST) > 0) return false
    const lots = mulDivHalfEven(atoms, MICROS_PER_UNIT, priceMicros)
    if (lots < 1) return false
    this.cells[LOTS] = lots
    return true
  }
}

/**
 * Curve `x*y = k` over virtual reserves of B lots and Q atoms (Perpetual Protocol v1, `Amm.sol`).
 * Buying q lots costs `ceil(Q*q/(B-q))`, selling yields `floor(Q*q/(B+q))`; dq atoms buy `floor(B*dq/(Q+dq))` lots,
 * and receiving dq takes `ceil(B*dq/(Q-dq))`. k is never stored: roundings only let it grow, to the pool's gain.
 *
 * @throws RangeError when a reserve is no whole number from 1 to 2^53 - 1
 */
export const constantProduct = (reserves: ConstantProductReserves): Curve => {
  const faults: string[] = []
  for (const [what, amount] of [
    ['lots', reserves.lots],
    ['atoms', reserves.atoms],
  ] as const)
    if (!Number.isSafeInteger(amount) || amount < 1)
      faults.push(`constant-product ${what}: ${amount} must be a whole number from 1 to ${LARGEST} ${what}`)
  if (faults.length > 0) throw new RangeError(faults.join('; '))
  return new ConstantProduct(reserves.lots, reserves.atoms)
}
