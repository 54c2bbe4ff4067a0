/** A price from a moment on. */
export interface PriceChange {
  readonly time: number
  readonly price: bigint
}

/** Price times milliseconds over a span, and the span. */
export interface HeldPrice {
  readonly sum: bigint
  readonly milliseconds: bigint
}

/**
 * What a price that holds from each change to the next adds up to over the window that ends now; where there was none yet,
 * over the time since the first. No time at all: the last price, for one millisecond.
 *
 * @param changes - in the order of their times, at least one, none after now
 */
export const heldOver = (changes: readonly PriceChange[], window: number, now: number): HeldPrice => {
  const begins = Math.max(now - window, changes[0].time)
  if (begins >= now) return { sum: changes[changes.length - 1].price, milliseconds: 1n }
  let sum = 0n
  for (const [i, { time, price }] of changes.entries()) {
    const until = i + 1 < changes.length ? changes[i + 1].time : now
    const from = Math.max(begins, time)
    if (until > from) sum += price * BigInt(until - from)
  }
  return { sum, milliseconds: BigInt(now - begins) }
}

/** Takes away what no window that ends now or later reaches, so that a long run stays cheap. */
export const forgetBefore = (changes: PriceChange[], window: number, now: number): void => {
  while (changes.length > 1 && changes[1].time <= now - window) changes.shift()
}
