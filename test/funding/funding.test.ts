import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantRate } from '../../src/funding/constant-rate.ts'
import { type Funding, funding } from '../../src/funding/funding.ts'
import type { FundingConfig } from '../../src/funding/funding-config.ts'
import { FundingIndices } from '../../src/funding/funding-indices.ts'
import { fundingOwed } from '../../src/funding/funding-owed.ts'
import { premiumClamp } from '../../src/funding/premium-clamp.ts'
import { premiumFromImpact } from '../../src/funding/premium-from-impact.ts'
import { premiumFromMid } from '../../src/funding/premium-from-mid.ts'
import { premiumFromTwap } from '../../src/funding/premium-from-twap.ts'
import { skewVelocity } from '../../src/funding/skew-rate.ts'
import { twapPremium } from '../../src/funding/twap-premium.ts'
import type { MarketView } from '../../src/market/market-view.ts'
import { parseFraction } from '../../src/numeric/fraction.ts'
import { viewOf } from './market-view.ts'

const Wide = Decimal.clone({ precision: 60 })
const HOUR = 3_600_000
const MINUTE = 60_000

const hyperliquid: FundingConfig = {
  every: HOUR,
  period: 8 * HOUR,
  premium: premiumFromImpact(),
  sample: { every: 5_000, mean: 'equal' },
  rate: premiumClamp({ interest: parseFraction('1bps'), clamp: parseFraction('5bps') }),
  cap: parseFraction('4%'),
}

/** One block: the view is sampled, and every payment that is due is made. */
const block = (one: Funding, indices: FundingIndices, now: number, view: MarketView): void => {
  one.sample(now, view)
  while (one.due(now)) indices.accrue(0, one.accrue(now, view), one.price(view))
}

const price = fc.integer({ min: 9_000, max: 11_000 }).map((x) => x * 1_000_000)
const impactView = fc
  .tuple(price, price, price)
  .map(([a, b, index]) => viewOf({ index, impactBid: Math.min(a, b), impactAsk: Math.max(a, b), mark: index }))

