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
