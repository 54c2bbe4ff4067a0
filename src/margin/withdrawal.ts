import { applyUp, type Fraction } from '../numeric/fraction.ts'

/** What a withdrawal rule looks at; all in quote atoms, after settled funding. */
export interface WithdrawalCase {
  readonly equity: number
  /** Initial margin of the positions and open orders. */
  readonly initial: number
  /** Notional of all positions at the mark. */
  readonly notional: number
  /** Profit (or loss, negative) of the positions at the mark that has not been realised. */
  readonly unrealisedProfit: number
}

/**
 * What must stay in the account when money leaves it:
 * - `initial`: the initial margin (dYdX v4);
 * - `share-of-notional`: the greater of the initial margin and a share of the notional (Hyperliquid: 10 %, since March 2025);
 * - `unrealised-profit-excluded`: the initial margin, and profit that is not realised does not count, while a loss does
 *   (Perp v1 `getFreeCollateral`; Mango v4 and Drift v2 weigh such profit to the same end).
 */
export type WithdrawalRule =
  | { readonly kind: 'initial' }
  | { readonly kind: 'share-of-notional'; readonly share: Fraction }
  | { readonly kind: 'unrealised-profit-excluded' }

/** Atoms free to leave the account by the rule, never negative. What must stay is rounded up. */
export const freeToWithdraw = (rule: WithdrawalRule, account: WithdrawalCase): number => {
  switch (rule.kind) {
    case 'initial':
      return Math.max(0, account.equity - account.initial)
    case 'share-of-notional':
      return Math.max(0, account.equity - Math.max(account.initial, applyUp(rule.share, account.notional)))
    case 'unrealised-profit-excluded':
      return Math.max(0, account.equity - Math.max(0, account.unrealisedProfit) - account.initial)
  }
}
