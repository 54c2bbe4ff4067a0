import { describe, expect, test } from 'vitest'
import { orderBook } from '../../src/engines/order-book/order-book.ts'
import { constantProduct } from '../../src/engines/virtual-amm/constant-product.ts'
import { ladderFrom } from '../../src/engines/virtual-amm/ladder-from.ts'
import { virtualAmm } from '../../src/engines/virtual-amm/virtual-amm.ts'
import { audit, isConserved } from '../../src/exchange/audit.ts'
import { Exchange } from '../../src/exchange/exchange.ts'
import { LAST_LOTS, LAST_QUOTE } from '../../src/exchange/market-clearing.ts'
import { unlimited } from '../../src/exchange/trading-limits.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import type { Clearing } from '../../src/market/clearing.ts'
import type { Engine } from '../../src/market/engine.ts'
import { BY_QUOTE, MARKET, POST_ONLY } from '../../src/market/order-flags.ts'
import { BUY, SELL, type Side } from '../../src/market/side.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { transaction } from '../exchange/small-exchange.ts'

/** Virtual reserves: half of the lots are what one int32 order can still carry far above. */
const B = 100_000_000
const MID = 1_000_003
const Q = B * MID
/** Lots that move the price by 100 bps, to the nearest. */
const DEPTH = Math.round(B * (1 - 1 / Math.sqrt(1.01)))
/** From 1 % of the depth to half the base reserve. */
const SIZES: readonly number[] = [Math.round(DEPTH / 100), Math.round(DEPTH / 10), DEPTH, 10 * DEPTH, B / 5, B / 2]
const WIDEST = 2_000

const exchangeWith = (tickUnits: number, engine: (clearing: Clearing, pool: number) => Engine) => {
  const exchange = new Exchange({
    accounts: 16,
    assets: 1,
    collateral: 0,
    withdrawal: { kind: 'initial' },
    markets: [
      {
        spec: { symbol: 'M', market: 0, quote: 'USDC', quoteDecimals: 6, lot: '0.001', tickUnits, unitPrice: '0.001' },
        tiers: marginTiers([
          { upTo: Number.POSITIVE_INFINITY, initial: fraction(1, 100), maintenance: fraction(1, 200) },
        ]),
        fees: { maker: fraction(0), taker: fraction(0) },
        limits: unlimited,
        engine,
      },
    ],
  })
  exchange.markets.mark[0] = MID
  const taker = exchange.openAccount()
  exchange.deposit(taker, 4e15)
  exchange.deposit(exchange.venues[0].pool, 4e15)
  return { exchange, taker }
}

const curve = () => constantProduct({ lots: B, atoms: Q })
const onCurve = () => exchangeWith(1, (clearing, pool) => virtualAmm({ clearing, pool, curve: curve() }))

/** A book in which the pool rests the ladder cut from the same curve. */
const onLadder = (tickUnits: number, side: Side, lots: number) => {
  const made = exchangeWith(tickUnits, (clearing) => orderBook({ clearing, tickUnits }))
  const { exchange } = made
  const ladder = ladderFrom(curve(), { tickUnits, lots: lots + 1, levels: 1_000_000 })
  const [prices, held] = side === BUY ? [ladder.askPrices, ladder.askLots] : [ladder.bidPrices, ladder.bidLots]
  const account = exchange.venues[0].pool
  prices.forEach((limit, i) => {
    const order = { account, side: side === BUY ? SELL : BUY, lots: held[i], limit, flags: POST_ONLY, tag: i + 1 }
    expect(exchange.place(transaction(order))).toBeGreaterThan(0)
  })
  return made
}

/** Quote atoms that moved when the taker traded all its lots at once. */
const traded = ({ exchange, taker }: ReturnType<typeof onCurve>, side: Side, lots: number): number => {
  expect(exchange.place(transaction({ account: taker, side, lots, flags: MARKET }))).toBe(0)
  const { last } = exchange.venues[0].clearing
  expect(last[LAST_LOTS]).toBe(lots)
  expect(exchange.ledger.sizeOf(0, taker)).toBe(side === BUY ? lots : -lots)
  expect(exchange.ledger.sizeOf(0, exchange.venues[0].pool)).toBe(side === BUY ? -lots : lots)
  expect(isConserved(audit(exchange.ledger))).toBe(true)
  return last[LAST_QUOTE]
}

/** q Q / (B - q) to buy and q Q / (B + q) to sell: q / (B - q) above the mid, q / (B + q) below it. Rounded against the taker. */
const closedForm = (side: Side, lots: number): number => {
  const [q, b, value] = [BigInt(lots), BigInt(B), BigInt(lots) * BigInt(Q)]
  return Number(side === BUY ? (value + b - q - 1n) / (b - q) : value / (b + q))
}

describe.each([
  ['buying', BUY],
  ['selling', SELL],
] as const)('%s from 1 % of the depth to half the base reserve', (_, side) => {
  test('the curve costs its closed form, to the atom, through clearing and ledger', () => {
    for (const lots of SIZES) expect(traded(onCurve(), side, lots)).toBe(closedForm(side, lots))
  })

  test('the ladder costs no less, and at most a tick and one lot’s impact a lot more', () => {
    for (const tickUnits of [WIDEST, 100]) {
      for (const lots of SIZES) {
        const worse =
          (side === BUY ? 1 : -1) * (traded(onLadder(tickUnits, side, lots), side, lots) - closedForm(side, lots))
        expect(worse).toBeGreaterThanOrEqual(0)
        expect(worse / lots).toBeLessThan(tickUnits + 1)
      }
    }
  })

  test('halving the tick halves what the ladder costs beyond the curve', () => {
    for (const lots of SIZES.filter((size) => size >= 10 * DEPTH)) {
      const worse = [WIDEST, WIDEST / 2, WIDEST / 4, WIDEST / 8, WIDEST / 16].map((tickUnits) =>
        Math.abs(traded(onLadder(tickUnits, side, lots), side, lots) - closedForm(side, lots)),
      )
      for (let i = 1; i < worse.length; i++) {
        expect(worse[i] / worse[i - 1]).toBeGreaterThan(0.46)
        expect(worse[i] / worse[i - 1]).toBeLessThan(0.54)
      }
    }
  })
})

test('buying with v quote on the curve costs v / Q above the mid', () => {
  for (const share of [1e-5, 1e-3, 0.01, 0.2, 1]) {
    const atoms = Math.floor(Q * share)
    const { exchange, taker } = onCurve()
    expect(exchange.place(transaction({ account: taker, atoms, flags: MARKET | BY_QUOTE }))).toBe(0)
    const { last } = exchange.venues[0].clearing
    // The whole budget is paid, for the most whole lots that it buys.
    const [lots, quote] = [last[LAST_LOTS], last[LAST_QUOTE]]
    expect(quote).toBe(atoms)
    expect(closedForm(BUY, lots)).toBeLessThanOrEqual(atoms)
    expect(closedForm(BUY, lots + 1)).toBeGreaterThan(atoms)
    // Lots at v / Q above the mid, less what a fraction of a lot would have bought.
    const exact = atoms / (MID * (1 + atoms / Q))
    expect(exact - lots).toBeGreaterThanOrEqual(-1e-6)
    expect(exact - lots).toBeLessThan(1)
  }
})
