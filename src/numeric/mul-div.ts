// Hot: allocates nothing once V8 has inlined it. Quotient and remainder of the wide path pass through a
// Float64Array, since a double kept in a module variable or returned by a call that is not inlined is boxed.

/** 2^53: products below it are exact as they stand. */
const EXACT = 9007199254740992
/** 2^27 + 1: Veltkamp's constant, splits a double into two halves of 26 bits. */
const SPLIT = 134217729

/** Quotient (floor) and remainder of the last wide division. */
const wide = new Float64Array(2)

const refuse = (a: number, b: number, c: number, name: string): never => {
  for (const x of [a, b, c]) if (!Number.isSafeInteger(x)) throw new RangeError(`${name}: ${x} is no safe integer`)
  if (c <= 0) throw new RangeError(`${name}: the divisor must be positive, not ${c}`)
  throw new RangeError(`${name}: ${a} * ${b} / ${c} leaves the safe integers (at most 2^53 - 1)`)
}

/**
 * floor(a * b / c) into `wide[0]`, the remainder in [0, c) into `wide[1]`; for |a * b| >= 2^53. The quotient is right
 * while it is within 2^53, and NaN beyond.
 *
 * Dekker's two-product gives a * b = high + low exactly. With q = floor(high / c) as computed, high - q c is exact
 * (Sterbenz), low and the low part of q c are integers of at most 2^52, and the remainder is an integer of at most
 * 2^53 (docs/numbers.md): every step below is exact, and q at most 1.5 off.
 */
const divideWide = (a: number, b: number, c: number): void => {
  const high = a * b
  let t = SPLIT * a
  const a1 = t - (t - a)
  const a2 = a - a1
  t = SPLIT * b
  const b1 = t - (t - b)
  const b2 = b - b1
  const low = a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2)
  let q = Math.floor(high / c)
  // One past the range in either direction may still come back by a correction; further out it cannot.
  if (!(Math.abs(q) <= EXACT + 2)) q = Number.NaN
  else if (q >= EXACT) q = EXACT - 1
  else if (q <= -EXACT) q = 1 - EXACT
  const product = q * c
  t = SPLIT * q
  const q1 = t - (t - q)
  const q2 = q - q1
  t = SPLIT * c
  const c1 = t - (t - c)
  const c2 = c - c1
  const productLow = q2 * c2 - (product - q1 * c1 - q2 * c1 - q1 * c2)
  let r = high - product + (low - productLow)
  if (r < 0) {
    q -= 1
    r += c
  }
  if (r < 0) {
    // -2^53 - 1 is no double, and would round back to -2^53.
    q = q > -EXACT ? q - 1 : Number.NaN
    r += c
  }
  if (r >= c) {
    q += 1
    r -= c
  }
  wide[0] = q
  wide[1] = r
}

/**
 * a * b / c, exact, rounded toward minus infinity.
 *
 * @param a - safe integer of either sign
 * @param b - safe integer of either sign
 * @param c - safe integer > 0
 * @throws RangeError when the quotient leaves +-(2^53 - 1), or c is not positive
 * @example mulDivDown(-7, 1, 2) // -4
 */
export const mulDivDown = (a: number, b: number, c: number): number => {
  const p = a * b
  // Below 2^53 the rounded quotient never reaches an integer that the true one does not: docs/numbers.md.
  // `+ 0` turns -0 into 0.
  if (p < EXACT && p > -EXACT && c >= 1) return Math.floor(p / c) + 0
  if (!(c >= 1)) refuse(a, b, c, 'mulDivDown')
  divideWide(a, b, c)
  const q = wide[0]
  if (!(q > -EXACT && q < EXACT)) refuse(a, b, c, 'mulDivDown')
  return q
}

/**
 * a * b / c, exact, rounded toward plus infinity. Arguments and errors as `mulDivDown`.
 *
 * @example mulDivUp(-7, 1, 2) // -3
 */
export const mulDivUp = (a: number, b: number, c: number): number => {
  const p = a * b
  if (p < EXACT && p > -EXACT && c >= 1) return Math.ceil(p / c) + 0
  if (!(c >= 1)) refuse(a, b, c, 'mulDivUp')
  divideWide(a, b, c)
  const q = wide[1] > 0 ? wide[0] + 1 : wide[0]
  // A floor of 2^53 - 1 with a remainder rounds up to 2^53, which is refused like the rest.
  if (!(q > -EXACT && q < EXACT)) refuse(a, b, c, 'mulDivUp')
  return q
}

/**
 * a * b / c, exact, rounded to the nearest integer, a tie to the even one: for displayed and averaged figures, where
 * nobody should gain. Arguments and errors as `mulDivDown`.
 *
 * @example mulDivHalfEven(5, 1, 2) // 2
 */
export const mulDivHalfEven = (a: number, b: number, c: number): number => {
  const p = a * b
  let q: number
  let r: number
  if (p < EXACT && p > -EXACT && c >= 1) {
    q = Math.trunc(p / c) + 0
    r = p - q * c
    if (r < 0) {
      q -= 1
      r += c
    }
  } else {
    if (!(c >= 1)) refuse(a, b, c, 'mulDivHalfEven')
    divideWide(a, b, c)
    q = wide[0]
    r = wide[1]
  }
  const rest = c - r
  if (r > rest || (r === rest && q % 2 !== 0)) q += 1
  if (!(q > -EXACT && q < EXACT)) refuse(a, b, c, 'mulDivHalfEven')
  return q
}

/**
 * floor((a * b + carry) / c), exact; the new remainder goes to `out[at]`, to be the next call's `carry`. A sequence of
 * divisions by the same c then loses nothing: the quotients add up to the floor of the whole.
 *
 * @param carry - integer, 0 <= carry < c
 * @param out - receives the remainder in [0, c) at index `at`
 * @throws RangeError as `mulDivDown`
 */
export const mulDivRemainder = (
  a: number,
  b: number,
  c: number,
  carry: number,
  out: Float64Array,
  at: number,
): number => {
  const p = a * b
  const s = p + carry
  let q: number
  let r: number
  if (p < EXACT && p > -EXACT && s < EXACT && c >= 1) {
    q = Math.trunc(s / c) + 0
    r = s - q * c
    if (r < 0) {
      q -= 1
      r += c
    }
  } else {
    if (!(c >= 1)) refuse(a, b, c, 'mulDivRemainder')
    divideWide(a, b, c)
    q = wide[0]
    r = wide[1]
    // r + carry may pass 2^53; r - (c - carry) does not.
    const room = c - carry
    if (r >= room) {
      q += 1
      r -= room
    } else r += carry
  }
  if (!(q > -EXACT && q < EXACT)) refuse(a, b, c, 'mulDivRemainder')
  out[at] = r
  return q
}
