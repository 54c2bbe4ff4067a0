import { mulDivDown, mulDivUp } from '../numeric/mul-div.ts'

/**
 * Price at which closing the whole position leaves the account with zero equity. Beyond it the shortfall is bad debt.
 *
 * @param size - signed lots
 * @param mark - price units at which `equity` is reckoned
 * @param equity - quote atoms, funding settled; other positions stay at their marks
 * @returns price units, rounded against the account (up for a long, down for a short), so that closing there leaves from 0
 *   to |size| - 1 atoms; 0 for a flat account and for one that no price makes bankrupt
 */
export const bankruptcyPrice = (size: number, mark: number, equity: number): number => {
  if (size === 0) return 0
  const perLot = mulDivDown(equity, 1, Math.abs(size))
  return Math.max(0, size > 0 ? mark - perLot : mark + perLot)
}

/**
 * Quote atoms that go with `lots` of a position when they change hands at the bankruptcy price: what the account receives
 * (a long) or, negative, pays (a short). All lots leave it with exactly zero; a part takes its share of the equity along,
 * rounded up: against the account, and a later part makes it good.
 *
 * @param lots - 1 to |size|
 */
export const bankruptcyQuote = (size: number, mark: number, equity: number, lots: number): number =>
  (size > 0 ? lots * mark : 0 - lots * mark) - mulDivUp(equity, lots, Math.abs(size))