describe('the whole of a market, sampled, averaged, clamped, capped and booked', () => {
  test("agrees with Hyperliquid's rule in 60-digit decimals, but for a pico a step and a millionth a payment", () => {
    fc.assert(
      fc.property(fc.array(impactView, { minLength: 30, maxLength: 200 }), (views) => {
        const indices = new FundingIndices(1)
        const one = funding(hyperliquid)
        let exact = new Wide(0)
        let samples: Decimal[] = []
        for (const [k, view] of views.entries()) {
          const now = (k + 1) * 2.5 * MINUTE
          block(one, indices, now, view)
          const index = new Wide(view.index)
          const above = Wide.max(index.negated().plus(view.impactBid), 0)
          const below = Wide.max(index.minus(view.impactAsk), 0)
          samples.push(above.minus(below).dividedBy(index))
          if (now % HOUR !== 0) continue
          const p = Wide.sum(...samples).dividedBy(samples.length)
          const f = p.plus(Wide.min(Wide.max(new Wide('0.0001').minus(p), '-0.0005'), '0.0005'))
          const hourly = Wide.min(Wide.max(f.dividedBy(8), '-0.04'), '0.04')
          exact = exact.plus(hourly.times(view.index))
          samples = []
          expect(new Wide(one.premiumIndex).minus(p.times('1e12')).abs().toNumber()).toBeLessThan(2)
          expect(new Wide(one.paid).minus(hourly.times('1e12')).abs().toNumber()).toBeLessThan(2)
        }
        // Up to 2 pico of a price below 1.1e10 a payment, then one floor.
        expect(exact.minus(indices.long[0]).abs().toNumber()).toBeLessThan(1 + 0.022 * one.payments.made + 1)
        expect(one.payments.made).toBe(Math.floor(views.length / 24))
      }),
      { numRuns: 60 },
    )
  })

  test('at a constant rate and index the cadence does not change the index at all', () => {
    const cadences = fc.constantFrom<FundingConfig['every']>('block', MINUTE, 5 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR)
    const rates = fc.integer({ min: -(10 ** 9), max: 10 ** 9 })
    fc.assert(
      fc.property(cadences, cadences, rates, fc.integer({ min: 1, max: 10 ** 13 }), (a, b, n, index) => {
        const [first, second] = [a, b].map((every) => {
          const indices = new FundingIndices(1)
          const { cap: _, ...uncapped } = hyperliquid
          const one = funding({
            ...uncapped,
            every,
            period: 7 * HOUR,
            rate: constantRate({ n, d: 10 ** 11 + 1 }),
          })
          for (let now = MINUTE; now <= 8 * HOUR; now += MINUTE) block(one, indices, now, viewOf({ index }))
          return { index: indices.long[0], payments: one.payments.made }
        })
        expect(first.index).toBe(second.index)
        expect(fundingOwed(12_345, 0, first.index)).toBe(fundingOwed(12_345, 0, second.index))
      }),
      { numRuns: 40 },
    )
  })

  test('settling at every payment costs an account at most one atom a payment more than settling once', () => {
    const indices = new FundingIndices(1)
    const one = funding({ ...hyperliquid, rate: constantRate(parseFraction('1/30')) })
    const view = viewOf({ index: 12_345_678_901 })
    const size = 77
    let paid = 0
    let entry = 0
    for (let now = HOUR; now <= 100 * HOUR; now += HOUR) {
      block(one, indices, now, view)
      paid += fundingOwed(size, entry, indices.long[0])
      entry = indices.long[0]
    }
    const once = fundingOwed(size, 0, indices.long[0])
    expect(paid).toBeGreaterThanOrEqual(once)
    expect(paid - once).toBeLessThan(100)
  })

  test('a payment never passes the cap, nor the rate its cap per period or its largest change', () => {
    fc.assert(
      fc.property(fc.array(impactView, { minLength: 5, maxLength: 60 }), (views) => {
        const one = funding({
          ...hyperliquid,
          cap: parseFraction('3bps'),
          maxChange: parseFraction('10bps'),
          periodCap: parseFraction('20bps'),
        })
        let last: number | undefined
        for (const [k, view] of views.entries()) {
          one.sample((k + 1) * HOUR, view)
          expect(Math.abs(one.accrue((k + 1) * HOUR, view))).toBeLessThanOrEqual(3e8)
          expect(Math.abs(one.rate)).toBeLessThanOrEqual(20e8)
          if (last !== undefined) expect(Math.abs(one.rate - last)).toBeLessThanOrEqual(10e8)
          last = one.rate
        }
      }),
      { numRuns: 100 },
    )
  })

  test('the multiplier scales what is paid, before the cap', () => {
    const rate = constantRate(parseFraction('8%'))
    const pay = (config: Partial<FundingConfig>): number =>
      funding({ ...hyperliquid, rate, ...config }).accrue(HOUR, viewOf({}))
    expect(pay({})).toBe(1e10)
    expect(pay({ multiplier: parseFraction('2.5') })).toBe(2.5e10)
    expect(pay({ multiplier: parseFraction('10') })).toBe(4e10)
    expect(pay({ multiplier: parseFraction('0') })).toBe(0)
  })

  test('the notional is taken at the index, or at the mark', () => {
    const view = viewOf({ index: 5, mark: 7 })
    expect(funding(hyperliquid).price(view)).toBe(5)
    expect(funding({ ...hyperliquid, price: 'mark' }).price(view)).toBe(7)
  })

  test('before an index is published nothing is paid', () => {
    const indices = new FundingIndices(1)
    const one = funding(hyperliquid)
    block(one, indices, HOUR, viewOf({}))
    expect(one.paid).toBe(12_500_000)
    expect(indices.long[0]).toBe(0)
  })

  test('Perp v1: a day of hourly payments takes the difference of the TWAPs once', () => {
    const indices = new FundingIndices(1)
    const one = funding({
      every: HOUR,
      period: HOUR,
      premium: premiumFromTwap(15 * MINUTE),
      sample: { every: MINUTE, mean: 'latest' },
      rate: twapPremium(),
    })
    const view = viewOf({ mid: 10_100_000_000, index: 10_000_000_000 })
    for (let now = MINUTE; now <= 24 * HOUR; now += MINUTE) block(one, indices, now, view)
    // 24 payments of a rate cut to a pico.
    expect(100_000_000 - indices.long[0]).toBeGreaterThanOrEqual(0)
    expect(100_000_000 - indices.long[0]).toBeLessThanOrEqual(1)
  })
})

