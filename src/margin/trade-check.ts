// Hot: asked at each match, for both sides.
import { compareProducts } from '../numeric/compare-products.ts'

/** An account is liquidated while its equity is strictly below maintenance; at equality nobody is. Without a position there is no maintenance. */
export const isLiquidatable = (equity: number, maintenance: number): boolean => maintenance > 0 && equity < maintenance

/**
 * May an account come from one state to the other by a trade? Yes when the equity covers the initial margin afterwards;
 * else only when the trade makes it no riskier: maintenance does not rise, and equity / maintenance does not fall
 * (dYdX v4 `IsValidStateTransitionForUndercollateralizedSubaccount`). All in atoms, at the same mark.
 */
export const mayTrade = (
  equityBefore: number,
  maintenanceBefore: number,
  equityAfter: number,
  maintenanceAfter: number,
  initialAfter: number,
): boolean => {
  if (equityAfter >= initialAfter) return true
  if (maintenanceAfter > maintenanceBefore) return false
  // where a ratio has no denominator, only a flat account whose equity rises may pass
  if (maintenanceBefore === 0 || maintenanceAfter === 0)
    return maintenanceBefore === 0 && maintenanceAfter === 0 && equityAfter > equityBefore
  return compareProducts(equityAfter, maintenanceBefore, equityBefore, maintenanceAfter) >= 0
}
