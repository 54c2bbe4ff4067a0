import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExponentialAverage, LONGEST_HALF_LIFE } from '../../src/oracle/exponential-average.ts'
import { TimeAverage } from '../../src/oracle/time-average.ts'

const Wide = Decimal.clone({ precision: 50 })
const samples = fc.array(
  fc.record({
    after: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 10_000_000 })),
    price: fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }),
  }),
  { minLength: 1, maxLength: 30 },
)

describe('the exponential average', () => {
  test('is num / den in 50 digits, to a micro-unit a step and what its weights cannot tell apart', () => {
    fc.assert(
      fc.property(samples, fc.constantFrom(1000, 150_000, 28_800_000), (list, halfLife) => {
        const average = new ExponentialAverage(halfLife)
        let now = 0
        let num = new Wide(0)
        let den = new Wide(0)
        let swing = 0
        for (const [i, { after, price }] of list.entries()) {
          now += after
          average.update(now, price)
          swing = Math.max(swing, Math.abs(price))
          if (i === 0) {
            expect(average.value).toBe(price)
            continue
          }
          const fresh = Math.min(after, 64 * halfLife)
          const decay = new Wide(2).pow(new Wide(-after).dividedBy(halfLife))
          num = num.times(decay).plus(new Wide(price).times(fresh))
          den = den.times(decay).plus(fresh)
          expect(num.dividedBy(den).minus(average.value).abs().toNumber()).toBeLessThan(
            list.length * (1 + swing * halfLife * 1e-14),
          )
        }
      }),
      { numRuns: 40 },
    )
  })

  test('follows the figures of its source: samples 10, 20, 40 after 3, 3, 6 s with a time constant of 150 s', () => {
    const average = new ExponentialAverage(150_000 * Math.LN2)
    average.update(0, 10e12)
    average.update(3000, 10e12)
    average.update(6000, 20e12)
    expect(Math.abs(average.value / 1e12 - 15.0499983334)).toBeLessThan(1e-9)
    average.update(12_000, 40e12)
    expect(Math.abs(average.value / 1e12 - 27.836497554629)).toBeLessThan(1e-9)
  })

  test('stays between the lowest and the highest sample, and a constant is its own average', () => {
    fc.assert(
      fc.property(samples, (list) => {
        const average = new ExponentialAverage(60_000)
        let now = 0
        for (const { after, price } of list) {
          now += after
          average.update(now, price)
        }
        const prices = list.map(({ price }) => price)
        expect(average.value).toBeGreaterThanOrEqual(Math.min(...prices))
        expect(average.value).toBeLessThanOrEqual(Math.max(...prices))
      }),
    )
  })

  test('takes one sample at a time, refuses to run backwards, and survives the longest half life and gap', () => {
    const average = new ExponentialAverage(LONGEST_HALF_LIFE)
    average.update(5, 100)
    average.update(10, 200)
    average.update(10, 900)
    expect(average.value).toBe(200)
    average.update(3e13, 7e12)
    average.update(6e13, 7e12)
    expect(average.value).toBe(7e12)
    expect(() => average.update(9, 1)).toThrow('9 ms is before its last update')
    expect(() => new ExponentialAverage(0)).toThrow('half life: 0 ms must be more than 0')
  })
})

describe('the time average', () => {
  const changes = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 9_000_000_000_000_000 })),
    {
      minLength: 1,
      maxLength: 60,
    },
  )

  test('is the mean of the price in force at each millisecond of the window, half-even', () => {
    fc.assert(
      fc.property(
        changes,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (list, window, after) => {
          const average = new TimeAverage(window)
          const inForce: number[] = []
          let now = 0
          for (const [wait, price] of list) {
            for (let t = 0; t < wait && inForce.length > 0; t++) inForce.push(inForce[inForce.length - 1])
            if (inForce.length > 0) now += wait
            average.push(now, price)
            inForce[now] = price
          }
          const last = inForce[now]
          for (let t = 1; t < after; t++) inForce[now + t] = last
          const seen = inForce.slice(Math.max(0, now + after - window), now + after)
          const mean = seen.reduce((sum, p) => sum.plus(p), new Wide(0)).dividedBy(seen.length)
          expect(average.at(now + after)).toBe(mean.toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN).toNumber())
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is nothing before the first price, and that price in its first moment', () => {
    const average = new TimeAverage(1000)
    expect(average.at(5)).toBe(0)
    average.push(5, 77)
    expect(average.at(5)).toBe(77)
  })

  test('a window that is none is refused', () => {
    expect(() => new TimeAverage(0)).toThrow('TWAP window: 0 must be whole milliseconds, more than 0')
  })
})
