import { describe, expect, test } from 'vitest'
import { IMMEDIATE_OR_CANCEL, POST_ONLY } from '../../src/market/order-flags.ts'
import { BUY, SELL } from '../../src/market/side.ts'
import type { Outgoing } from '../../src/market/transaction.ts'
import { CANCEL, CANCEL_ALL, PLACE } from '../../src/market/transaction.ts'
import { marketMaker } from '../../src/traders/market-maker.ts'
import type { MarketMakerParameters } from '../../src/traders/market-maker-parameters.ts'
import type { OwnAccount } from '../../src/traders/sight.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { SAMPLE_PRICE, sampleSight, sampleView } from './sample-sight.ts'

const defaults = traderDefaults(1_000_000)['market-maker']
const seat = { seed: 5, group: 1, count: 1, start: 0 }

/** Wakes a maker once a view, each 10 s, and tells what it sent at each. */
const sentOver = (
  views: readonly { price?: number; account?: Partial<OwnAccount>; bid?: number; ask?: number; funding?: number }[],
  { resting = true, ...changes }: Partial<MarketMakerParameters> & { resting?: boolean } = {},
): Outgoing[][] => {
  const maker = marketMaker(seat, { ...defaults, tasteSigma: 0, ...changes })
  return views.map(({ price = SAMPLE_PRICE, account, bid = price - 5, ask = price + 5, funding = 0 }, i) => {
    const sent: Outgoing[] = []
    const sight = sampleSight({
      time: i * 10_000,
      restingOrders: resting,
      market: sampleView(price, { bestBid: bid * 1e6, bestAsk: ask * 1e6 }),
      fundingRatePico: funding,
      ...(account === undefined ? {} : { account }),
    })
    maker.wake(0, i * 10_000 + 500, sight, (order) => sent.push(order))
    return sent
  })
}

const placed = (sent: readonly Outgoing[], side: number): Outgoing[] =>
  sent.filter((order) => order.kind === PLACE && order.side === side)
const resting = { openOrders: 6 }

describe('market maker in a book', () => {
  test('a flat maker quotes post-only, evenly about the external price, best first', () => {
    const [sent] = sentOver([{}])
    const bids = placed(sent, BUY)
    const asks = placed(sent, SELL)
    expect([bids.length, asks.length]).toEqual([3, 3])
    bids.forEach((bid, level) => {
      expect(bid.limit! + asks[level].limit!).toBe(2 * SAMPLE_PRICE)
      expect(bid.lots).toBe(asks[level].lots)
      expect(bid.flags! & POST_ONLY).toBe(POST_ONLY)
      if (level > 0) expect(bid.limit!).toBeLessThan(bids[level - 1].limit!)
    })
    expect(new Set(sent.map((order) => order.tag)).size).toBe(6)
  })

  test('a long maker quotes lower on both sides and bids for less, a short one the reverse', () => {
    // Prices must have moved for inventory to be a risk.
    const moves = [{}, { price: SAMPLE_PRICE + 600 }, {}]
    const quotesAt = (size: number): Outgoing[] => {
      const own = { size, notional: Math.abs(size) * SAMPLE_PRICE }
      return sentOver(
        moves.map((view, i) => ({ ...view, account: { ...own, openOrders: i === 0 ? 0 : 6 } })),
        { requoteShare: 0 },
      )[2]
    }
    const [flat, long, short] = [0, 55_000, -55_000].map(quotesAt)
    for (const side of [BUY, SELL]) {
      expect(placed(long, side)[0].limit!).toBeLessThan(placed(flat, side)[0].limit!)
      expect(placed(short, side)[0].limit!).toBeGreaterThan(placed(flat, side)[0].limit!)
    }
    const offered = (sent: Outgoing[], side: number): number =>
      placed(sent, side).reduce((sum, order) => sum + order.lots!, 0)
    expect(offered(long, BUY)).toBeLessThan(offered(long, SELL))
    expect(offered(short, SELL)).toBeLessThan(offered(short, BUY))
  })

  test('beyond its inventory limit a maker shows one side only', () => {
    const [sent] = sentOver([{ account: { size: 70_000, notional: 70_000 * SAMPLE_PRICE } }])
    expect(placed(sent, BUY)).toEqual([])
    expect(placed(sent, SELL)).toHaveLength(3)
  })

  test('expected funding that longs pay lowers both quotes', () => {
    const [calm] = sentOver([{}])
    const [paid] = sentOver([{ funding: 4_000_000_000 }])
    for (const side of [BUY, SELL]) expect(placed(paid, side)[0].limit!).toBeLessThan(placed(calm, side)[0].limit!)
  })

  test('quotes stay while the price does, and are cancelled and placed under new tags when it has moved', () => {
    const views = [{}, { account: resting }, { price: SAMPLE_PRICE + 6000, account: resting }]
    const [first, second, third] = sentOver(views, { riskAversion: 1e-9, driftWeight: 0, widenAt: 1e9, leaveAt: 1e9 })
    expect(second).toEqual([])
    const cancelled = third.filter((order) => order.kind === CANCEL).map((order) => order.tag)
    expect(cancelled).toEqual(first.map((order) => order.tag))
    expect(third.slice(0, 6).every((order) => order.kind === CANCEL)).toBe(true)
    for (const { tag } of third.slice(6)) expect(cancelled).not.toContain(tag)
    expect(third).toHaveLength(12)
  })

  test('volatility widens the quotes and shrinks them; a storm takes them away', () => {
    const calm = Array.from({ length: 200 }, (_, i) => ({
      price: SAMPLE_PRICE + (i % 2) * 60,
      account: i === 0 ? {} : resting,
    }))
    const shaken = [...calm, ...[2, 4, 2, 5].map((x) => ({ price: SAMPLE_PRICE + x * 4000, account: resting }))]
    const last = (views: typeof calm): Outgoing[] => sentOver(views, { requoteShare: 0 }).at(-1)!
    const width = (sent: Outgoing[]): number => placed(sent, SELL)[0].limit! - placed(sent, BUY)[0].limit!
    expect(width(last(shaken))).toBeGreaterThan(2 * width(last(calm)))
    expect(placed(last(shaken), BUY)[0].lots!).toBeLessThan(placed(last(calm), BUY)[0].lots!)
    const storm = sentOver(shaken, { leaveAt: 3 })
    expect(
      storm
        .slice(calm.length)
        .flat()
        .filter((order) => order.kind === PLACE),
    ).toEqual([])
    expect(
      storm
        .slice(calm.length)
        .flat()
        .filter((order) => order.kind === CANCEL),
    ).toHaveLength(6)
  })

  test('a maker that has lost track of its orders clears the book, waits until it is empty, and quotes anew', () => {
    const lost = { account: { openOrders: 4 } }
    const steps = sentOver([
      {},
      { account: resting },
      lost,
      lost,
      lost,
      { account: { openOrders: 0 } },
      { account: resting },
    ])
    expect(steps.map((sent) => sent.map((order) => order.kind))).toEqual([
      Array(6).fill(PLACE),
      [],
      [CANCEL_ALL],
      [],
      [CANCEL_ALL],
      Array(6).fill(PLACE),
      [],
    ])
  })

  test('when half a quote has been filled, the ladder is filled up', () => {
    const [first, second] = sentOver([{}, { account: { ...resting, filledLots: 10_000, size: 100 } }])
    expect(second.filter((order) => order.kind === CANCEL)).toHaveLength(first.length)
    expect(second.filter((order) => order.kind === PLACE)).toHaveLength(first.length)
  })
})

