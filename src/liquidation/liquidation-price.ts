import type { MarginRequirement } from './liquidation-rule.ts'

const liquidatableAt = (
  price: number,
  size: number,
  cash: number,
  requirement: MarginRequirement,
  otherMaintenance: number,
): boolean => cash + size * price < requirement.maintenance(Math.abs(size) * price) + otherMaintenance

/**
 * Mark at which an account becomes liquidatable, exact with its tiers, for display: the highest such price for a
 * long, the lowest for a short; the rest of the account stays as it is.
 *
 * @param size - signed lots
 * @param cash - equity without this position's `size * mark`, in atoms
 * @param otherMaintenance - maintenance margin of the account's other positions
 * @returns price units; 0 for a flat account, and where no price up to 2^53 atoms of notional liquidates it
 */
export const liquidationPrice = (
  size: number,
  cash: number,
  requirement: MarginRequirement,
  otherMaintenance: number = 0,
): number => {
  if (size === 0) return 0
  const highest = Math.floor((Number.MAX_SAFE_INTEGER - Math.abs(cash)) / Math.abs(size))
  const isLiquidatable = (price: number) => liquidatableAt(price, size, cash, requirement, otherMaintenance)
  // rates are at most 1, so a long only gets safer as the price rises, and a short only less safe
  let low = 0
  let high = highest + 1
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2)
    if (isLiquidatable(middle) === size > 0) low = middle + 1
    else high = middle
  }
  if (size > 0) return Math.max(0, low - 1)
  return low > highest ? 0 : low
}
