import type { Stateful } from '../market/stateful.ts'
import { BLOCK_TIMES } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'

/** A block's number (the first after the start is 1) and its time in whole milliseconds. */
export interface BlockStamp {
  readonly block: number
  readonly time: number
}

/** When blocks come. Times rise by at least a millisecond a block; the expected gap is the chain's block time. */
export interface BlockClock extends Stateful {
  /** `'fixed'`, `'poisson'`: as scenarios name it. */
  readonly kind: string
  /** The block in hand; number 0 at the start's time before the first. */
  current(): BlockStamp
  /** The block after the one in hand, which stays so. */
  upcoming(): BlockStamp
  /** Goes on to the next block. */
  next(): BlockStamp
}

/** A time without blocks, milliseconds: none stands at or after `from` and before `from + for`. */
export interface Stall {
  readonly from: number
  readonly for: number
}

/** What both clocks ask. */
export interface BlockClockParameters {
  /** Milliseconds between blocks, whole: exactly (fixed, at least 1) or in the mean (Poisson, at least 2). */
  readonly blockTime: number
  /** Milliseconds at which block 0 stands; 0 when left out. */
  readonly start?: number
  /** Blocks that would fall into one come at its end as one block, from which the cadence goes on; none when left out. */
  readonly stalls?: readonly Stall[]
}

const BLOCK = 0
const TIME = 1
/** Sum of the exponential gaps before rounding. */
const UNROUNDED = 2

const startOf = ({ blockTime, start = 0 }: BlockClockParameters, least: number): number => {
  if (!Number.isSafeInteger(blockTime) || blockTime < least) {
    throw new RangeError(`blockTime: ${blockTime} ms must be a whole number of milliseconds, at least ${least}`)
  }
  if (!Number.isSafeInteger(start)) throw new RangeError(`start: ${start} ms must be a whole number of milliseconds`)
  return start
}

/** The time itself, or the end of the stalls that it lies in. */
const afterStalls = (time: number, stalls: readonly Stall[]): number => {
  const stall = stalls.find(({ from, for: length }) => time >= from && time < from + length)
  return stall === undefined ? time : afterStalls(stall.from + stall.for, stalls)
}

/** A block every `blockTime` milliseconds. @throws RangeError when the parameters break their rules */
export const fixedBlocks = (parameters: BlockClockParameters): BlockClock => {
  const { blockTime, stalls = [] } = parameters
  const clock = new Float64Array([0, startOf(parameters, 1)])
  const upcoming = (): BlockStamp => ({
    block: clock[BLOCK] + 1,
    time: afterStalls(clock[TIME] + blockTime, stalls),
  })
  return {
    kind: 'fixed',
    current: () => ({ block: clock[BLOCK], time: clock[TIME] }),
    upcoming,
    next() {
      const stamp = upcoming()
      clock[BLOCK] = stamp.block
      clock[TIME] = stamp.time
      return stamp
    },
    state: () => ({ clock }),
  }
}

/**
 * Blocks as a Poisson process: gaps are exponential with mean `blockTime`, drawn per block from the clock's own stream.
 * The unrounded times are kept, so that rounding to whole milliseconds does not change the cadence.
 *
 * @throws RangeError when the parameters break their rules
 */
export const poissonBlocks = (parameters: BlockClockParameters & { readonly seed: number }): BlockClock => {
  const { blockTime, stalls = [] } = parameters
  const start = startOf(parameters, 2)
  const clock = new Float64Array([0, start, start])
  const gaps = new RandomStream(parameters.seed, BLOCK_TIMES, 0, 0)
  const upcoming = (): BlockStamp & { readonly unrounded: number } => {
    const block = clock[BLOCK] + 1
    gaps.at(block)
    const unrounded = clock[UNROUNDED] + gaps.exponential() * blockTime
    const due = Math.max(clock[TIME] + 1, Math.floor(unrounded))
    const time = afterStalls(due, stalls)
    return { block, time, unrounded: time > due ? time : unrounded }
  }
  return {
    kind: 'poisson',
    current: () => ({ block: clock[BLOCK], time: clock[TIME] }),
    upcoming: () => {
      const { block, time } = upcoming()
      return { block, time }
    },
    next() {
      const { block, time, unrounded } = upcoming()
      clock[BLOCK] = block
      clock[TIME] = time
      clock[UNROUNDED] = unrounded
      return { block, time }
    },
    state: () => ({ clock }),
  }
}