// After a gap the model's spread has no bound: makers once asked ten times the price, and noise traders bought there.
test('no quote stands further than a tenth of the price from it, whatever the price has done', () => {
  const gap = Array.from({ length: 40 }, (_, i) => ({ price: i < 20 ? SAMPLE_PRICE : Math.floor(SAMPLE_PRICE * 0.7) }))
  for (const [i, sent] of sentOver(gap, { leaveAt: 1000, widenAt: 1 }).entries()) {
    const { price } = gap[i]
    for (const { limit } of [...placed(sent, BUY), ...placed(sent, SELL)])
      expect(Math.abs(limit! / price - 1)).toBeLessThan(0.12)
  }
})

describe('market maker where orders do not rest', () => {
  test('it leaves a market alone that quotes within its own quotes and the fee', () => {
    expect(sentOver([{}], { resting: false })).toEqual([[]])
  })

  test('it takes what is offered beyond them, at no worse than its quote after the fee', () => {
    const dear = SAMPLE_PRICE + 9000
    const [sold] = sentOver([{ bid: dear, ask: dear }], { resting: false })
    expect(sold).toHaveLength(1)
    expect(sold[0]).toMatchObject({ kind: PLACE, side: SELL, flags: IMMEDIATE_OR_CANCEL })
    // After a fee of 4.5 bps it still sells above the external price.
    expect(sold[0].limit! * (1 - 0.00045)).toBeGreaterThan(SAMPLE_PRICE)
    expect(sold[0].limit!).toBeLessThan(dear)
    const cheap = SAMPLE_PRICE - 9000
    const [bought] = sentOver([{ bid: cheap, ask: cheap }], { resting: false })
    expect(bought[0]).toMatchObject({ side: BUY })
    expect(bought[0].limit! * (1 + 0.00045)).toBeLessThan(SAMPLE_PRICE)
  })

  test('what it sent must show in the view before it sends again', () => {
    const dear = SAMPLE_PRICE + 9000
    const maker = marketMaker(seat, defaults)
    const at = (time: number, now: number): number => {
      let sent = 0
      const market = sampleView(SAMPLE_PRICE, { bestBid: dear * 1e6, bestAsk: dear * 1e6 })
      maker.wake(0, now, sampleSight({ time, restingOrders: false, market }), () => {
        sent += 1
      })
      return sent
    }
    expect([at(0, 1000), at(500, 2000), at(1000, 3000), at(1001, 4000)]).toEqual([1, 0, 0, 1])
  })
})
