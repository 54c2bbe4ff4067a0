import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BucketBitmap, MOST_BUCKETS } from '../../src/liquidation/bucket-bitmap.ts'

const buckets = fc.oneof(
  fc.integer({ min: 0, max: MOST_BUCKETS - 1 }),
  fc.constantFrom(0, 31, 32, 1023, 1024, 1055, 1056, 31 * 1024, MOST_BUCKETS - 1),
)

test('the next non-empty bucket in either direction is that of a sorted list', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(buckets, { maxLength: 30 }),
      fc.array(buckets, { maxLength: 20 }),
      buckets,
      (set, gone, from) => {
        const bitmap = new BucketBitmap(2)
        bitmap.set(0, from)
        for (const bucket of set) bitmap.set(1, bucket)
        for (const bucket of gone) bitmap.unset(1, bucket)
        const left = set.filter((bucket) => !gone.includes(bucket))
        expect(bitmap.atOrBelow(1, from)).toBe(Math.max(-1, ...left.filter((bucket) => bucket <= from)))
        const above = left.filter((bucket) => bucket >= from)
        expect(bitmap.atOrAbove(1, from)).toBe(above.length === 0 ? -1 : Math.min(...above))
        expect(bitmap.atOrBelow(0, MOST_BUCKETS - 1)).toBe(from)
      },
    ),
    { numRuns: 1000 },
  )
})

test('the ends have no neighbours', () => {
  const bitmap = new BucketBitmap(1)
  bitmap.set(0, 0)
  bitmap.set(0, MOST_BUCKETS - 1)
  expect(bitmap.atOrBelow(0, -1)).toBe(-1)
  expect(bitmap.atOrAbove(0, MOST_BUCKETS)).toBe(-1)
  expect(bitmap.atOrBelow(0, MOST_BUCKETS - 2)).toBe(0)
  expect(bitmap.atOrAbove(0, 1)).toBe(MOST_BUCKETS - 1)
  bitmap.clear()
  expect(bitmap.atOrBelow(0, MOST_BUCKETS - 1)).toBe(-1)
})
