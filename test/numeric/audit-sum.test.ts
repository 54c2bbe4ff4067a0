import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AuditSum } from '../../src/numeric/audit-sum.ts'

const MAX = Number.MAX_SAFE_INTEGER
const sumOf = (values: readonly number[]): AuditSum => {
  const sum = new AuditSum()
  for (const x of values) sum.add(x)
  return sum
}

test('the sum equals BigInt, beyond 2^53 and in any order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.maxSafeInteger(), fc.constantFrom(MAX, -MAX, 0, 2 ** 32, -(2 ** 32), -1))),
      (values) => {
        const sum = sumOf(values)
        const wanted = values.reduce((total, x) => total + BigInt(x), 0n)
        expect(sum.toBigInt()).toBe(wanted)
        expect(sum.isZero()).toBe(wanted === 0n)
        expect(sum.equals(sumOf([...values].reverse()))).toBe(true)
      },
    ),
    { seed: 3 },
  )
})

test('what goes in comes out: a sum and its negation leave zero', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger()), (values) => sumOf([...values, ...values.map((x) => 0 - x)]).isZero()),
    { seed: 4 },
  )
})

test('one atom of difference is seen at 2^70', () => {
  const sum = new AuditSum()
  const other = new AuditSum()
  for (let i = 0; i < 200_000; i++) {
    sum.add(MAX)
    other.add(MAX)
  }
  expect(sum.equals(other)).toBe(true)
  other.add(-1)
  expect(sum.equals(other)).toBe(false)
  expect(sum.toBigInt() - other.toBigInt()).toBe(1n)
  sum.clear()
  expect(sum.isZero()).toBe(true)
})

test.each([0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('%s is refused and leaves the sum as it was', (x) => {
  const sum = sumOf([17])
  expect(() => sum.add(x)).toThrow(RangeError)
  expect(sum.toBigInt()).toBe(17n)
})
