import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FundingIndices, MAX_FUNDING_INDEX } from '../../src/funding/funding-indices.ts'
import { fundingOwed } from '../../src/funding/funding-owed.ts'

const BIG_PICO = 10n ** 12n
const floor = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b))

/** Sizes of a market: any lots, and one account that holds the opposite of their sum. */
const sizes = fc
  .array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
  .map((list) => [...list, 0 - list.reduce((sum, size) => sum + size, 0)])
const payment = fc.record({
  rate: fc.oneof(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), fc.integer({ min: -3, max: 3 })),
  price: fc.oneof(fc.integer({ min: 1, max: 10 ** 13 }), fc.integer({ min: 1, max: 10 ** 6 })),
})
const payments = fc.array(payment, { minLength: 1, maxLength: 30 })

describe('funding paid and received', () => {
  test('funding paid by longs equals funding received by shorts plus dust, and dust never falls', () => {
    fc.assert(
      fc.property(sizes, payments, fc.infiniteStream(fc.boolean()), (lots, list, coin) => {
        const indices = new FundingIndices(1)
        const entry = lots.map(() => 0)
        let account = 0
        let dust = 0
        const settle = (who: number): void => {
          const index = indices.of(0, lots[who])
          account += fundingOwed(lots[who], entry[who], index)
          entry[who] = index
        }
        for (const { rate, price } of list) {
          indices.accrue(0, rate, price)
          for (const who of lots.keys()) if (coin.next().value) settle(who)
          // Whoever did not settle owes what it owes: with them the account holds at least the dust of before.
          const unsettled = lots.reduce((sum, size, who) => sum + fundingOwed(size, entry[who], indices.of(0, size)), 0)
          expect(account + unsettled).toBeGreaterThanOrEqual(dust)
          if (coin.next().value) {
            for (const who of lots.keys()) settle(who)
            expect(account).toBeGreaterThanOrEqual(dust)
            expect(account - dust).toBeLessThan(lots.length * list.length)
            dust = account
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('it stays so when the receiving side gets less', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.tuple(payment, fc.nat({ max: 10 ** 10 })), { maxLength: 30 }), (lots, list) => {
        const indices = new FundingIndices(1)
        const entry = lots.map(() => 0)
        for (const [{ rate, price }, less] of list) {
          indices.accrue(0, rate, price, rate - less)
          let paid = 0
          for (const [who, size] of lots.entries()) {
            paid += fundingOwed(size, entry[who], indices.of(0, size))
            entry[who] = indices.of(0, size)
          }
          expect(paid).toBeGreaterThanOrEqual(0)
          expect(indices.long[0]).toBeGreaterThanOrEqual(indices.short[0])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('longs pay when the rate is positive, shorts when it is negative', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 6 }),
        fc.integer({ min: 1_000_000, max: 10 ** 11 }),
        fc.integer({ min: 10 ** 6, max: 10 ** 13 }),
        (size, rate, price) => {
          for (const sign of [1, -1]) {
            const indices = new FundingIndices(1)
            indices.accrue(0, sign * rate, price)
            expect(Math.sign(fundingOwed(sign * size, 0, indices.of(0, sign * size)))).toBe(1)
            expect(fundingOwed(-sign * size, 0, indices.of(0, -sign * size))).toBeLessThanOrEqual(0)
          }
        },
      ),
    )
  })

  test('what is owed is size * (index - entry) in millionths, rounded up', () => {
    const index = fc.integer({ min: -(2 ** 52), max: 2 ** 52 })
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 6), max: 10 ** 6 }), index, index, (size, entry, now) => {
        const exact = -floor(-(BigInt(size) * (BigInt(now) - BigInt(entry))), 1_000_000n)
        if (exact > 2n ** 53n - 1n || exact < 1n - 2n ** 53n)
          expect(() => fundingOwed(size, entry, now)).toThrow(RangeError)
        else expect(fundingOwed(size, entry, now)).toBe(Number(exact))
      }),
    )
  })
})

describe('an index', () => {
  test('is the floor of the exact sum of rate * price, whatever the cuts', () => {
    fc.assert(
      fc.property(payments, (list) => {
        const indices = new FundingIndices(2)
        let exact = 0n
        for (const { rate, price } of list) {
          indices.accrue(1, rate, price)
          exact += BigInt(rate) * BigInt(price)
        }
        expect(indices.long[1]).toBe(Number(floor(exact, BIG_PICO)))
        expect(indices.short[1]).toBe(indices.long[1])
        expect(indices.long[0]).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  test('at 4 % an hour on BTC at 100,000 a year fits', () => {
    const indices = new FundingIndices(1)
    // A lot of 0.0001 BTC: 10 USDC, 10,000,000 price units.
    for (let hour = 0; hour < 365 * 24; hour++) indices.accrue(0, 40_000_000_000, 10_000_000_000_000)
    expect(indices.long[0]).toBe(365 * 24 * 400_000_000_000)
  })

  test('that would leave 2^52 is refused, and nothing has changed', () => {
    const indices = new FundingIndices(1)
    indices.accrue(0, 1, 3)
    const before = structuredClone(indices.state())
    expect(() => indices.accrue(0, 8_000 * 10 ** 12, 10 ** 12)).toThrow(/use a smaller lot/)
    expect(indices.state()).toEqual(before)
    expect(MAX_FUNDING_INDEX * 2).toBeLessThanOrEqual(2 ** 53)
  })

  test('never lets shorts receive more than longs pay', () => {
    expect(() => new FundingIndices(1).accrue(0, 5, 1, 6)).toThrow(/more than longs pay/)
    expect(() => new FundingIndices(1).accrue(0, -5, 1, -4)).toThrow(/more than longs pay/)
  })
})
