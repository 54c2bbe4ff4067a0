/**
 * Accounts that may be deleveraged: positions of one market, on the side opposite to the liquidated one, all of the same
 * sign, as parallel arrays of which the first `count` entries are in use.
 */
export interface Candidates {
  readonly count: number
  readonly account: Int32Array
  /** Signed lots. */
  readonly size: Float64Array
  /** Quote atoms paid for the position: positive for a long, negative for a short. */
  readonly entryValue: Float64Array
  /** Atoms of the whole account at the mark. */
  readonly equity: Float64Array
  /** Atoms (>= 0) of this position at the mark. */
  readonly notional: Float64Array
}

/** Unrealised profit of candidate i in atoms; negative is a loss. */
export const profitOf = ({ size, notional, entryValue }: Candidates, i: number): number =>
  (size[i] > 0 ? notional[i] : 0 - notional[i]) - entryValue[i]

/** Decides whose positions are closed against lots that nobody took. */
export interface DeleveragePolicy {
  /**
   * Says how many of `lots` (>= 0) each candidate gives up: never more than it holds, together never more than
   * `lots`, and only positions in profit; `out[i]` lots (>= 0) for candidate i. Ties go by account number.
   * @returns lots allocated; fewer than `lots` when the candidates have no more
   */
  allocate(lots: number, candidates: Candidates, out: Float64Array): number
}
