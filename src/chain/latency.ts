import type { RandomStream } from '../numeric/random.ts'

/**
 * How long a sender's transactions travel until the block builder has them. The same model's `mean` is how old the chain
 * is that this sender reads, so that what may be read does not hang on a draw.
 */
export interface Latency {
  /** `'fixed'`, `'exponential'`: as scenarios name it. */
  readonly kind: string
  /** Expected milliseconds on the way. */
  readonly mean: number
  /** Whole milliseconds of one transaction, drawn from a stream that stands at the sender's own transaction. */
  delay(draws: RandomStream): number
}

const duration = (x: number, what: string): number => {
  if (!Number.isSafeInteger(x) || x < 0) {
    throw new RangeError(`latency.${what}: ${x} ms must be a whole number of milliseconds, at least 0`)
  }
  return x
}

/** Every transaction takes `milliseconds`. @throws RangeError unless whole and at least 0 */
export const fixedLatency = (milliseconds: number): Latency => {
  const mean = duration(milliseconds, 'fixed')
  return { kind: 'fixed', mean, delay: () => mean }
}

/**
 * At least `least` milliseconds (the distance), and an exponential rest (queues) that brings the mean to `mean`;
 * rounded to whole milliseconds.
 *
 * @throws RangeError unless both are whole and 0 <= least <= mean
 */
export const exponentialLatency = ({ mean, least = 0 }: { mean: number; least?: number }): Latency => {
  duration(mean, 'mean')
  duration(least, 'least')
  if (least > mean) throw new RangeError(`latency.least: ${least} ms must not exceed the mean (${mean} ms)`)
  return {
    kind: 'exponential',
    mean,
    delay: (draws) => least + Math.floor((mean - least) * draws.exponential() + 0.5),
  }
}
