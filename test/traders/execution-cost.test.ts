import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUY, SELL } from '../../src/market/side.ts'
import { type Execution, executionCost } from '../../src/traders/execution-cost.ts'

const MICROS = 1_000_000
const executions: fc.Arbitrary<Execution[]> = fc.array(
  fc.record({
    side: fc.constantFrom(BUY, SELL),
    lots: fc.integer({ min: 1, max: 1_000_000 }),
    quote: fc.nat(5_000_000_000_000),
    fee: fc.integer({ min: -1_000_000, max: 10_000_000 }),
    midBefore: fc.nat(5_000_000 * MICROS),
    bestBefore: fc.nat(5_000_000 * MICROS),
  }),
  { maxLength: 20 },
)

describe('execution cost', () => {
  test('the parts are whole atoms and add up to what was paid beyond the arrival mid, exactly', () => {
    fc.assert(
      fc.property(
        executions,
        fc.integer({ min: 1, max: 5_000_000 * MICROS }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (all, arrival, funding) => {
          const cost = executionCost(arrival, all, funding)
          for (const part of Object.values(cost)) expect(Number.isSafeInteger(part)).toBe(true)
          expect(cost.total).toBe(cost.fee + cost.spread + cost.impact + cost.movement + cost.funding)
          // The total against the arrival mid, in micro-atoms, from scratch; each execution rounds one value by half an atom.
          let exact = BigInt(funding) * BigInt(MICROS)
          for (const { side, lots, quote, fee } of all) {
            const sign = side === BUY ? 1n : -1n
            exact += BigInt(fee) * BigInt(MICROS)
            exact += sign * (BigInt(quote) * BigInt(MICROS) - BigInt(lots) * BigInt(arrival))
          }
          const off = BigInt(cost.total) * BigInt(MICROS) - exact
          const bound = (BigInt(all.length) * BigInt(MICROS)) / 2n
          expect(off <= bound && off >= -bound).toBe(true)
        },
      ),
    )
  })

  test('a buy that walks the book pays half a spread, then impact, then its fee', () => {
    // 10 lots at 101 and 10 at 103 with a mid of 100; 2 atoms of fee.
    const all: Execution[] = [
      { side: BUY, lots: 20, quote: 2040, fee: 2, midBefore: 100 * MICROS, bestBefore: 101 * MICROS },
    ]
    expect(executionCost(100 * MICROS, all, 0)).toEqual({
      fee: 2,
      spread: 20,
      impact: 20,
      movement: 0,
      funding: 0,
      total: 42,
    })
  })

  test('a sale is charged with the same signs, and a market that came its way is a gain', () => {
    const all: Execution[] = [
      { side: SELL, lots: 10, quote: 1020, fee: 0, midBefore: 104 * MICROS, bestBefore: 103 * MICROS },
    ]
    expect(executionCost(100 * MICROS, all, 5)).toEqual({
      fee: 0,
      spread: 10,
      impact: 10,
      movement: -40,
      funding: 5,
      total: -15,
    })
  })

  test('a round trip in a market that has not moved costs twice the one way', () => {
    const way = { lots: 10, fee: 1, midBefore: 100 * MICROS }
    const cost = executionCost(
      100 * MICROS,
      [
        { ...way, side: BUY, quote: 1015, bestBefore: 101 * MICROS },
        { ...way, side: SELL, quote: 985, bestBefore: 99 * MICROS },
      ],
      0,
    )
    expect(cost).toMatchObject({ fee: 2, spread: 20, impact: 10, movement: 0, total: 32 })
  })

  test('a one-sided book charges no spread, and an arrival without a mid is refused', () => {
    const all: Execution[] = [{ side: BUY, lots: 1, quote: 105, fee: 0, midBefore: 0, bestBefore: 103 * MICROS }]
    expect(executionCost(100 * MICROS, all, 0)).toMatchObject({ spread: 0, movement: 3, impact: 2, total: 5 })
    expect(() => executionCost(0, all, 0)).toThrow('arrival mid 0 micro-units must be above 0')
  })
})
