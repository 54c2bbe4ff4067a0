import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PICO_LIMIT } from '../../src/funding/pico.ts'
import { impactMidPremium, impactPremium, premiumOf } from '../../src/funding/premium.ts'
import { type OneSided, premiumFromImpact } from '../../src/funding/premium-from-impact.ts'
import { premiumFromMid } from '../../src/funding/premium-from-mid.ts'
import { premiumFromTwap } from '../../src/funding/premium-from-twap.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { viewOf } from './market-view.ts'

const Wide = Decimal.clone({ precision: 60 })
const price = fc.integer({ min: 1, max: 10 ** 15 })

/** The premium in 40 digits, then cut to whole pico and held within the limit. */
const pico = (exact: Decimal): number => {
  const cut = exact.times('1e12').toDecimalPlaces(0, Decimal.ROUND_DOWN).toNumber()
  return Math.min(Math.max(cut, -PICO_LIMIT), PICO_LIMIT) + 0
}

describe('premiums agree with 60-digit decimals cut toward zero', () => {
  test('of a price over the index', () => {
    fc.assert(
      fc.property(price, price, (p, index) => {
        expect(premiumOf(p, index)).toBe(pico(new Wide(p).minus(index).dividedBy(index)))
      }),
      { numRuns: 500 },
    )
  })

  test('of impact prices: (max(bid - index, 0) - max(index - ask, 0)) / index', () => {
    fc.assert(
      fc.property(price, price, price, (bid, ask, index) => {
        const above = Wide.max(new Wide(bid).minus(index), 0)
        const below = Wide.max(new Wide(index).minus(ask), 0)
        expect(impactPremium(bid, ask, index)).toBe(pico(above.minus(below).dividedBy(index)))
      }),
      { numRuns: 500 },
    )
  })

  test('of the middle of impact prices: (bid + ask) / 2 / index - 1', () => {
    fc.assert(
      fc.property(price, price, price, (bid, ask, index) => {
        expect(impactMidPremium(bid, ask, index)).toBe(
          pico(new Wide(bid).plus(ask).dividedBy(2).dividedBy(index).minus(1)),
        )
      }),
      { numRuns: 500 },
    )
  })

  test('an index between the impact prices has no premium', () => {
    fc.assert(
      fc.property(price, fc.nat({ max: 10 ** 9 }), fc.nat({ max: 10 ** 9 }), (bid, below, above) => {
        expect(impactPremium(bid, bid + below + above, bid + below)).toBe(0)
      }),
    )
  })
})

describe('where prices are missing each rule answers what it declares', () => {
  const index = 10_000_000_000
  const bids = viewOf({ index, impactBid: 10_100_000_000 })
  const asks = viewOf({ index, impactAsk: 9_900_000_000 })
  const last = 123

  test.each<[OneSided, number, number]>([
    ['zero', 0, 0],
    ['last', last, last],
    ['side', 10_000_000_000, -10_000_000_000],
    [{ extreme: fraction(5, 100) }, 50_000_000_000, -50_000_000_000],
  ])('a one-sided book with %j: only bids %i, only asks %i', (oneSided, onlyBids, onlyAsks) => {
    const rule = premiumFromImpact({ oneSided })
    expect(rule.premium(bids, 0, last)).toBe(onlyBids)
    expect(rule.premium(asks, 0, last)).toBe(onlyAsks)
    expect(rule.premium(viewOf({ index }), 0, last)).toBe(0)
  })

  test('half a pair has no middle', () => {
    expect(() => premiumFromImpact({ of: 'middle', oneSided: 'side' })).toThrow(/no middle/)
    expect(premiumFromImpact({ of: 'middle' }).premium(bids, 0, last)).toBe(last)
  })

  test('a mid that is missing repeats the last premium, or is none', () => {
    expect(premiumFromMid().premium(viewOf({ index }), 0, last)).toBe(last)
    expect(premiumFromMid('zero').premium(viewOf({ index }), 0, last)).toBe(0)
    expect(premiumFromMid().premium(viewOf({ mid: 5 }), 0, last)).toBe(last)
    expect(premiumFromMid().premium(viewOf({ mid: 101, index: 100 }), 0, last)).toBe(10_000_000_000)
  })

  test('an index of almost nothing is held at the limit, not refused', () => {
    expect(premiumFromMid().premium(viewOf({ mid: 10 ** 13, index: 1 }), 0, 0)).toBe(PICO_LIMIT)
    expect(premiumOf(1, 10 ** 13)).toBeGreaterThan(-(10 ** 12))
  })
})

test('the premium of TWAPs is their difference over the present index', () => {
  const rule = premiumFromTwap(100)
  expect(rule.premium(viewOf({}), 0, 7)).toBe(0)
  rule.premium(viewOf({ mid: 1_100, index: 1_000 }), 0, 0)
  rule.premium(viewOf({ mid: 1_300, index: 1_000 }), 50, 0)
  // Mid 1,100 and 1,300 for half the window each, index 1,000 throughout until it moves just now.
  expect(rule.premium(viewOf({ mid: 9_999, index: 2_000 }), 100, 0)).toBe(100_000_000_000)
})
