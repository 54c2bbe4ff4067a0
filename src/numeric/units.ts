declare const unit: unique symbol

/**
 * A number that knows its unit, for the compiler only: it is a plain number when the program runs. Arithmetic gives plain
 * numbers back; a brand comes from the constructors below or from named maths such as `notional`.
 */
export type Unit<U extends string> = number & {
  /** Never present at run time: tells the compiler one unit from another. */
  readonly [unit]: U
}

/** Size in lots, signed where it is a position (long > 0). */
export type Lots = Unit<'lots'>
/** Price in price units: one quote atom per lot. */
export type PriceUnits = Unit<'price units'>
/** Price in 1e-6 price unit: mids, averages, oracle prices. */
export type PriceMicros = Unit<'price micro-units'>
/** Money in atoms of an asset, signed where it is a balance. */
export type Atoms = Unit<'atoms'>
/** A time or a duration. */
export type Milliseconds = Unit<'milliseconds'>

const safe = <U extends string>(x: number, name: U): Unit<U> => {
  if (!Number.isSafeInteger(x)) throw new RangeError(`${x} ${name}: must be a whole number up to 2^53 - 1`)
  return x as Unit<U>
}

/** @throws RangeError when x is no safe integer */
export const lots = (x: number): Lots => safe(x, 'lots')
/** @throws RangeError when x is no safe integer */
export const priceUnits = (x: number): PriceUnits => safe(x, 'price units')
/** @throws RangeError when x is no safe integer */
export const priceMicros = (x: number): PriceMicros => safe(x, 'price micro-units')
/** @throws RangeError when x is no safe integer */
export const atoms = (x: number): Atoms => safe(x, 'atoms')
/** @throws RangeError when x is no safe integer */
export const milliseconds = (x: number): Milliseconds => safe(x, 'milliseconds')

/** Value of a size at a price: lots * price units, in quote atoms, signed like the size. Exact, no division. @throws RangeError beyond 2^53 - 1 */
export const notional = (size: Lots, price: PriceUnits): Atoms => safe(size * price + 0, 'atoms')
