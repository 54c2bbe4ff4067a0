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
 * Placements about a middle that wanders a tick at a time, cancels of recent placements.
 *
 * @param spread - most ticks between a resting placement and the middle
 * @param recent - cancels name one of so many latest placements
 * @param crossing - share of placements that reach through the middle
 */
const wandering = (
  out: OrderStream,
  next: () => number,
  middle: number,
  spread: number,
  recent: number,
  crossing: number,
): void => {
  let mid = middle
  const alive = new Int32Array(out.length)
  let count = 0
  for (let i = 0; i < out.timedFrom; i++) {
    const sells = i & 1
    const away = 1 + Math.floor(next() * spread)
    out.kind[i] = sells
    out.price[i] = sells ? mid + away : mid - away
    out.lots[i] = 1 + Math.floor(next() * 20)
    alive[count++] = i
  }
  for (let i = out.timedFrom; i < out.length; i++) {
    const draw = next()
    if (draw < 0.46 && count > 0) {
      const pick = count - 1 - Math.floor(next() * Math.min(count, recent))
      out.kind[i] = CANCEL
      out.price[i] = alive[pick]
      alive[pick] = alive[--count]
      continue
    }
    const step = next()
    if (step < 0.02) mid++
    else if (step < 0.04) mid--
    const sells = next() < 0.5 ? 0 : 1
    const away = next() < crossing ? -Math.floor(next() * 4) : 1 + Math.floor(next() * next() * spread)
    out.kind[i] = sells
    out.price[i] = sells ? mid + away : mid - away
    out.lots[i] = 1 + Math.floor(next() * 20)
    alive[count++] = i
  }
}

/** Everything happens within some ten ticks of the touch, a few hundred orders rest. */
export const nearTheTouch = (length: number): OrderStream => {
  const out = stream('near the touch', 400, length)
  wandering(out, draws(0x1f123bb5), 100_000, 12, 400, 0.16)
  return out
}

/** 100,000 orders rest over 2,000 ticks before the clock starts. */
export const manyResting = (length: number): OrderStream => {
  const out = stream('100,000 resting', 100_000, 100_000 + length)
  wandering(out, draws(0x2545f491), 100_000, 1_000, 100_000, 0.05)
  return out
}

/** Placements anywhere within 500,000 ticks, so most levels are empty or new. */
export const widePrices = (length: number): OrderStream => {
  const out = stream('500,000 ticks', 20_000, 20_000 + length)
  wandering(out, draws(0x6c078965), 300_000, 250_000, 20_000, 0.1)
  return out
}
