/** An axis of numbers: where each stands, and which are marked. */
export interface Scale {
  readonly low: number
  readonly high: number
  /** Position of a number, 0 at `low` to 1 at `high`; what lies outside stands at the nearer end. */
  readonly place: (x: number) => number
  /** Round numbers from `low` to `high`, rising. */
  readonly ticks: readonly number[]
}

/** A position held between 0 and 1. */
export const withinScale = (share: number): number => Math.min(1, Math.max(0, share))
