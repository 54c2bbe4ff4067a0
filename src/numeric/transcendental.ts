import stdlibCos from '@stdlib/math-base-special-cos'
import stdlibExp from '@stdlib/math-base-special-exp'
import stdlibLn from '@stdlib/math-base-special-ln'
import stdlibPow from '@stdlib/math-base-special-pow'
import stdlibSin from '@stdlib/math-base-special-sin'

// The engines' own Math.* differ in the last bit between Node versions and browsers; these are plain arithmetic
// (FreeBSD msun in JavaScript) and give the same bits everywhere.

/** e^x, within one unit in the last place; the same bits on every machine. */
export const exp: (x: number) => number = stdlibExp
/** Natural logarithm; NaN below zero, -Infinity at zero; the same bits on every machine. */
export const ln: (x: number) => number = stdlibLn
/** base^exponent; the same bits on every machine. */
export const pow: (base: number, exponent: number) => number = stdlibPow
/** Sine of x radians; the same bits on every machine. */
export const sin: (x: number) => number = stdlibSin
/** Cosine of x radians; the same bits on every machine. */
export const cos: (x: number) => number = stdlibCos
