import { decimalToInteger } from '../numeric/decimal.ts'
import { type Fraction, parseFraction } from '../numeric/fraction.ts'
import { type Atoms, atoms, type Milliseconds, milliseconds } from '../numeric/units.ts'

/** Money in units of the quote asset, as decimal text: `250000.5` (underscores allowed: `250_000`). */
export type Money = string
/** A price (quote per base), a size (base) or another decimal, as text: `0.0001`. */
export type DecimalText = string
/** A rate, taken exactly as written: `50bps`, `2.5%`, `100ppm`, `1/30` or `0.05`, as text. */
export type Rate = string
/** A duration or a time since the start: `400ms`, `2s`, `1m`, `6h`, `1d`. */
export type Duration = string

const MILLISECONDS: Readonly<Record<string, string>> = {
  ms: '1',
  s: '0.001',
  m: '1/60000',
  h: '1/3600000',
  d: '1/86400000',
}

/** Form of a duration: one decimal and its unit. */
export const DURATION: RegExp = /^(\d[\d_]*(?:\.\d+)?)(ms|s|m|h|d)$/

/**
 * Whole milliseconds of a duration.
 *
 * @throws RangeError when it has no such form, or is no whole number of milliseconds
 * @example millisecondsOf('1.5s') // 1500
 */
export const millisecondsOf = (duration: Duration): Milliseconds => {
  const found = DURATION.exec(duration.trim())
  if (found === null) {
    throw new RangeError(`"${duration}" is no duration: write 400ms, 2s, 1m, 6h or 1d`)
  }
  return milliseconds(decimalToInteger(found[1], MILLISECONDS[found[2]], `duration ${duration}`))
}

/** The exact rate of a text. @throws RangeError when it is none */
export const rateOf = (rate: Rate): Fraction => parseFraction(rate)

/** Atoms of money. @param decimals - of the quote asset @throws RangeError when it is finer than an atom or leaves 2^53 - 1 */
export const atomsOf = (money: Money, decimals: number): Atoms =>
  atoms(decimalToInteger(money, atomScale(decimals), 'money'))

/** One atom in units of its asset, as decimal text: `0.000001` of 6 decimals. */
export const atomScale = (decimals: number): string => (decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`)
