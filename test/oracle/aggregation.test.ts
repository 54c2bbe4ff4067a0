import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fraction } from '../../src/numeric/fraction.ts'
import { type Aggregation, aggregateBy } from '../../src/oracle/aggregation.ts'
import { medianOfThree } from '../../src/oracle/median.ts'

const Wide = Decimal.clone({ precision: 60 })
const price = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 4_000_000_000_000_000 }))
const weight = fc.integer({ min: 1, max: 9 })
const reports = fc.array(fc.tuple(price, weight), { minLength: 1, maxLength: 12 })
const rules: readonly Aggregation[] = [
  { kind: 'median' },
  { kind: 'weighted-median' },
  { kind: 'trimmed-mean', trim: fraction(0) },
  { kind: 'trimmed-mean', trim: fraction(1, 4) },
  { kind: 'trimmed-mean', trim: fraction(49, 100) },
]

const run = (rule: Aggregation, list: readonly (readonly [number, number])[]): number =>
  aggregateBy(rule)(
    Float64Array.from(list, ([p]) => p),
    Float64Array.from(list, ([, w]) => w),
    list.length,
  )

const halfEven = (x: Decimal): number => x.toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN).toNumber()

/** The slow and obvious rules: medians by writing each price out as often as its weight, means in decimals. */
const referee = (rule: Aggregation, list: readonly (readonly [number, number])[]): number => {
  const sorted = [...list].sort(([a], [b]) => a - b)
  if (rule.kind === 'trimmed-mean') {
    const cut = Math.floor((sorted.length * rule.trim.n) / rule.trim.d)
    const kept = sorted.slice(cut, sorted.length - cut)
    return halfEven(kept.reduce((sum, [p]) => sum.plus(p), new Wide(0)).dividedBy(kept.length))
  }
  const copies = rule.kind === 'median' ? sorted.map(([p]) => p) : sorted.flatMap(([p, w]) => Array<number>(w).fill(p))
  const half = copies.length / 2
  return halfEven(new Wide(copies[Math.ceil(half) - 1]).plus(copies[Math.floor(half)]).dividedBy(2))
}

describe.each(rules)('aggregation %o', (rule) => {
  test('is what the rule says, to the micro-unit', () => {
    fc.assert(
      fc.property(reports, (list) => {
        expect(run(rule, list)).toBe(referee(rule, list))
      }),
      { numRuns: 1000 },
    )
  })

  test('lies between the lowest and the highest source, in whatever order they come', () => {
    fc.assert(
      fc.property(reports, fc.nat(), (list, turn) => {
        const prices = list.map(([p]) => p)
        const index = run(rule, list)
        expect(index).toBeGreaterThanOrEqual(Math.min(...prices))
        expect(index).toBeLessThanOrEqual(Math.max(...prices))
        const at = turn % list.length
        expect(run(rule, [...list.slice(at), ...list.slice(0, at)])).toBe(index)
      }),
    )
  })
})

test('one source of seven, whatever it says, moves the median no further than its neighbours', () => {
  fc.assert(
    fc.property(fc.array(price, { minLength: 7, maxLength: 7 }), fc.nat({ max: 6 }), price, (prices, liar, lie) => {
      const sorted = [...prices].sort((a, b) => a - b)
      const told = prices.map((p, i): [number, number] => [i === liar ? lie : p, 1])
      const index = run({ kind: 'median' }, told)
      expect(index).toBeGreaterThanOrEqual(sorted[2])
      expect(index).toBeLessThanOrEqual(sorted[4])
    }),
  )
})

test('equal weights make the weighted median the median', () => {
  fc.assert(
    fc.property(fc.array(price, { minLength: 1, maxLength: 9 }), weight, (prices, w) => {
      const list = prices.map((p): [number, number] => [p, w])
      expect(run({ kind: 'weighted-median' }, list)).toBe(run({ kind: 'median' }, list))
    }),
  )
})

test('the median of three is the middle one', () => {
  fc.assert(
    fc.property(price, price, price, (a, b, c) => {
      expect(medianOfThree(a, b, c)).toBe([a, b, c].sort((x, y) => x - y)[1])
    }),
  )
})
