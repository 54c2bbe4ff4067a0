// Hot: asked at each order and match; numbers only.
import type { MarginTiers } from './margin-tiers.ts'

/**
 * Largest size in lots (>= 0) that the account can come to hold: all its open buys fill, or all its open sells do.
 * @param size - signed lots held
 * @param buyLots - lots of open buys (>= 0), reduce-only orders left out
 * @param sellLots - lots of open sells (>= 0), likewise
 */
export const exposureLots = (size: number, buyLots: number, sellLots: number): number =>
  Math.max(Math.abs(size + buyLots), Math.abs(size - sellLots))

/**
 * What the open orders of one side lose at once when they all fill: buys above the mark, sells below it.
 * @param lots - signed: positive for buys, negative for sells
 * @param quote - atoms that the orders pay (positive, buys) or receive (negative, sells) at their limits
 * @param mark - price units
 * @returns atoms, 0 when they would gain: a gain that has not happened is no collateral
 */
export const orderLoss = (lots: number, quote: number, mark: number): number => Math.max(0, quote - lots * mark)

/**
 * Initial margin with open orders: the worse of "all buys fill" and "all sells fill", each with the loss
 * its orders make at the mark. Atoms, rounded up.
 * @param buyQuote - atoms that the open buys pay at their limits
 * @param sellQuote - atoms that the open sells receive at their limits (>= 0)
 */
export const initialWithOrders = (
  tiers: MarginTiers,
  size: number,
  mark: number,
  buyLots: number,
  buyQuote: number,
  sellLots: number,
  sellQuote: number,
): number => {
  const allBuys = tiers.initial(Math.abs(size + buyLots) * mark) + orderLoss(buyLots, buyQuote, mark)
  const allSells = tiers.initial(Math.abs(size - sellLots) * mark) + orderLoss(0 - sellLots, 0 - sellQuote, mark)
  return Math.max(allBuys, allSells)
}
