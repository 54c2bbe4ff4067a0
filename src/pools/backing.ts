/**
 * What stands behind the promises of an AMM's pool, which may owe traders more than it holds:
 * - `capital`: its own balance, and nothing else;
 * - `fund`: its own balance, then the insurance fund;
 * - `none`: nothing is promised to be there (Perp v1: the pool is virtual, and other traders' collateral pays).
 */
export type Backing = 'capital' | 'fund' | 'none'

/**
 * Atoms by which a pool, or any account, is insolvent: its negative equity. It is reported beside conservation, whatever the backing.
 */
export const deficitOf = (equity: number): number => Math.max(0, 0 - equity)

/**
 * Atoms that a pool whose equity fell below zero can claim from the fund; the rest of its deficit stays open.
 * @param fund - atoms that the insurance fund has
 */
export const claimOnFund = (backing: Backing, equity: number, fund: number): number =>
  backing === 'fund' ? Math.min(deficitOf(equity), Math.max(0, fund)) : 0

/**
 * Atoms that the pool still has for further losses before it takes what it does not own: a new trade that needs more can be
 * refused by the exchange. Without backing there is no such bound.
 */
export const promised = (backing: Backing, equity: number, fund: number): number => {
  if (backing === 'none') return Infinity
  return Math.max(0, equity) + (backing === 'fund' ? Math.max(0, fund) : 0)
}
