import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BookReader,
  EQUITY,
  EXTERNAL,
  MARKET_COLUMNS,
  SIZE,
  type ViewSource,
} from '../../src/chain/view-columns.ts'
import { type BlockView, ViewRing } from '../../src/chain/view-ring.ts'
import type { MarketView } from '../../src/market/market-view.ts'

/** A source in which every figure is the block's time, so that whatever is read tells how new it is. */
const sourceOf = (time: number, accounts = 3): ViewSource => {
  const view = (market: number): MarketView => ({
    symbol: `M${market}`,
    index: time,
    indexLow: time,
    indexHigh: time,
    indexTime: time,
    indexStatus: 0,
    mark: time,
    mid: time,
    bestBid: time,
    bestAsk: time,
    impactBid: time,
    impactAsk: time,
    openInterest: time,
    skew: time + market,
  })
  return {
    accounts,
    market: view,
    marketFigures: (market, into, at) => into.fill(time + market, at, at + MARKET_COLUMNS),
    books: [Float64Array.from({ length: accounts }, (_, account) => time + account / 8), Float64Array.of(time)],
  }
}

const reader: BookReader = {
  accountFigure: ([accounts], account) => accounts[account],
  positionFigure: ([accounts, [time]], account, market) => accounts[account] + market / 2 + time - time,
}

/** Every figure of a view must be of the block that the view names. Plain comparisons: it is asked a hundred thousand times. */
const expectOf = (view: BlockView, markets: number): void => {
  const { time } = view
  const same = (figure: number | string, wanted: number | string): void => {
    if (figure !== wanted) throw new Error(`the view of ${time} shows ${figure} instead of ${wanted}`)
  }
  for (let market = 0; market < markets; market++) {
    const { symbol, indexStatus, skew, ...prices } = view.market(market)
    same(symbol, `M${market}`)
    same(indexStatus, 0)
    same(skew, time + market)
    for (const price of Object.values(prices)) same(price, time)
    same(view.marketFigure(market, EXTERNAL), time + market)
    for (let account = 0; account < view.accounts; account++) {
      same(view.accountFigure(account, EQUITY), time + account / 8)
      same(view.positionFigure(account, market, SIZE), time + account / 8 + market / 2)
    }
  }
}

describe('view ring', () => {
  test('whatever the gaps between blocks, a trader reads the newest block that is as old as its latency, and nothing newer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 4000 }), fc.nat(2)), { minLength: 1, maxLength: 40 }),
        fc.nat(5000),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }),
        (gaps, longest, shares) => {
          const ring = new ViewRing({ symbols: ['M0', 'M1'], latency: longest, blockTime: 2000, reader })
          const times = [-longest]
          ring.push(-longest, sourceOf(-longest, 1))
          let time = 0
          let accounts = 1
          const kept: BlockView[] = []
          for (const [gap, more] of gaps) {
            for (const now of [time, time + Math.floor(gap / 2), time + gap - 1]) {
              for (const share of shares) {
                const latency = Math.floor((longest * share) / 1000)
                const view = ring.at(now - latency)
                if (view.time !== times.findLast((t) => t <= now - latency))
                  throw new Error(`${view.time} at ${now} - ${latency}`)
                expectOf(view, 2)
                kept.push(view)
              }
            }
            time += gap
            accounts += more * 7
            ring.push(time, sourceOf(time, accounts))
            times.push(time)
            // A reference kept from earlier says what it said, or nothing.
            for (const view of kept) {
              let figure: number
              try {
                figure = view.accountFigure(0, EQUITY)
              } catch (error) {
                if (!String(error).includes('no longer kept')) throw error
                continue
              }
              if (figure !== view.time) throw new Error(`${figure} in the view of ${view.time}`)
            }
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('a market view kept by reference neither changes nor can be changed', () => {
    const ring = new ViewRing({ symbols: ['M0'], latency: 0, blockTime: 1, reader })
    ring.push(0, sourceOf(0))
    const market = ring.at(0).market(0)
    const block = ring.at(0)
    for (let time = 1; time < 20; time++) ring.push(time, sourceOf(time))
    expect(market.index).toBe(0)
    expect(() => Object.assign(market, { index: 5 })).toThrow(TypeError)
    expect(() => Object.assign(block, { time: 5 })).toThrow(TypeError)
    expect(() => block.market(0)).toThrow('no longer kept')
  })

  test('asking for more age than was declared is an error, never something newer', () => {
    const ring = new ViewRing({ symbols: ['M0'], latency: 1000, blockTime: 1000, reader })
    expect(() => ring.at(0)).toThrow('there is none yet')
    for (let time = 0; time <= 9000; time += 1000) ring.push(time, sourceOf(time))
    expect(ring.at(8000).time).toBe(8000)
    expect(() => ring.at(7000)).toThrow('no view as old as 7000 ms')
    expect(() => ring.push(9000, sourceOf(9000))).toThrow('9000 ms is not after 9000 ms')
  })

  test('the ring keeps to its size while blocks keep to their time', () => {
    const ring = new ViewRing({ symbols: ['M0'], latency: 5000, blockTime: 2000, reader })
    const { length } = ring.state().times
    for (let time = -5000; time < 100_000; time += 2000) ring.push(time, sourceOf(time))
    expect(ring.state().times.length).toBe(length)
  })

  test('a ring restored from its arrays shows the same past', () => {
    const ring = new ViewRing({ symbols: ['M0', 'M1'], latency: 3000, blockTime: 2000, reader })
    for (let time = -3000; time < 9000; time += 300) ring.push(time, sourceOf(time, 40))
    const resumed = new ViewRing({ symbols: ['M0', 'M1'], latency: 3000, blockTime: 2000, reader })
    resumed.push(0, sourceOf(0))
    const stale = resumed.at(0)
    const saved = ring.state()
    resumed.reserve(Object.fromEntries(Object.entries(saved).map(([name, array]) => [name, array.length])))
    for (const [name, array] of Object.entries(resumed.state())) array.set(saved[name])
    resumed.restored()
    expect(() => stale.market(0)).toThrow('no longer kept')
    for (let time = 6000; time <= 9000; time += 100) {
      expect(resumed.at(time).time).toBe(ring.at(time).time)
      expectOf(resumed.at(time), 2)
    }
  })
})
