import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BlockBand } from '../../../src/engines/virtual-amm/block-band.ts'
import { fraction } from '../../../src/numeric/fraction.ts'

const D = Decimal.clone({ precision: 80 })
const amount = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 2 ** 20 }))
  .map(([a, b]) => a * b)

test('a price lies within the band exactly when 80 digits say so, at its bounds too', () => {
  const near = fc.integer({ min: -2, max: 2 })
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.integer({ min: 1, max: 99 }),
      near,
      fc.boolean(),
      (rn, rd, d, percent, off, up) => {
        const band = new BlockBand(fraction(percent, 100))
        band.reset(0, rn, rd)
        const bound = new D(rn)
          .div(rd)
          .mul(up ? 100 + percent : 100 - percent)
          .div(100)
        const n = bound.mul(d).round().add(off).toNumber()
        if (n < 1 || !Number.isSafeInteger(n)) return
        const price = new D(n).div(d)
        const reference = new D(rn).div(rd)
        const inside =
          price.lte(reference.mul(100 + percent).div(100)) && price.gte(reference.mul(100 - percent).div(100))
        expect(band.contains(1, n, d)).toBe(inside)
      },
    ),
    { numRuns: 3000, seed: 21 },
  )
})

test('a price far from the reference is outside, however large its terms', () => {
  const band = new BlockBand(fraction(1, 100))
  band.reset(0, 1e15, 1e9)
  expect(band.contains(1, 1e10, 9e15)).toBe(false)
  expect(band.contains(1, 9e15, 1)).toBe(false)
  band.reset(0, 9e15, 9e15)
  expect(band.contains(1, 9e15, 9e15)).toBe(true)
})

test('the reference is the last price of an earlier block, however long ago', () => {
  const band = new BlockBand(fraction(1, 10))
  band.reset(0, 100, 1)
  band.note(5, 105, 1)
  band.note(5, 108, 1)
  expect(band.contains(5, 110, 1)).toBe(true)
  expect(band.contains(5, 111, 1)).toBe(false)
  expect(band.contains(9, 118, 1)).toBe(true)
  expect(band.contains(9, 97, 1)).toBe(false)
})

test('while only one block has traded, its own last price is the reference', () => {
  const band = new BlockBand(fraction(1, 10))
  band.reset(0, 100, 1)
  band.note(0, 109, 1)
  expect(band.contains(0, 119, 1)).toBe(true)
})
