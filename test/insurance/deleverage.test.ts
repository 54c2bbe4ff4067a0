import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DeleveragePolicy, profitOf } from '../../src/insurance/deleverage-policy.ts'
import { deleverageProRata } from '../../src/insurance/deleverage-pro-rata.ts'
import { deleverageQueue, deleverageScore } from '../../src/insurance/deleverage-queue.ts'
import { sharedFile } from '../shared-files.ts'
import { candidatesOf, positionsAt } from './candidates.ts'

const wallet = {
  kind: 'wallet-leverage',
  coin: 1,
  requirement: { maintenance: (notional: number) => notional / 20 },
} as const
const policies: [string, DeleveragePolicy][] = [
  ['queue by profit and leverage', deleverageQueue()],
  ['queue by price and leverage', deleverageQueue({ kind: 'price-leverage' })],
  ['queue by wallet and leverage', deleverageQueue(wallet)],
  ['pro rata', deleverageProRata()],
]
const MARK = 1000
const oneSided = fc.oneof(positionsAt(MARK, 1), positionsAt(MARK, -1))

describe.each(policies)('deleveraging, %s', (_, policy) => {
  test('takes whole lots from positions in profit alone, no more than they hold, and as many as are needed or there are', () => {
    fc.assert(
      fc.property(oneSided, fc.oneof(fc.nat(20), fc.nat(1_000_000)), (held, lots) => {
        const candidates = candidatesOf(held)
        const out = new Float64Array(held.length + 1).fill(-1)
        const allocated = policy.allocate(lots, candidates, out)
        let sum = 0
        let inProfit = 0
        held.forEach(({ size }, i) => {
          const profitable = profitOf(candidates, i) > 0
          expect(Number.isSafeInteger(out[i])).toBe(true)
          expect(out[i]).toBeGreaterThanOrEqual(0)
          expect(out[i]).toBeLessThanOrEqual(profitable ? Math.abs(size) : 0)
          sum += out[i]
          if (profitable) inProfit += Math.abs(size)
        })
        expect(sum).toBe(allocated)
        expect(allocated).toBe(Math.min(lots, inProfit))
        expect(out[held.length]).toBe(-1)
      }),
      { numRuns: 500 },
    )
  })

  test('does not depend on the order in which the candidates come', () => {
    fc.assert(
      fc.property(oneSided, fc.nat(100_000), (held, lots) => {
        const numbered = held.map((each, account) => ({ ...each, account }))
        const byAccount = (list: typeof numbered) => {
          const out = new Float64Array(list.length)
          policy.allocate(lots, candidatesOf(list), out)
          return Object.fromEntries(list.map(({ account }, i) => [account, out[i]]))
        }
        expect(byAccount([...numbered].reverse())).toEqual(byAccount(numbered))
      }),
    )
  })
})

