/** Lowest and highest price over a span of time, price micro-units. */
export interface PriceRange {
  readonly low: number
  readonly high: number
}

/**
 * The true (external) price of one market over a run: what the world pays, of which oracles report a noisy late copy.
 * Fixed when it is built: a function of time alone, so neither the engine under test, nor who asks, nor in which order,
 * changes it, and a checkpoint need not hold it. Times are whole milliseconds since the start of the run.
 */
export interface PricePath {
  /** Last time that `priceAt` answers; the first is 0. */
  readonly end: number
  /** Epoch milliseconds of time 0 for recorded prices; 0 for models. */
  readonly epoch: number
  /** Price micro-units (1e-6 price unit), always positive. @throws RangeError outside 0 … `end`, or for a fraction of a millisecond */
  priceAt(milliseconds: number): number
  /** Extremes over `from` … `to`, both included. @throws RangeError as `priceAt`, and when `to` is before `from` */
  between(from: number, to: number): PriceRange
  /** Price of the perpetual at an external venue, price micro-units; absent where the path knows none. Errors as `priceAt`. */
  perp?(milliseconds: number): number
}
