import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fraction } from '../../src/numeric/fraction.ts'
import { type Mark, mark } from '../../src/oracle/mark.ts'
import type { MarkInput } from '../../src/oracle/mark-rule.ts'
import { wholeUnits } from '../../src/oracle/whole-units.ts'

const I = 3_000_000_000_000
const two: MarkInput = {
  index: I,
  mid: I + 200,
  bestBid: I + 100,
  bestAsk: I + 300,
  lastTrade: I + 110,
  externalPerp: 0,
}
const oneSided: MarkInput = { ...two, mid: 0, bestBid: 0 }
const rules: readonly Mark[] = [
  { rule: 'index' },
  { rule: 'clamped-mid', band: fraction(1, 200) },
  { rule: 'index-plus-premium-ema', halfLife: 150_000 },
  { rule: 'median-of-three', halfLife: 150_000, bookHalfLife: 30_000 },
]
const views = fc.array(
  fc
    .record({
      index: fc.integer({ min: I / 2, max: I * 2 }),
      width: fc.integer({ min: 2, max: 1_000_000_000 }),
      basis: fc.integer({ min: -I / 4, max: I / 4 }),
      lastTrade: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: I * 2 })),
      externalPerp: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: I * 2 })),
      sides: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ index, width, basis, lastTrade, externalPerp, sides }): MarkInput => {
      const bestBid = sides & 1 ? index + basis : 0
      const bestAsk = sides & 2 ? index + basis + 2 * width : 0
      return { index, mid: sides === 3 ? index + basis + width : 0, bestBid, bestAsk, lastTrade, externalPerp }
    }),
  { minLength: 1, maxLength: 20 },
)

describe.each(rules)('mark rule %o', (rule) => {
  test('is a positive whole number of micro-units, and asking twice at one time changes nothing', () => {
    fc.assert(
      fc.property(views, (list) => {
        const once = mark(rule)
        const twice = mark(rule)
        list.forEach((view, i) => {
          const price = once.mark(view, i * 2000)
          expect(Number.isSafeInteger(price) && price > 0).toBe(true)
          expect(twice.mark(view, i * 2000)).toBe(price)
          twice.mark({ ...view, mid: view.mid > 0 ? view.mid + 5000 : 0, lastTrade: 1 }, i * 2000)
        })
      }),
      { numRuns: 100 },
    )
  })

  test('is 0 while no index is published', () => {
    expect(mark(rule).mark({ ...two, index: 0 }, 0)).toBe(0)
  })

  test('on a market that always trades at the index is the index', () => {
    const subject = mark(rule)
    const flat = { index: I, mid: I, bestBid: I, bestAsk: I, lastTrade: I, externalPerp: I }
    for (let now = 0; now < 100_000; now += 2000) expect(subject.mark(flat, now)).toBe(I)
  })

  test('goes on with the same bits from a copy of its state', () => {
    fc.assert(
      fc.property(views, views, (before, after) => {
        const first = mark(rule)
        for (const [i, view] of before.entries()) first.mark(view, i * 500)
        const second = mark(rule)
        const target = second.state()
        for (const [name, array] of Object.entries(first.state())) target[name].set(array)
        after.forEach((view, i) => {
          const now = 100_000 + i * 500
          expect(second.mark(view, now)).toBe(first.mark(view, now))
        })
      }),
      { numRuns: 50 },
    )
  })
})

describe('clamped mid', () => {
  const clamped = mark({ rule: 'clamped-mid', band: fraction(1, 200) })
  test('is the mid within the band, and its edge beyond', () => {
    expect(clamped.mark(two, 0)).toBe(I + 200)
    expect(clamped.mark({ ...two, mid: I + I / 100 }, 0)).toBe(I + I / 200)
    expect(clamped.mark({ ...two, mid: I / 2 }, 0)).toBe(I - I / 200)
  })
  test('never leaves the band', () => {
    fc.assert(
      fc.property(views, (list) => {
        for (const view of list)
          expect(Math.abs(clamped.mark(view, 0) - view.index) * 200).toBeLessThanOrEqual(view.index)
      }),
    )
  })
  test('falls back to the index on a one-sided book', () => {
    expect(clamped.mark(oneSided, 0)).toBe(I)
  })
  test('a band of all or less than nothing is refused', () => {
    expect(() => mark({ rule: 'clamped-mid', band: fraction(1) })).toThrow(
      'mark band: 1 must be a part of the index from 0 to below 1',
    )
    expect(() => mark({ rule: 'clamped-mid', band: fraction(-1, 5) })).toThrow('mark band: -0.2')
  })
})

