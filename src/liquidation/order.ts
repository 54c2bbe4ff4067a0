import { compareProducts } from '../numeric/compare-products.ts'

/**
 * In which order the accounts below maintenance are taken:
 * - `lowest-margin-ratio`: equity / maintenance, the worst first;
 * - `largest-notional`: the largest first (dYdX v4 takes it second to the distance of its fillable price);
 * - `account-number`: the oldest account first.
 * Ties go by account number.
 */
export type LiquidationOrder = 'lowest-margin-ratio' | 'largest-notional' | 'account-number'

/** What an order looks at of an account: atoms, and its number. */
export interface LiquidationFigures {
  readonly account: number
  readonly equity: number
  readonly maintenance: number
  readonly notional: number
}

/** Compares two accounts for `sort`: negative when the first is taken first. */
export type LiquidationComparison = (a: LiquidationFigures, b: LiquidationFigures) => number

const comparisons: Readonly<Record<LiquidationOrder, LiquidationComparison>> = {
  // equity_a / maintenance_a < equity_b / maintenance_b, multiplied out
  'lowest-margin-ratio': (a, b) => compareProducts(a.equity, b.maintenance, b.equity, a.maintenance),
  'largest-notional': (a, b) => b.notional - a.notional,
  'account-number': () => 0,
}

/**
 * The comparison of an order: exact and total, so that the sorted list is the same whatever order the candidates came in.
 * @example accounts.sort(liquidationOrder('lowest-margin-ratio'))
 */
export const liquidationOrder = (order: LiquidationOrder): LiquidationComparison => {
  const compare = comparisons[order]
  return (a, b) => compare(a, b) || a.account - b.account
}

/** Figures of accounts as parallel arrays, by position in the list that is sorted: atoms. */
export interface LiquidationFigureArrays {
  readonly account: Int32Array
  readonly equity: Float64Array
  readonly maintenance: Float64Array
  readonly notional: Float64Array
}

/**
 * The same order over parallel arrays.
 * @param count - how many entries of `figures` are in use
 * @param out - receives the positions 0 to count - 1 in the order in which they are taken
 */
export const sortForLiquidation = (
  order: LiquidationOrder,
  { account, equity, maintenance, notional }: LiquidationFigureArrays,
  count: number,
  out: Int32Array,
): void => {
  const compare = liquidationOrder(order)
  const at = (i: number): LiquidationFigures => ({
    account: account[i],
    equity: equity[i],
    maintenance: maintenance[i],
    notional: notional[i],
  })
  const positions = out.subarray(0, count)
  for (let i = 0; i < count; i++) positions[i] = i
  positions.sort((a, b) => compare(at(a), at(b)))
}
