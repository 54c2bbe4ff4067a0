import { cpus } from 'node:os'
import { orderBook } from '../src/engines/order-book/order-book.ts'
import { audit, isConserved } from '../src/exchange/audit.ts'
import { FILLS } from '../src/exchange/counters.ts'
import { Exchange } from '../src/exchange/exchange.ts'
import { LiquidationSearch } from '../src/exchange/liquidation-search.ts'
import { unlimited } from '../src/exchange/trading-limits.ts'
import { marginTiers } from '../src/margin/margin-tiers.ts'
import type { Side } from '../src/market/side.ts'
import { fraction, parseFraction } from '../src/numeric/fraction.ts'
import { POPULATION } from '../src/numeric/purposes.ts'
import { RandomStream } from '../src/numeric/random.ts'
import { runNodejs } from './order-book.ts'
import { CANCEL, nearTheTouch, type OrderStream } from './order-streams.ts'

/** Operations between two blocks: then the mark moves, funding accrues now and then, and accounts below maintenance are searched. */
const BLOCK = 100

interface StepRun {
  readonly nanoseconds: number
  readonly bytes: number | undefined
  readonly fills: number
  readonly listed: number
  readonly refused: number
}

const collect = (globalThis as { gc?: () => void }).gc

/** The whole step for each operation of the stream: entry check, match, margin of both sides, ledgers, fees, funding, liquidation search. */
const runProtocol = (stream: OrderStream, accounts: number): StepRun => {
  const price = stream.price[0]
  const exchange = new Exchange({
    accounts: accounts + 8,
    assets: 1,
    collateral: 0,
    withdrawal: { kind: 'initial' },
    markets: [
      {
        spec: {
          symbol: 'BENCH-PERP',
          market: 0,
          quote: 'USDC',
          quoteDecimals: 6,
          lot: '0.0001',
          tickUnits: 1,
          unitPrice: '0.01',
        },
        tiers: marginTiers([
          { upTo: 1e11, initial: fraction(1, 20), maintenance: fraction(1, 40) },
          { upTo: Infinity, initial: fraction(1, 10), maintenance: fraction(1, 20) },
        ]),
        fees: { maker: parseFraction('-1bps'), taker: parseFraction('4.5bps') },
        limits: unlimited,
        engine: (clearing) => orderBook({ clearing, tickUnits: 1, levels: 1 << 16 }),
      },
    ],
  })
  const { clearing, engine, orders } = exchange.venues[0]
  for (let i = 0; i < accounts; i++) exchange.deposit(exchange.openAccount(), 1e10)
  exchange.markets.mark[0] = price
  const search = new LiquidationSearch(exchange, [price])
  const draws = new RandomStream(1, POPULATION, 0, 0)
  const first = exchange.accounts.count - accounts
  const owner = Int32Array.from({ length: stream.length }, () => first + draws.below(accounts))
  const moves = Int32Array.from({ length: Math.ceil(stream.length / BLOCK) }, () => draws.below(21) - 10)
  const handles = new Int32Array(stream.length)
  const { kind, lots } = stream
  let listed = 0
  let refused = 0
  const play = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      if (kind[i] === CANCEL) {
        if (handles[stream.price[i]] > 0) engine.cancel(handles[stream.price[i]])
      } else {
        clearing.begin()
        const side = kind[i] as Side
        exchange.health.assessWithOrders(
          owner[i],
          0,
          side === 0 ? lots[i] : 0,
          side === 0 ? 0 : lots[i],
          stream.price[i],
        )
        if (exchange.health.figures[0] < exchange.health.figures[1]) {
          refused += 1
          continue
        }
        orders.pendingTag[0] = 0
        handles[i] = engine.submit(owner[i], side, lots[i], stream.price[i], 0, 0)
      }
      if (i % BLOCK !== 0) continue
      const block = i / BLOCK
      exchange.markets.mark[0] = price + moves[block]
      if (block % 20 === 0) exchange.funding.accrue(0, 1_000_000 * moves[block], price * 1_000_000)
      listed += search.list().length
    }
  }
  play(0, stream.timedFrom)
  collect?.()
  const heap = process.memoryUsage().heapUsed
  const start = process.hrtime.bigint()
  play(stream.timedFrom, stream.length)
  const took = Number(process.hrtime.bigint() - start)
  const grown = process.memoryUsage().heapUsed - heap
  if (!isConserved(audit(exchange.ledger))) throw new Error('the benchmark lost money')
  const operations = stream.length - stream.timedFrom
  return {
    nanoseconds: took / operations,
    bytes: collect ? grown / operations : undefined,
    fills: exchange.venues[0].counters.market[FILLS],
    listed,
    refused,
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]

/** What does the full protocol step cost an operation, against nodejs-order-book's bare matching of the same stream? */
export const main = (): void => {
  console.log(`protocol step: ${cpus()[0]?.model.trim()} x ${cpus().length}, Node ${process.version}`)
  const stream = nearTheTouch(1_000_000)
  for (const accounts of [10_000, 100_000]) {
    const runs = Array.from({ length: 5 }, () => runProtocol(stream, accounts))
    const nodejs = median(Array.from({ length: 3 }, () => runNodejs(stream, stream.timedFrom + 20_000).nanoseconds))
    const own = median(runs.map(({ nanoseconds }) => nanoseconds))
    const { bytes, fills, listed, refused } = runs[runs.length - 1]
    console.log(
      `${accounts} accounts: ${own.toFixed(0)} ns an operation (${fills} fills, ${listed} listed, ${refused} refused), ` +
        `${bytes === undefined ? 'run with --expose-gc for bytes' : `${bytes.toFixed(1)} bytes an operation`}; ` +
        `nodejs-order-book's matching ${nodejs.toFixed(0)} ns, ${(nodejs / own).toFixed(1)} times`,
    )
  }
}
