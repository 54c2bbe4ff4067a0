import { Decimal } from 'decimal.js'

/** Decimals of 40 digits: every product of two amounts is exact in them, every quotient right far beyond its last whole. */
const Exact = Decimal.clone({ precision: 40, toExpNeg: -60, toExpPos: 60, defaults: true })

/** An exact number of the model: lots, atoms, price units. */
export type Exact = Decimal

export const exact = (value: Decimal.Value): Exact => new Exact(value)
export const ZERO: Exact = exact(0)
export const ONE: Exact = exact(1)

/** Whole part, towards minus infinity. */
export const down = (x: Exact): Exact => x.floor()

/** Next whole number, towards plus infinity. */
export const up = (x: Exact): Exact => x.ceil()

/** Towards zero. */
export const toZero = (x: Exact): Exact => x.trunc()

/** The nearest whole number, a tie to the even one. */
export const nearest = (x: Exact): Exact => x.toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN)

export const least = (...all: readonly Exact[]): Exact => all.reduce((a, b) => (b.lt(a) ? b : a))
export const greatest = (...all: readonly Exact[]): Exact => all.reduce((a, b) => (b.gt(a) ? b : a))
export const sum = (all: readonly Exact[]): Exact => all.reduce((a, b) => a.plus(b), ZERO)

/** Held within +-limit. */
export const within = (x: Exact, limit: Exact): Exact => least(greatest(x, limit.neg()), limit)

/** An exact share: n of d. */
export interface Share {
  readonly n: Exact
  readonly d: Exact
}

/** x * share, before any rounding. */
export const part = (x: Exact, { n, d }: Share): Exact => x.times(n).div(d)
