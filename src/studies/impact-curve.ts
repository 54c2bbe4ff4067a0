/** One point of an impact curve: what an order of this size costs at once. */
export interface ImpactPoint {
  /** Quote atoms at the mid before. */
  readonly notional: number
  readonly lots: number
  /** Average price against the mid before, basis points, positive when it costs the taker. */
  readonly impactBps: number
  /** Marginal price after the order against the mid before, basis points. */
  readonly marginalBps: number
  /** d ln(impact beyond half the spread) / d ln(notional) here: 1 on a linear curve or uniform book, 1/2 where impact goes with the square root. `undefined` at the first point. */
  readonly exponent?: number
}

/** Impact by size on both sides, of an engine in one state. */
export interface ImpactCurve {
  /** Micro-units. */
  readonly mid: number
  /** Half the quoted spread, basis points. */
  readonly halfSpreadBps: number
  readonly buy: readonly ImpactPoint[]
  readonly sell: readonly ImpactPoint[]
  /** Quote atoms where each side ends; `Infinity` where the largest size asked for still trades. */
  readonly buyEnds: number
  readonly sellEnds: number
}
