import type { Change } from '../../scenario/vary/change.ts'

/** Kinds of stress, in the order in which the battery has them. */
export const STRESS_GROUPS = [
  'price',
  'funding',
  'oracle',
  'liquidity',
  'whale',
  'collateral',
  'block-stall',
  'congestion',
  'skew',
] as const
export type StressGroup = (typeof STRESS_GROUPS)[number]

/** The number that scales a case. */
export interface StressSize {
  /** Always above 0; which way it goes, the case says. */
  readonly value: number
  /** `share`: 0.2 is 20 %; `rate`: of one funding payment, 0.01 is 1 %. */
  readonly unit: 'share' | 'rate' | 'minutes'
}

/** One case of the battery: what is changed in the scenario, and what a reader must know of it. */
export interface StressCase {
  /** `price-fall-one-minute-20`: names the case in stores and tables. */
  readonly id: string
  readonly group: StressGroup
  /** One sentence. */
  readonly title: string
  readonly size: StressSize
  /** What the case changes of the scenario that it was made for. */
  readonly changes: readonly Change[]
  /** Milliseconds of the run at which the stress begins, and at which its cause is over; left out where it lasts from the first block to the last. */
  readonly window?: StressWindow
  /** The same case in other sizes; left out where its size is not to be chosen. */
  readonly ladder?: StressLadder
  /** Of a case of the matrix of moves and skews: where it stands. */
  readonly skewed?: SkewedMove
}

/** A move of prices upon a crowd that leans to one side. */
export interface SkewedMove {
  /** Position of those who lean, long above 0, as a share of the usual open interest. */
  readonly skew: number
  /** Share by which the price moves in a minute, with its sign. */
  readonly move: number
}

/** Milliseconds of the run. */
export interface StressWindow {
  readonly from: number
  readonly until: number
}

/** One case in all its sizes: what a search for the smallest that breaks asks. */
export interface StressLadder {
  /** `price-fall-one-minute`: the cases of one ladder differ in their size alone. */
  readonly id: string
  readonly unit: StressSize['unit']
  /** Sizes to begin with, rising. */
  readonly grid: readonly number[]
  /** Sizes closer than this are not told apart. */
  readonly resolution: number
  /** Id of the case that is left at size 0; left out where that is no stress at all. */
  readonly upon?: string
  /** The case in a size from the first to the last of the grid. @throws RangeError for a size that the scenario has no room for */
  readonly at: (size: number) => StressCase
}

/** A case that says nothing of this scenario, and why. */
export interface SkippedStressCase {
  readonly id: string
  readonly group: StressGroup
  readonly title: string
  /** A clause that follows "skipped:". */
  readonly skipped: string
}

/** A line of the battery. */
export type StressEntry = StressCase | SkippedStressCase
