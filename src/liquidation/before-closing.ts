import type { LiquidationCase, LiquidationStep } from './liquidation-rule.ts'

/**
 * The step that comes before any closing, the same with all rules: nothing for an account at or above maintenance (at
 * equality nobody is liquidated); its orders are cancelled first; an account without a position has its loss paid;
 * what one taker refused is offered to the next.
 * @returns `undefined` when it is for the rule to say how many lots are closed
 */
export const beforeClosing = (state: LiquidationCase): LiquidationStep | undefined => {
  if (state.equity >= state.maintenance) return { kind: 'done' }
  if (state.openOrders > 0) return { kind: 'cancel-orders' }
  // without maintenance there is no other position either, and what is below zero is a loss
  if (state.size === 0) return state.maintenance === 0 ? { kind: 'pay' } : { kind: 'done' }
  if (state.refusedLots > 0) return { kind: 'hand-over', lots: Math.min(state.refusedLots, Math.abs(state.size)) }
  return undefined
}
