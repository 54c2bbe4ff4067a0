import { cpus } from 'node:os'
import { OrderBook as NodejsOrderBook, type Side as NodejsSide } from 'nodejs-order-book'
import { orderBook } from '../src/engines/order-book/order-book.ts'
import type { Side } from '../src/market/side.ts'
import { CANCEL, manyResting, nearTheTouch, type OrderStream, widePrices } from './order-streams.ts'
import { type Fills, fold, SEED, Tally } from './tally.ts'

/** One run of a stream's first `length` operations. */
export interface Run {
  readonly nanoseconds: number
  readonly fills: Fills
  /** Bytes of heap per timed operation; `undefined` without --expose-gc. */
  readonly bytes: number | undefined
}

const collect = (globalThis as { gc?: () => void }).gc

/** Runs the stream through this project's book. */
export const runOwn = (stream: OrderStream, length: number): Run => {
  const clearing = new Tally()
  const book = orderBook({ clearing, tickUnits: 1 })
  const handles = new Int32Array(length)
  const { kind, price, lots } = stream
  const play = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      if (kind[i] === CANCEL) {
        const handle = handles[price[i]]
        if (handle > 0) book.cancel(handle)
      } else handles[i] = book.submit(i, kind[i] as Side, lots[i], price[i], 0, 0)
    }
  }
  play(0, stream.timedFrom)
  collect?.()
  const heap = process.memoryUsage().heapUsed
  const start = process.hrtime.bigint()
  play(stream.timedFrom, length)
  const took = Number(process.hrtime.bigint() - start)
  const grown = process.memoryUsage().heapUsed - heap
  const operations = length - stream.timedFrom
  return { nanoseconds: took / operations, fills: clearing.fills, bytes: collect ? grown / operations : undefined }
}

/** Runs the stream through nodejs-order-book. */
export const runNodejs = (stream: OrderStream, length: number): Run => {
  const book = new NodejsOrderBook()
  const { kind, price, lots } = stream
  const words = Int32Array.of(0, 0, SEED)
  const note = (id: string, size: number, at: number): void => {
    words[0]++
    words[1] += size
    words[2] = fold(fold(fold(words[2], Number(id)), size), at)
  }
  const play = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      if (kind[i] === CANCEL) {
        book.cancel(String(price[i]))
        continue
      }
      const id = String(i)
      const side = (kind[i] === 0 ? 'buy' : 'sell') as NodejsSide
      const { done, partial, partialQuantityProcessed } = book.limit({ id, side, size: lots[i], price: price[i] })
      for (const order of done) if (order.id !== id) note(order.id, order.size, (order as { price: number }).price)
      if (partial !== null && partial.id !== id) {
        note(partial.id, partialQuantityProcessed, (partial as { price: number }).price)
      }
    }
  }
  play(0, stream.timedFrom)
  const start = process.hrtime.bigint()
  play(stream.timedFrom, length)
  const took = Number(process.hrtime.bigint() - start)
  return {
    nanoseconds: took / (length - stream.timedFrom),
    fills: { count: words[0], lots: words[1], hash: words[2] >>> 0 },
    bytes: undefined,
  }
}

/** Middle value and the distance between the quartiles. */
const summary = (values: readonly number[]): { median: number; spread: number } => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
  return { median: at(0.5), spread: at(0.75) - at(0.25) }
}

/** One stream's figures, nanoseconds an operation. */
export interface Row {
  readonly stream: string
  readonly own: number
  readonly ownSpread: number
  readonly bytes: number | undefined
  readonly nodejs: number
  readonly nodejsSpread: number
  readonly ratio: number
  readonly equalFills: boolean
  readonly fills: Fills
}

/**
 * Measures one stream: `rounds` runs of the whole of it, and between them runs of its first `common` timed operations
 * through nodejs-order-book, so that both meet the same machine. Their fills are compared over that prefix.
 */
export const measure = (stream: OrderStream, common: number, rounds: number): Row => {
  const prefix = stream.timedFrom + common
  const own: number[] = []
  const nodejs: number[] = []
  for (let i = 0; i < 3; i++) runOwn(stream, stream.length)
  let bytes = Number.POSITIVE_INFINITY
  let theirs = runNodejs(stream, prefix)
  for (let i = 0; i < rounds; i++) {
    const run = runOwn(stream, stream.length)
    own.push(run.nanoseconds)
    // The least of the rounds: now and then the engine compiles a function anew within one.
    bytes = Math.min(bytes, run.bytes ?? Number.NaN)
    theirs = runNodejs(stream, prefix)
    nodejs.push(theirs.nanoseconds)
  }
  const ours = summary(own)
  const other = summary(nodejs)
  return {
    stream: stream.name,
    own: ours.median,
    ownSpread: ours.spread,
    bytes: Number.isNaN(bytes) ? undefined : bytes,
    nodejs: other.median,
    nodejsSpread: other.spread,
    ratio: other.median / ours.median,
    equalFills: JSON.stringify(runOwn(stream, prefix).fills) === JSON.stringify(theirs.fills),
    fills: theirs.fills,
  }
}

/** How fast is the order book, and against nodejs-order-book on the same operations? */
export const main = (): void => {
  console.log(`order book: ${cpus()[0]?.model.trim()} x ${cpus().length}, Node ${process.version}`)
  const rows = [
    measure(nearTheTouch(1_000_000), 40_000, 7),
    measure(manyResting(500_000), 1_000, 5),
    measure(widePrices(500_000), 10_000, 5),
  ]
  for (const row of rows) {
    const bytes =
      row.bytes === undefined ? 'run with --expose-gc for bytes' : `${row.bytes.toFixed(3)} bytes an operation`
    console.log(
      `${row.stream.padEnd(16)} ${row.own.toFixed(1)} ns an operation (spread ${row.ownSpread.toFixed(1)}), ${bytes}; ` +
        `nodejs-order-book ${row.nodejs.toFixed(0)} ns (spread ${row.nodejsSpread.toFixed(0)}), ${row.ratio.toFixed(0)} times; ` +
        `fills ${row.equalFills ? 'equal' : 'DIFFER'} (${row.fills.count} fills, ${row.fills.lots} lots, ${row.fills.hash.toString(16)})`,
    )
  }
}