describe('the clock', () => {
  test('pays once an interval, in the first block at or after its time, however the blocks fall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 * HOUR }), { minLength: 1, maxLength: 80 }), (gaps) => {
        const indices = new FundingIndices(1)
        const one = funding(hyperliquid)
        let now = 0
        for (const gap of gaps) {
          now += gap
          block(one, indices, now, viewOf({ index: 1 }))
        }
        expect(one.payments).toEqual({ made: Math.floor(now / HOUR), lost: 0 })
      }),
    )
  })

  test('loses what it missed, where the rule says so (Perp v1: ten missed periods are settled once)', () => {
    const indices = new FundingIndices(1)
    const one = funding({ ...hyperliquid, missed: 'skip', rate: constantRate(parseFraction('8%')) })
    block(one, indices, 10.5 * HOUR, viewOf({ index: 1_000_000 }))
    expect(one.payments).toEqual({ made: 1, lost: 9 })
    expect(indices.long[0]).toBe(10_000)
    expect(one.due(10.9 * HOUR)).toBe(false)
    expect(one.due(11 * HOUR)).toBe(true)
  })

  test('a late block stands for each sample it has passed', () => {
    const one = funding({ ...hyperliquid, premium: premiumFromMid(), start: 1_000 })
    one.sample(5_999, viewOf({ mid: 5, index: 1 }))
    one.sample(6_000, viewOf({ mid: 1_100, index: 1_000 }))
    one.sample(21_000, viewOf({ mid: 1_000, index: 1_000 }))
    one.accrue(HOUR + 1_000, viewOf({}))
    expect(one.premiumIndex).toBe(25_000_000_000)
  })

  test('refuses a payment that is not due', () => {
    expect(() => funding(hyperliquid).accrue(HOUR - 1, viewOf({}))).toThrow(/no funding payment is due at 3599999 ms/)
  })
})

test('a checkpoint of its arrays goes on with the same bits', () => {
  const rules = (): FundingConfig[] => [
    { ...hyperliquid, cap: parseFraction('1bps') },
    {
      every: 'block',
      period: 86_400_000,
      premium: premiumFromTwap(7 * MINUTE),
      sample: { every: 'block', mean: 'latest' },
      rate: twapPremium(),
    },
    {
      every: 3 * MINUTE,
      period: 7 * HOUR,
      premium: premiumFromMid(),
      sample: { every: 1_000, mean: 'linear' },
      rate: skewVelocity({ skewScale: 977, maxVelocity: parseFraction('3') }),
    },
  ]
  const view = fc
    .record({ mid: price, skew: fc.integer({ min: -2_000, max: 2_000 }) })
    .chain(({ mid, skew }) => impactView.map((v) => ({ ...v, mid, skew })))
  const steps = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 90_000 }), view }), {
    minLength: 2,
    maxLength: 200,
  })
  fc.assert(
    fc.property(fc.nat({ max: 2 }), steps, fc.double({ min: 0, max: 1, noNaN: true }), (which, list, share) => {
      const cut = Math.floor(list.length * share)
      let [one, indices] = [funding(rules()[which]), new FundingIndices(1)]
      const [whole, all] = [funding(rules()[which]), new FundingIndices(1)]
      let now = 0
      for (const [k, step] of list.entries()) {
        now += step.gap
        if (k === cut) {
          const [next, nextIndices] = [funding(rules()[which]), new FundingIndices(1)]
          const from = one.state()
          next.reserve(Object.fromEntries(Object.entries(from).map(([name, array]) => [name, array.length])))
          for (const [name, array] of Object.entries(from)) next.state()[name].set(array)
          for (const [name, array] of Object.entries(indices.state())) nextIndices.state()[name].set(array)
          next.restored()
          ;[one, indices] = [next, nextIndices]
        }
        block(one, indices, now, step.view)
        block(whole, all, now, step.view)
      }
      expect(one.state()).toEqual(whole.state())
      expect(indices.state()).toEqual(all.state())
    }),
    { numRuns: 120 },
  )
})

test('every parameter out of its range is named at once', () => {
  expect(() =>
    funding({
      ...hyperliquid,
      every: 'block',
      period: 0.5,
      sample: { every: -1, mean: 'equal' },
      maxChange: parseFraction('-1%'),
      multiplier: parseFraction('1/20000'),
    }),
  ).toThrow(
    new RangeError(
      [
        'funding.period: 0.5 ms must be a whole number of milliseconds, above 0 and at most a year',
        'funding.sample.every: -1 ms must be a whole number of milliseconds above 0, or "block"',
        'funding.cap: a bound per payment needs an interval; with "block" state funding.periodCap',
        'funding.multiplier: 1/20000 must not be negative, nor need more than 10,000 above or below',
        'funding.maxChange: -1/100 must not be negative',
      ].join('\n'),
    ),
  )
  expect(() => funding({ ...hyperliquid, every: 0 })).toThrow(/funding.every: 0 ms/)
})

test('a rule that answers no whole number of pico is named', () => {
  const one = funding({ ...hyperliquid, rate: { name: 'mine', rate: () => 0.5 } })
  expect(() => one.accrue(HOUR, viewOf({}))).toThrow('funding.rate: rule "mine" answered 0.5')
})
