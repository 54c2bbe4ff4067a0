import { orderBook } from '../src/engines/order-book/order-book.ts'
import { BUY, SELL, type Side } from '../src/market/side.ts'
import { Tally } from './tally.ts'

/**
 * Seeded streams of order-book operations, written down before any clock runs: an operation is a placement of a limit
 * order or a cancel of an earlier placement, named by that operation's ordinal, whatever has become of the order.
 */
export interface OrderStream {
  readonly name: string
  /** Operations before this one only fill the book. */
  readonly timedFrom: number
  readonly length: number
  /** 0 buy, 1 sell, 2 cancel. */
  readonly kind: Uint8Array
  /** Price in ticks of a placement; the cancelled placement's ordinal of a cancel. */
  readonly price: Int32Array
  readonly lots: Int32Array
}

/** Kind of an operation that cancels. */
export const CANCEL = 2

/** xorshift32: the streams need no more, and must not change when the simulator's generator does. */
const draws = (seed: number): (() => number) => {
  let word = seed | 0
  return () => {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    return (word >>> 0) / 4294967296
  }
}

const stream = (name: string, timedFrom: number, length: number): OrderStream => ({
  name,
  timedFrom,
  length,
  kind: new Uint8Array(length),
  price: new Int32Array(length),
  lots: new Int32Array(length),
})

/**
 * Placements about a middle that wanders a tick at a time, and cancels of orders that rest, so that about as many rest
 * at the end as at the start.
 *
 * @param spread - most ticks between a resting placement and the middle
 * @param crossing - share of placements that reach up to three ticks through the middle
 */
const wandering = (out: OrderStream, next: () => number, middle: number, spread: number, crossing: number): void => {
  const book = orderBook({ clearing: new Tally(), tickUnits: 1 })
  const handles = new Int32Array(out.length)
  const alive = new Int32Array(out.length)
  let count = 0
  let mid = middle
  const place = (i: number, sells: Side, price: number): void => {
    out.kind[i] = sells
    out.price[i] = price
    out.lots[i] = 1 + Math.floor(next() * 20)
    handles[i] = book.submit(i, sells, out.lots[i], price, 0, 0)
    if (handles[i] > 0) alive[count++] = i
  }
  const pickAlive = (): number => {
    for (;;) {
      const pick = Math.floor(next() * count)
      const ordinal = alive[pick]
      if (book.lotsOf(handles[ordinal]) > 0) return ordinal
      alive[pick] = alive[--count]
    }
  }
  for (let i = 0; i < out.timedFrom; i++) {
    const away = 1 + Math.floor(next() * spread)
    place(i, (i & 1) as Side, i & 1 ? mid + away : mid - away)
  }
  for (let i = out.timedFrom; i < out.length; i++) {
    if (next() < (book.resting > out.timedFrom ? 0.6 : 0.3)) {
      const ordinal = pickAlive()
      out.kind[i] = CANCEL
      out.price[i] = ordinal
      book.cancel(handles[ordinal])
      continue
    }
    const step = next()
    if (step < 0.02) mid++
    else if (step < 0.04) mid--
    const sells: Side = next() < 0.5 ? BUY : SELL
    const away = next() < crossing ? -Math.floor(next() * 4) : 1 + Math.floor(next() * spread)
    place(i, sells, sells === SELL ? mid + away : mid - away)
  }
}

/** Everything happens within a dozen ticks of the touch, where about 2,500 orders rest: some 100 a level, as in a liquid future by day. */
export const nearTheTouch = (length: number): OrderStream => {
  const out = stream('near the touch', 2_500, 2_500 + length)
  wandering(out, draws(0x1f123bb5), 100_000, 12, 0.16)
  return out
}

/** 100,000 orders rest over 2,000 ticks before the clock starts. */
export const manyResting = (length: number): OrderStream => {
  const out = stream('100,000 resting', 100_000, 100_000 + length)
  wandering(out, draws(0x2545f491), 100_000, 1_000, 0.05)
  return out
}

/** Placements anywhere within 500,000 ticks, so most levels are empty or new. */
export const widePrices = (length: number): OrderStream => {
  const out = stream('500,000 ticks', 20_000, 20_000 + length)
  wandering(out, draws(0x6c078965), 300_000, 250_000, 0.1)
  return out
}
