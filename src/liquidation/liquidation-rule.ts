/** What the liquidation needs of a market's margin rule: requirements in atoms for a notional in atoms. Margin tiers have it. */
export interface MarginRequirement {
  initial(notional: number): number
  maintenance(notional: number): number
}

/** An account under liquidation, with one of its positions in hand, at one moment of the visit. Money in quote atoms, funding settled. */
export interface LiquidationCase {
  readonly equity: number
  /** Maintenance margin of all the account's positions. */
  readonly maintenance: number
  /** Initial margin of all the account's positions and open orders. */
  readonly initial: number
  /** Signed lots of the position in hand; 0 when it is closed. */
  readonly size: number
  /** Price units. */
  readonly mark: number
  /** Notional of the position in hand at the mark. */
  readonly notional: number
  /** How many orders the account has open, in all markets. */
  readonly openOrders: number
  /** Lots closed already in this visit. */
  readonly soldThisVisit: number
  /** Lots that the last taker did not take; 0 when it took all, or none was asked. */
  readonly refusedLots: number
  /** Milliseconds of the last partial close, -1 when there was none. */
  readonly lastClose: number
  /** Milliseconds of the block. */
  readonly now: number
  /** Price units a tick, for limits. */
  readonly tick: number
  /** Requirements of the market of the position in hand. */
  readonly requirement: MarginRequirement
}

/** What is to be done next; only the exchange does it, and asks again after each step but `wait` and `done`. */
export type LiquidationStep =
  /** All open orders of the account go, before any lot is closed. */
  | { readonly kind: 'cancel-orders' }
  /** Close so many lots (> 0) of the position through the first taker, at no worse than `limit` price units; 0 is any price. */
  | { readonly kind: 'close'; readonly lots: number; readonly limit: number }
  /** Offer so many lots to the next taker of the list whose terms admit the account. */
  | { readonly kind: 'hand-over'; readonly lots: number }
  /** Deleverage so many lots at once, whatever the list of takers says. */
  | { readonly kind: 'deleverage'; readonly lots: number }
  /** The account has no position: its negative equity goes down the list of payers. */
  | { readonly kind: 'pay' }
  /** Socialise so many atoms of the negative equity at once, whatever the list of payers says. */
  | { readonly kind: 'socialise'; readonly atoms: number }
  /** Nothing more in this visit; not before `until` (milliseconds, 0 for the next block). */
  | { readonly kind: 'wait'; readonly until: number }
  /** The account is healthy, or nothing of it is left. */
  | { readonly kind: 'done' }

/** Decides how an account below maintenance is brought back or wound up. Pure: the same case, the same step. */
export interface LiquidationRule {
  next(state: LiquidationCase): LiquidationStep
}
