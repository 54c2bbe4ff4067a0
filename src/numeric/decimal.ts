import { Decimal } from 'decimal.js'

/** Wide enough that a product or an exact quotient of two inputs of 40 digits is not rounded. */
const Wide = Decimal.clone({ precision: 100, toExpNeg: -60, toExpPos: 60 })
const LARGEST = new Wide(Number.MAX_SAFE_INTEGER)
const form = /^[+-]?\d[\d_]*(\.\d+)?([eE][+-]?\d{1,2})?$/

const decimal = (text: string, what: string): Decimal => {
  const trimmed = text.trim()
  if (!form.test(trimmed) || trimmed.length > 40) throw new RangeError(`${what}: "${text}" is no decimal number`)
  return new Wide(trimmed.replaceAll('_', ''))
}

/** A scale is a decimal, or a quotient of two where it has no finite decimal (a price unit with a lot of 0.0003). */
const scaled = (text: string, scale: string, what: string): Decimal => {
  const [numerator, denominator = '1', ...more] = scale.split('/')
  const n = decimal(numerator, `${what}: unit`)
  const d = decimal(denominator, `${what}: unit`)
  if (more.length > 0 || !n.isPositive() || n.isZero() || !d.isPositive() || d.isZero()) {
    throw new RangeError(`${what}: the unit must be a positive decimal, not "${scale}"`)
  }
  return decimal(text, what).times(d).dividedBy(n)
}

const inRange = (x: Decimal, text: string, scale: string, what: string): number => {
  if (x.abs().greaterThan(LARGEST)) {
    throw new RangeError(
      `${what}: ${text} is more than 2^53 - 1 units of ${scale} (at most ${integerToDecimal(Number.MAX_SAFE_INTEGER, scale)})`,
    )
  }
  return x.toNumber() + 0
}

/**
 * How many units of `scale` a decimal is, exactly.
 *
 * @param text - `"26123.4"`, `"-1e-6"`, `"1_000_000"`
 * @param scale - the unit, a positive decimal or a quotient of two: `"0.0001"`, `"0.000001/0.0003"`
 * @param what - the quantity's name for the message: `"tick"`
 * @throws RangeError naming quantity, value and unit when the text is no number, is not a whole number of units, or leaves 2^53 - 1
 * @example decimalToInteger('0.1', '0.0001', 'size') // 1000
 */
export const decimalToInteger = (text: string, scale: string, what: string): number => {
  const x = scaled(text, scale, what)
  if (!x.isInteger()) throw new RangeError(`${what}: ${text} is not a whole number of units of ${scale}`)
  return inRange(x, text, scale, what)
}

/**
 * Units of `scale` nearest to a decimal, a tie to the even one: for recorded prices and other observations, which owe
 * nobody anything. Errors as `decimalToInteger`, but for the whole number.
 */
export const decimalToNearest = (text: string, scale: string, what: string): number =>
  inRange(scaled(text, scale, what).toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN), text, scale, what)

/** Units of `scale` in a decimal, rounded toward minus infinity. Errors as `decimalToNearest`. */
export const decimalToIntegerDown = (text: string, scale: string, what: string): number =>
  inRange(scaled(text, scale, what).floor(), text, scale, what)

/** Units of `scale` in a decimal, rounded toward plus infinity. Errors as `decimalToNearest`. */
export const decimalToIntegerUp = (text: string, scale: string, what: string): number =>
  inRange(scaled(text, scale, what).ceil(), text, scale, what)

/**
 * x units of `scale` as a plain decimal (no exponent): `decimalToInteger`'s inverse. Exact where the scale is a decimal;
 * with a quotient that has no finite decimal, rounded to 20 significant digits.
 *
 * @example integerToDecimal(1000, '0.0001') // '0.1'
 */
export const integerToDecimal = (x: number, scale: string): string => {
  if (!Number.isSafeInteger(x)) throw new RangeError(`${x} units of ${scale}: must be a safe integer`)
  const [numerator, denominator] = scale.split('/')
  const product = decimal(numerator, 'unit').times(x)
  if (denominator === undefined) return product.toFixed()
  const quotient = product.dividedBy(decimal(denominator, 'unit'))
  return (quotient.precision() > 60 ? quotient.toSignificantDigits(20) : quotient).toFixed()
}

/** a * b as a plain decimal, exact. @throws RangeError when either is no decimal */
export const multiplyDecimals = (a: string, b: string): string =>
  decimal(a, 'factor').times(decimal(b, 'factor')).toFixed()

/**
 * a / b as a plain decimal, or `"a/b"` where it has no finite one: both are scales for the functions above.
 *
 * @throws RangeError when either is no decimal, or b is zero
 * @example divideDecimals('0.000001', '0.0001') // '0.01', the price unit of a lot of 0.0001
 */
export const divideDecimals = (a: string, b: string): string => {
  const divisor = decimal(b, 'divisor')
  if (divisor.isZero()) throw new RangeError(`${a} / ${b}: the divisor is zero`)
  const quotient = decimal(a, 'dividend').dividedBy(divisor)
  return quotient.precision() > 60 ? `${a}/${b}` : quotient.toFixed()
}

/** Sign of a - b. @throws RangeError when either is no decimal */
export const compareDecimals = (a: string, b: string): -1 | 0 | 1 =>
  decimal(a, 'decimal').comparedTo(decimal(b, 'decimal')) as -1 | 0 | 1
