import { compareProducts } from './compare-products.ts'
import { mulDivDown, mulDivUp } from './mul-div.ts'

/** An exact rate: n / d in lowest terms, d > 0, both safe integers. 1/30 is one, and no number of ppm. */
export interface Fraction {
  readonly n: number
  readonly d: number
}

const gcd = (a: number, b: number): number => {
  let x = Math.abs(a)
  let y = Math.abs(b)
  while (y > 0) {
    const rest = x % y
    x = y
    y = rest
  }
  return x
}

const reduced = (n: bigint, d: bigint, what: string): Fraction => {
  if (d === 0n) throw new RangeError(`${what}: the denominator is zero`)
  let x = n < 0n ? -n : n
  let y = d < 0n ? -d : d
  while (y > 0n) [x, y] = [y, x % y]
  const sign = d < 0n ? -1n : 1n
  const f: Fraction = { n: Number((sign * n) / x), d: Number((sign * d) / x) }
  if (!Number.isSafeInteger(f.n) || !Number.isSafeInteger(f.d)) {
    throw new RangeError(`${what}: ${(sign * n) / x}/${(sign * d) / x} has no numerator and denominator up to 2^53 - 1`)
  }
  return f
}

/**
 * n / d in lowest terms.
 *
 * @param d - 1 when left out; not zero
 * @throws RangeError when either is no safe integer, or d is zero
 * @example fraction(-2, -60) // { n: 1, d: 30 }
 */
export const fraction = (n: number, d: number = 1): Fraction => {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d)) {
    throw new RangeError(`fraction ${n}/${d}: numerator and denominator must be safe integers`)
  }
  if (d === 0) throw new RangeError(`fraction ${n}/0: the denominator is zero`)
  const common = d < 0 ? -gcd(n, d) : gcd(n, d)
  return { n: n / common + 0, d: d / common }
}

const units: Readonly<Record<string, bigint>> = { '': 1n, '%': 100n, bps: 10_000n, ppm: 1_000_000n }
const form = /^([+-]?)(\d[\d_]*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?(?:\s*\/\s*(\d[\d_]*))?\s*(%|bps|ppm|)$/

/**
 * A rate as users write it: `1/30`, `50bps`, `2.5%`, `100ppm`, `0.05`, `-1bps`. Taken as written, never quantised.
 *
 * @throws RangeError naming the text when it is none of these, or needs more than 2^53 - 1
 * @example parseFraction('2.5%') // { n: 1, d: 40 }
 */
export const parseFraction = (text: string): Fraction => {
  const found = form.exec(text.trim())
  if (found === null) {
    throw new RangeError(`"${text}" is no rate: write a decimal, "2.5%", "50bps", "100ppm" or "1/30"`)
  }
  const [, sign, whole, decimals = '', exponent = '0', divisor = '1', unit] = found
  const power = Number(exponent)
  let n = BigInt(`${whole.replaceAll('_', '')}${decimals}`)
  let d = BigInt(`1${'0'.repeat(decimals.length)}`) * units[unit] * BigInt(divisor.replaceAll('_', ''))
  if (power > 0) n *= BigInt(`1${'0'.repeat(power)}`)
  else d *= BigInt(`1${'0'.repeat(-power)}`)
  return reduced(sign === '-' ? -n : n, d, `rate "${text}"`)
}

/** The nearest float64: for statistics and messages, not for money. */
export const fractionToNumber = (f: Fraction): number => f.n / f.d

/** `parseFraction`'s inverse: a decimal where the fraction has one of at most 15 places (`0.025`), else `1/30`. */
export const formatFraction = (f: Fraction): string => {
  let scaled = BigInt(Math.abs(f.n))
  const d = BigInt(f.d)
  for (let places = 0; places <= 15; places++, scaled *= 10n) {
    if (scaled % d !== 0n) continue
    const digits = (scaled / d).toString().padStart(places + 1, '0')
    const point = digits.length - places
    return `${f.n < 0 ? '-' : ''}${digits.slice(0, point)}${places > 0 ? `.${digits.slice(point)}` : ''}`
  }
  return `${f.n}/${f.d}`
}

/** Sign of f - g, exact. */
export const compareFractions = (f: Fraction, g: Fraction): -1 | 0 | 1 => compareProducts(f.n, g.d, g.n, f.d)

/** f + g, exact. @throws RangeError when the sum in lowest terms needs more than 2^53 - 1 */
export const addFractions = (f: Fraction, g: Fraction): Fraction =>
  reduced(BigInt(f.n) * BigInt(g.d) + BigInt(g.n) * BigInt(f.d), BigInt(f.d) * BigInt(g.d), 'sum of fractions')

/** f - g, exact. @throws RangeError as `addFractions` */
export const subtractFractions = (f: Fraction, g: Fraction): Fraction =>
  reduced(BigInt(f.n) * BigInt(g.d) - BigInt(g.n) * BigInt(f.d), BigInt(f.d) * BigInt(g.d), 'difference of fractions')

/** f * g, exact. @throws RangeError as `addFractions` */
export const multiplyFractions = (f: Fraction, g: Fraction): Fraction =>
  reduced(BigInt(f.n) * BigInt(g.n), BigInt(f.d) * BigInt(g.d), 'product of fractions')

const FINEST = 1_000_000_000_000_000n
const MOST = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * f * g of positive fractions, for a chain of products of any length: exact in lowest terms where those stay within 2^53 - 1,
 * else the nearest decimal (half-even) of as many places, at most 15, as do; at least one unit of the last.
 *
 * @throws RangeError when the product itself leaves 2^53 - 1
 */
export const multiplyNearest = (f: Fraction, g: Fraction): Fraction => {
  const n = BigInt(f.n) * BigInt(g.n)
  const d = BigInt(f.d) * BigInt(g.d)
  let x = n
  let y = d
  while (y > 0n) [x, y] = [y, x % y]
  if (n / x <= MOST && d / x <= MOST) return { n: Number(n / x), d: Number(d / x) }
  for (let scale = FINEST; scale > 0n; scale /= 10n) {
    const below = (n * scale) / d
    const twice = 2n * (n * scale - below * d)
    const nearest = twice > d || (twice === d && below % 2n === 1n) ? below + 1n : below
    if (nearest <= MOST) return reduced(nearest > 0n ? nearest : 1n, scale, 'product of fractions')
  }
  return reduced(n, d, 'product of fractions')
}

/** floor(x * f): what a trader receives, a rebate, a payout. x a safe integer of either sign. Hot. @throws RangeError on overflow */
export const applyDown = (f: Fraction, x: number): number => mulDivDown(x, f.n, f.d)

/** ceil(x * f): what a trader owes, a fee, a requirement. x a safe integer of either sign. Hot. @throws RangeError on overflow */
export const applyUp = (f: Fraction, x: number): number => mulDivUp(x, f.n, f.d)
