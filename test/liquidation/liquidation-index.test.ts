import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LiquidationIndex } from '../../src/liquidation/liquidation-index.ts'
import { type MarginTiers, marginTiers } from '../../src/margin/margin-tiers.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { mulDivUp } from '../../src/numeric/mul-div.ts'

interface Account {
  readonly size: number
  readonly cash: number
  readonly entry: number
}

/** The exact integer rule: equity strictly below maintenance, funding and requirement rounded up. */
const liquidatable = (tiers: MarginTiers, { size, cash, entry }: Account, mark: number, index: number): boolean => {
  if (size === 0) return false
  const equity = cash + size * mark - mulDivUp(size, index - entry, 1_000_000)
  return equity < tiers.maintenance(Math.abs(size) * mark)
}

const tables = [
  marginTiers([{ upTo: Infinity, initial: fraction(1, 10), maintenance: fraction(1, 20) }]),
  marginTiers([
    { upTo: 3_000_000_000, initial: fraction(1, 40), maintenance: fraction(1, 80) },
    { upTo: 40_000_000_000, initial: fraction(1, 15), maintenance: fraction(1, 30) },
    { upTo: Infinity, initial: fraction(1, 5), maintenance: fraction(1, 7) },
  ]),
  marginTiers([
    { upTo: 1_000_000, initial: fraction(1), maintenance: fraction(0) },
    { upTo: Infinity, initial: fraction(1), maintenance: fraction(1) },
  ]),
]

const START = 1_000_000

// an account whose liquidation price lies near `at`, so that thresholds are crossed by the prices tried
const accounts: fc.Arbitrary<Account> = fc
  .record({
    size: fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -1e8, max: 1e8 })),
    at: fc.integer({ min: 1, max: 3 * START }),
    extra: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })),
    entry: fc.integer({ min: -1e11, max: 1e11 }),
    lines: fc.constantFrom(fraction(1, 80), fraction(1, 30), fraction(1, 7), fraction(0)),
  })
  .map(({ size, at, extra, entry, lines }) => ({
    size,
    cash: extra - size * at + mulDivUp(Math.abs(size) * at, lines.n, lines.d),
    entry,
  }))

const marks = fc.record({
  mark: fc.oneof(fc.integer({ min: 1, max: 3 * START }), fc.integer({ min: 1, max: 12 * START })),
  long: fc.integer({ min: -1e11, max: 1e11 }),
  short: fc.integer({ min: -1e11, max: 1e11 }),
})

describe('liquidation index', () => {
  test.each([0, 1, 2])('lists every account that the exact scan liquidates, each once (table %i)', (table) => {
    const tiers = tables[table]
    fc.assert(
      fc.property(
        fc.array(accounts, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(39), fc.option(accounts, { nil: undefined }), marks), { minLength: 1, maxLength: 12 }),
        (initially, changes) => {
          const held = [...initially]
          const index = new LiquidationIndex({ lines: tiers, price: START, accounts: 4 })
          held.forEach(({ size, cash, entry }, account) => {
            index.file(account, size, cash, entry)
          })
          const out = new Int32Array(64)
          for (const [pick, replacement, { mark, long, short }] of changes) {
            const account = pick % held.length
            held[account] = replacement ?? { size: 0, cash: 0, entry: 0 }
            if (replacement) index.file(account, replacement.size, replacement.cash, replacement.entry)
            else index.remove(account)
            const count = index.candidates(mark, long, short, out)
            const listed = [...out.subarray(0, count)]
            expect(new Set(listed).size).toBe(count)
            const exact = (a: number) => liquidatable(tiers, held[a], mark, held[a].size > 0 ? long : short)
            const scanned = held.map((_, a) => a).filter(exact)
            expect(listed.filter(exact).sort((a, b) => a - b)).toEqual(scanned)
          }
        },
      ),
      { numRuns: 250 },
    )
  })

  test('lists an account at its liquidation price, and no longer three price units before', () => {
    const tiers = tables[1]
    const index = new LiquidationIndex({ lines: tiers, price: START })
    const out = new Int32Array(16)
    fc.assert(
      fc.property(accounts, marks, (account, { mark, long, short }) => {
        const funding = account.size > 0 ? long : short
        index.clear()
        index.file(7, account.size, account.cash, account.entry)
        const worse = Math.max(1, mark + (account.size > 0 ? -3 : 3))
        // three units on more than ten lots exceed the slack in atoms and the float error
        fc.pre(Math.abs(account.size) > 10 && mark <= 8 * START && mark > 3)
        const count = index.candidates(mark, long, short, out)
        if (liquidatable(tiers, account, mark, funding)) expect(count).toBe(1)
        else if (!liquidatable(tiers, account, worse, funding)) expect(count).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })

  test('lists whom only the rounding of funding makes liquidatable', () => {
    const index = new LiquidationIndex({ lines: tables[0], price: START })
    const account = { size: 1, cash: 6 - 110, entry: 0 }
    // 6 - 0.4 of funding is above the requirement of 5.5; the protocol reckons 6 - 1 against 6
    expect(liquidatable(tables[0], account, 110, 400_000)).toBe(true)
    index.file(3, account.size, account.cash, account.entry)
    expect(index.candidates(110, 400_000, 0, new Int32Array(4))).toBe(1)
  })

  test('files an account under a line that it reaches only near the highest price', () => {
    const tiers = tables[1]
    const index = new LiquidationIndex({ lines: tiers, price: START })
    const mark = 7.9 * START
    const account = { size: -400, cash: 400 * mark + tiers.maintenance(400 * mark) - 1, entry: 0 }
    expect(tiers.maintenance(400 * mark)).toBeGreaterThan((400 * mark) / 80 + 1e6)
    index.file(0, account.size, account.cash, account.entry)
    expect(index.candidates(mark, 0, 0, new Int32Array(1))).toBe(1)
  })

  test('follows prices and funding far out of its first buckets', () => {
    const tiers = tables[1]
    const index = new LiquidationIndex({ lines: tiers, price: START })
    const out = new Int32Array(2048)
    const held: Account[] = []
    for (let a = 0; a < 2000; a++) {
      const size = (a % 2 === 0 ? 1 : -1) * (1 + (a % 97))
      held.push({ size, cash: -size * START + Math.abs(size) * (20_000 + 400 * a), entry: 0 })
      index.file(a, held[a].size, held[a].cash, 0)
    }
    for (const mark of [1, 10, 900_000, START, 1_400_000, 5 * START, 100 * START])
      for (const funding of [0, 2e12, -9e12]) {
        const count = index.candidates(mark, funding, funding, out)
        const exact = (a: number) => liquidatable(tiers, held[a], mark, funding)
        const scanned = held.map((_, a) => a).filter(exact)
        expect([...out.subarray(0, count)].filter(exact).sort((a, b) => a - b)).toEqual(scanned)
      }
  })

  test('refuses a price that is none', () => {
    expect(() => new LiquidationIndex({ lines: tables[0], price: 0 })).toThrow('price: 0')
  })
})
