import { compareProducts } from '../numeric/compare-products.ts'

/**
 * In which order the accounts below maintenance are taken:
 * - `lowest-margin-ratio`: equity / maintenance, the worst first;
 * - `largest-notional`: the largest first (dYdX v4 takes it second to the distance of its fillable price);
 * - `account-number`: the oldest account first.
 * Ties go by account number.
 */
export type LiquidationOrder = 'lowest-margin-ratio' | 'largest-notional' | 'account-number'

/** Figures of accounts, by position in the list that is sorted: atoms. */
export interface LiquidationFigures {
  readonly account: Int32Array
  readonly equity: Float64Array
  readonly maintenance: Float64Array
  readonly notional: Float64Array
}

type Comparison = (a: number, b: number) => number

const comparisons: Readonly<Record<LiquidationOrder, (figures: LiquidationFigures) => Comparison>> = {
  // equity_a / maintenance_a < equity_b / maintenance_b, multiplied out
  'lowest-margin-ratio':
    ({ equity, maintenance }) =>
    (a, b) =>
      compareProducts(equity[a], maintenance[b], equity[b], maintenance[a]),
  'largest-notional':
    ({ notional }) =>
    (a, b) =>
      notional[b] - notional[a],
  'account-number': () => () => 0,
}

/**
 * Sorts the accounts to be liquidated: exact, and the same whatever order the candidates came in.
 * @param count - how many entries of `figures` are in use
 * @param out - receives the positions 0 to count - 1 in the order in which they are taken
 */
export const sortForLiquidation = (
  order: LiquidationOrder,
  figures: LiquidationFigures,
  count: number,
  out: Int32Array,
): void => {
  const compare = comparisons[order](figures)
  const { account } = figures
  const positions = out.subarray(0, count)
  for (let i = 0; i < count; i++) positions[i] = i
  positions.sort((a, b) => compare(a, b) || account[a] - account[b])
}