describe('the deleveraging queue', () => {
  test('touches nobody while somebody ranked higher still holds lots', () => {
    fc.assert(
      fc.property(oneSided, fc.nat(100_000), (held, lots) => {
        const candidates = candidatesOf(held)
        const out = new Float64Array(held.length)
        deleverageQueue().allocate(lots, candidates, out)
        for (let high = 0; high < held.length; high++)
          for (let low = 0; low < held.length; low++) {
            const ranks = [high, low].map((i) => deleverageScore({ kind: 'profit-leverage' }, candidates, i))
            if (profitOf(candidates, high) > 0 && ranks[0] > ranks[1] && out[low] > 0)
              expect(out[high]).toBe(Math.abs(held[high].size))
          }
      }),
    )
  })

  test.skipIf(sharedFile('vectors/bitmex_binance_docs.json') === undefined)('is BitMEX’s (bitmex-adl-01)', () => {
    const vectors = JSON.parse(readFileSync(sharedFile('vectors/bitmex_binance_docs.json')!, 'utf8')) as {
      id: string
      given: { longs: { account: string; qty: string; score: string }[]; liquidatedShortQty: string }
      expect: { closed: { account: string; qty: string }[]; queue: string[] }
    }[]
    const { given, expect: expected } = vectors.find(({ id }) => id === 'bitmex-adl-01')!
    // score = profit / entry * notional / equity; entry 1000 a contract, profit 1 a contract in 1000: equity sets the score
    const held = given.longs.map(({ account, qty, score }) => ({
      account: Number(account),
      size: Number(qty),
      entryValue: 1000 * Number(qty),
      notional: 1001 * Number(qty),
      equity: (Number(qty) * 1001) / Number(score),
    }))
    const out = new Float64Array(held.length)
    deleverageQueue().allocate(Number(given.liquidatedShortQty), candidatesOf(held), out)
    const closed = Object.fromEntries(expected.closed.map(({ account, qty }) => [account, Number(qty)]))
    given.longs.forEach(({ account }, i) => {
      expect(out[i]).toBe(closed[account] ?? 0)
    })
    const order: string[] = []
    for (let lots = 1; lots <= 100; lots++) {
      deleverageQueue().allocate(lots, candidatesOf(held), out)
      given.longs.forEach(({ account }, i) => {
        if (out[i] > 0 && !order.includes(account)) order.push(account)
      })
    }
    expect(order).toEqual(expected.queue)
  })

  test('ranks by BitMEX’s score (bitmex-adlscore-01, -02)', () => {
    const long = candidatesOf([{ size: 10, entryValue: 1000, notional: 1200, equity: 300 }])
    expect(deleverageScore({ kind: 'profit-leverage' }, long, 0)).toBeCloseTo(0.8, 12)
    const short = candidatesOf([{ size: -10, entryValue: -1000, notional: 800, equity: 300 }])
    expect(deleverageScore({ kind: 'profit-leverage' }, short, 0)).toBeCloseTo(8 / 15, 12)
  })

  test('ranks by Hyperliquid’s index, and leaves out who is not in profit (hl-adl-01)', () => {
    const held = [
      { size: 1, notional: 20_000, entryValue: 20_000 / 1.05, equity: 5000 },
      { size: 1, notional: 50_000, entryValue: 50_000 / 1.2, equity: 10_000 },
      { size: 1, notional: 30_000, entryValue: 30_000 / 1.1, equity: 2000 },
      { size: 1, notional: 90_000, entryValue: 90_000 / 0.95, equity: 3000 },
    ]
    const scores = held.map((_, i) => deleverageScore({ kind: 'price-leverage' }, candidatesOf(held), i))
    expect(scores.map((score) => Math.round(score * 1e9) / 1e9)).toEqual([4.2, 6, 16.5, 28.5])
    const out = new Float64Array(4)
    deleverageQueue({ kind: 'price-leverage' }).allocate(2, candidatesOf(held), out)
    expect([...out]).toEqual([0, 1, 1, 0])
  })

  test('ranks by Binance’s wallet and margin ratio (binance-adl-01 to -04)', () => {
    const score = (profit: number, walletBalance: number, maintenance: number) =>
      deleverageScore(
        { kind: 'wallet-leverage', coin: 1, requirement: { maintenance: () => maintenance } },
        candidatesOf([{ size: 1, notional: 1000 + profit, entryValue: 1000, equity: walletBalance + profit }]),
        0,
      )
    expect(score(500, 1000, 50)).toBeCloseTo(0.5 / 30, 12)
    expect(score(300, 0, 20)).toBeCloseTo(20, 12)
    expect(score(100, -200, 10)).toBe(0)
  })

  test('puts profit on an account without equity first', () => {
    const held = [
      { size: 5, entryValue: 4000, notional: 5000, equity: 1 },
      { size: 5, entryValue: 4999, notional: 5000, equity: 0 },
    ]
    const out = new Float64Array(2)
    deleverageQueue().allocate(6, candidatesOf(held), out)
    expect([...out]).toEqual([1, 5])
  })
})

test('pro-rata deleveraging stays within one lot of the exact share', () => {
  fc.assert(
    fc.property(oneSided, fc.nat(1_000_000), (held, lots) => {
      const candidates = candidatesOf(held)
      const out = new Float64Array(held.length)
      const allocated = deleverageProRata().allocate(lots, candidates, out)
      const total = held.reduce((sum, { size }, i) => sum + (profitOf(candidates, i) > 0 ? Math.abs(size) : 0), 0)
      held.forEach(({ size }, i) => {
        if (profitOf(candidates, i) <= 0) return
        const error = out[i] * total - allocated * Math.abs(size)
        expect(Math.abs(error)).toBeLessThan(total)
      })
    }),
  )
})
