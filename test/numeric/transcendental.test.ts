import { Decimal } from 'decimal.js'
import { expect, test } from 'vitest'
import { RandomStream } from '../../src/numeric/random.ts'
import { cos, exp, ln, pow, sin } from '../../src/numeric/transcendental.ts'

const Precise = Decimal.clone({ precision: 40 })
/** All digits of a double: decimal.js takes a number by its shortest form. */
const exactly = (x: number): Decimal => new Precise(x.toPrecision(60))

/** Distance in units in the last place of the true value. */
const ulps = (got: number, wanted: Decimal): number => {
  const nearest = wanted.toNumber()
  const place = Math.max(2 ** -1074, 2 ** (Math.floor(Math.log2(Math.abs(nearest))) - 52))
  return wanted.minus(exactly(got)).abs().dividedBy(place).toNumber()
}

test('exp, ln, pow, sin and cos lie within one unit in the last place of decimals of 40 digits', () => {
  const random = new RandomStream(3, 2047, 1, 0)
  for (let i = 0; i < 400; i++) {
    const x = random.normal() * 5
    const positive = exp(random.normal() * 10)
    expect(ulps(exp(x), exactly(x).exp())).toBeLessThan(1)
    expect(ulps(ln(positive), exactly(positive).ln())).toBeLessThan(1)
    expect(ulps(pow(positive, x), exactly(positive).pow(exactly(x)))).toBeLessThan(1)
    expect(ulps(sin(x), exactly(x).sin())).toBeLessThan(1)
    expect(ulps(cos(x), exactly(x).cos())).toBeLessThan(1)
  }
})

test('corners: zero, infinities and what has no value', () => {
  expect([exp(0), exp(Number.NEGATIVE_INFINITY), ln(1), ln(0), pow(2, 0.5), sin(0), cos(0)]).toEqual([
    1,
    0,
    0,
    Number.NEGATIVE_INFINITY,
    Math.SQRT2,
    0,
    1,
  ])
  expect(ln(-1)).toBeNaN()
})
