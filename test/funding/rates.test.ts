import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFormula } from '../../src/formula/formula.ts'
import { constantRate } from '../../src/funding/constant-rate.ts'
import { FUNDING_SYMBOLS, formulaRate } from '../../src/funding/formula-rate.ts'
import { PICO_LIMIT } from '../../src/funding/pico.ts'
import { premiumClamp } from '../../src/funding/premium-clamp.ts'
import { DAY, type RateInput } from '../../src/funding/rate-rule.ts'
import { skewProportional, skewVelocity } from '../../src/funding/skew-rate.ts'
import { twapPremium } from '../../src/funding/twap-premium.ts'
import { parseFraction } from '../../src/numeric/fraction.ts'
import { viewOf } from './market-view.ts'

const Wide = Decimal.clone({ precision: 60 })
const BPS = 100_000_000
const HOUR = 3_600_000

const input = (given: Partial<RateInput>): RateInput => ({
  premium: 0,
  lastRate: 0,
  elapsed: HOUR,
  period: 8 * HOUR,
  view: viewOf({}),
  ...given,
})

describe('premium-clamp: F = P + clamp(I - P, -c, c)', () => {
  const rule = premiumClamp({ interest: parseFraction('1bps'), clamp: parseFraction('5bps') })

  test('a premium from -0.04 % to 0.06 % gives exactly 0.01 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4 * BPS, max: 6 * BPS }), (premium) => {
        expect(rule.rate(input({ premium }))).toBe(BPS)
      }),
    )
    expect(rule.rate(input({ premium: 6 * BPS + 1 }))).toBe(BPS + 1)
    expect(rule.rate(input({ premium: -4 * BPS - 1 }))).toBe(BPS - 1)
  })

  test('beyond, the rate is the premium less the clamp', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6 * BPS, max: PICO_LIMIT }), (premium) => {
        expect(rule.rate(input({ premium }))).toBe(premium - 5 * BPS)
        expect(rule.rate(input({ premium: 0 - premium }))).toBe(5 * BPS - premium)
      }),
    )
  })

  test('it rises with the premium, and never faster', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.nat({ max: 10 ** 10 }), (premium, more) => {
        const rise = rule.rate(input({ premium: premium + more })) - rule.rate(input({ premium }))
        expect(rise).toBeGreaterThanOrEqual(0)
        expect(rise).toBeLessThanOrEqual(more)
      }),
    )
  })

  test('a negative clamp is refused', () => {
    expect(() => premiumClamp({ interest: parseFraction('1bps'), clamp: parseFraction('-5bps') })).toThrow(/negative/)
  })
})

test('twap-premium pays a lasting premium once a day (Perp v1: hourly 1/24)', () => {
  expect(twapPremium().rate(input({ premium: 24_000, period: HOUR }))).toBe(1_000)
  expect(twapPremium({ offset: parseFraction('2bps') }).rate(input({ premium: 0, period: DAY }))).toBe(2 * BPS)
  expect(twapPremium().rate(input({ premium: -25, period: HOUR }))).toBe(-1)
})

test('a constant rate is itself, 1/30 cut to a pico', () => {
  expect(constantRate(parseFraction('1/30')).rate(input({}))).toBe(33_333_333_333)
  expect(constantRate(parseFraction('-1/30')).rate(input({}))).toBe(-33_333_333_333)
})