describe('index plus average premium', () => {
  const rule: Mark = { rule: 'index-plus-premium-ema', halfLife: 10_000 }
  test('follows the index at once and the premium slowly', () => {
    const subject = mark(rule)
    for (let now = 0; now <= 200_000; now += 1000) subject.mark(two, now)
    expect(subject.mark({ ...two, index: I + 1_000_000, mid: I + 1_000_200 }, 201_000)).toBe(I + 1_000_200)
    // A premium of 200 becomes 10,200: after one half life about half of the rise has arrived.
    let price = 0
    for (let now = 202_000; now <= 211_000; now += 1000) price = subject.mark({ ...two, mid: I + 10_200 }, now)
    expect(price - I - 200).toBeGreaterThan(4800)
    expect(price - I - 200).toBeLessThan(5400)
  })
  test('falls back to the last average on a one-sided book, to the index before any mid', () => {
    const subject = mark(rule)
    expect(subject.mark(oneSided, 0)).toBe(I)
    subject.mark(two, 1000)
    expect(subject.mark(oneSided, 2000)).toBe(I + 200)
    expect(subject.mark({ ...oneSided, index: I - 5000 }, 500_000)).toBe(I - 4800)
  })
  test('the first mid after an hour without one weighs no more than another', () => {
    const subject = mark(rule)
    for (let now = 0; now <= 200_000; now += 1000) subject.mark(two, now)
    for (let now = 201_000; now <= 3_800_000; now += 1000) subject.mark(oneSided, now)
    const price = subject.mark({ ...two, mid: I + 10_200 }, 3_801_000)
    expect(price - I - 200).toBeLessThan(800)
    expect(price - I - 200).toBeGreaterThan(500)
  })
})

describe('median of three', () => {
  const rule: Mark = { rule: 'median-of-three', halfLife: 150_000, bookHalfLife: 30_000 }
  const U = 1_000_000
  const view = {
    index: 10_000 * U,
    mid: 10_020 * U,
    bestBid: 10_005 * U,
    bestAsk: 10_015 * U,
    lastTrade: 10_012 * U,
    externalPerp: 10_030 * U,
  }

  test('of three prices is the middle one: 10,020 of 10,020, 10,012 and 10,030', () => {
    expect(mark(rule).mark(view, 0)).toBe(10_020 * U)
  })
  test('without an external price the average of the book price joins: 10,012 of 10,020, 10,012 and 10,009', () => {
    const subject = mark(rule)
    subject.mark({ ...view, bestBid: 10_009 * U, lastTrade: 10_009 * U, externalPerp: 0 }, 0)
    // At the same time again the averages stand where they were.
    expect(subject.mark({ ...view, externalPerp: 0 }, 0)).toBe(10_012 * U)
  })
  test('on a one-sided book the average of the book price takes its place', () => {
    const subject = mark(rule)
    subject.mark(view, 0)
    expect(subject.mark({ ...view, mid: 0, bestBid: 0 }, 1000)).toBe(10_020 * U)
    expect(subject.mark({ ...view, mid: 0, bestBid: 0, externalPerp: 9_000 * U }, 2000)).toBe(10_012 * U)
  })
  test('where the book never had two sides it is the middle of the other two, and alone the first', () => {
    const bare = { ...view, mid: 0, bestBid: 0 }
    expect(mark(rule).mark(bare, 0)).toBe(10_015 * U)
    expect(mark(rule).mark({ ...bare, externalPerp: 0 }, 0)).toBe(10_000 * U)
  })
  test('before any trade the book price is the middle of its bests', () => {
    expect(mark(rule).mark({ ...view, lastTrade: 0, mid: 10_000 * U, externalPerp: 10_011 * U }, 0)).toBe(10_010 * U)
  })
  test('no one of its three inputs, whatever it says, moves it beyond the other two', () => {
    const anchored = mark(rule)
    anchored.mark(view, 0)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 * U }), (externalPerp) => {
        const price = anchored.mark({ ...view, externalPerp }, 0)
        expect(price >= 10_012 * U && price <= 10_020 * U).toBe(true)
      }),
    )
  })
})

test.each([
  [0, 0],
  [1, 1],
  [499_999, 1],
  [1_500_000, 2],
  [2_500_000, 2],
  [2_500_001, 3],
  [9_007_199_254_740_991, 9_007_199_255],
])('%i micro-units are %i whole price units: half-even, and no price becomes none', (micros, units) => {
  expect(wholeUnits(micros)).toBe(units)
})