describe('skew-proportional and skew-velocity', () => {
  test('the rate is the share of the scale, at most the whole', () => {
    const rule = skewProportional({ skewScale: 1_000, maxRate: parseFraction('1%') })
    for (const [skew, rate] of [
      [0, 0],
      [250, 25 * BPS],
      [-250, -25 * BPS],
      [5_000, 100 * BPS],
      [-5_000, -100 * BPS],
    ])
      expect(rule.rate(input({ view: viewOf({ skew }) }))).toBe(rate)
  })

  test('the rate drifts while there is skew, stays without, and a payment takes the mean of its ends (Synthetix v3 table)', () => {
    // Skew scale 10,000, velocity 3 a day, skew 20: 0.006 a day; at price 2,000 a position of 20 pays 120 on the first day.
    const rule = skewVelocity({ skewScale: 10_000, maxVelocity: parseFraction('3') })
    const day = (skew: number): number => rule.rate(input({ view: viewOf({ skew }), elapsed: DAY, period: DAY }))
    expect((day(20) / 1e12) * 2_000 * 20).toBe(120)
    expect(day(0)).toBe(6_000_000_000)
    expect(day(-40)).toBe(0)
  })

  test('the drift loses nothing however it is cut: n payments of a skew end where one does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2_000, max: 2_000 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 100_000 }),
        (skew, parts, elapsed) => {
          const config = { skewScale: 777, maxVelocity: parseFraction('1/3') }
          const whole = skewVelocity(config)
          const cut = skewVelocity(config)
          const view = viewOf({ skew })
          whole.rate(input({ view, elapsed: elapsed * parts }))
          for (let k = 0; k < parts; k++) cut.rate(input({ view, elapsed }))
          expect(cut.state?.()).toEqual(whole.state?.())
        },
      ),
    )
  })

  test('a scale that is no whole number of lots is refused', () => {
    expect(() => skewProportional({ skewScale: 0, maxRate: parseFraction('1%') })).toThrow(/skewScale: 0/)
    expect(() => skewVelocity({ skewScale: 1.5, maxVelocity: parseFraction('1%') })).toThrow(/skewScale: 1.5/)
  })
})

describe("a user's formula", () => {
  test('the premium-clamp written out agrees with the rule to a pico', async () => {
    const formula = await parseFormula('premium + clamp(interest - premium, -5bps, 5bps)', { symbols: FUNDING_SYMBOLS })
    const written = formulaRate(formula, { interest: 0.0001 })
    const rule = premiumClamp({ interest: parseFraction('1bps'), clamp: parseFraction('5bps') })
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), (premium) => {
        expect(Math.abs(written.rate(input({ premium })) - rule.rate(input({ premium })))).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('it sees prices, sizes and times in human units', async () => {
    const config = { unitPrice: 0.01, lot: 0.0001 }
    const view = viewOf({ index: 5_000_000e6, mark: 5_000_100e6, skew: -20_000, openInterest: 30_000 })
    const value = async (text: string): Promise<number> =>
      formulaRate(await parseFormula(text, { symbols: FUNDING_SYMBOLS }), config).rate(
        input({ view, lastRate: 3e12 }),
      ) / 1e12
    expect(await value('index / 1000')).toBe(50)
    expect(await value('mark - index')).toBe(1)
    expect(await value('skew')).toBe(-2)
    expect(await value('openInterest')).toBe(3)
    expect(await value('hours / periodHours')).toBe(0.125)
    expect(await value('rate')).toBe(3)
    expect(await value('index')).toBe(PICO_LIMIT / 1e12)
  })

  test('a value that is no finite number stops, with what the formula saw', async () => {
    const rule = formulaRate(await parseFormula('premium / skew', { symbols: FUNDING_SYMBOLS }))
    expect(() => rule.rate(input({ premium: 10 ** 10 }))).toThrow(
      '"premium / skew" is Infinity with premium = 0.01, skew = 0',
    )
  })
})

test('rates agree with 60-digit decimals cut toward zero', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(10 ** 13), max: 10 ** 13 }),
      fc.integer({ min: 1, max: DAY }),
      fc.integer({ min: 1, max: DAY }),
      (premium, period, payback) => {
        const exact = new Wide(premium).times(period).dividedBy(payback)
        const held = Wide.max(Wide.min(exact, PICO_LIMIT), -PICO_LIMIT)
        expect(twapPremium({ payback }).rate(input({ premium, period }))).toBe(
          held.toDecimalPlaces(0, Decimal.ROUND_DOWN).toNumber() + 0,
        )
      },
    ),
  )
})
