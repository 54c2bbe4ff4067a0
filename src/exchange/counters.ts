import type { StateArray, Stateful } from '../market/stateful.ts'

/** Slots of a market's running totals: lots, atoms and counts since the start. */
export const FILLS = 0
export const VOLUME_LOTS = 1
export const VOLUME_QUOTE = 2
export const TAKER_FEES = 3
export const MAKER_FEES = 4
/** Closes through the engine that liquidations made: a visit may make several, a takeover is none. */
export const LIQUIDATIONS = 5
export const LIQUIDATED_LOTS = 6
export const LIQUIDATED_QUOTE = 7
/** Atoms by which liquidation fills were worse than the mark. */
export const LIQUIDATION_SLIPPAGE = 8
export const PENALTIES = 9
export const PENALTIES_TO_FUND = 10
export const PENALTIES_TO_LIQUIDATORS = 11
/** Lots and notional taken over by the backstop vault. */
export const BACKSTOP_LOTS = 12
export const BACKSTOP_QUOTE = 13
export const DELEVERAGED_LOTS = 14
export const DELEVERAGED_QUOTE = 15
/** Accounts that were deleveraged, each once. */
export const DELEVERAGED_ACCOUNTS = 16
export const FUND_PAID = 17
export const VAULT_PAID = 18
export const SOCIALISED = 19
/** Atoms of negative equity that nobody paid when the account was closed out. */
export const UNPAID = 20
export const FUNDING_PAID = 21
export const FUNDING_RECEIVED = 22
export const FEES_TO_FUND = 23
export const RECENTRING_COST = 24
export const COUNTERS = 25

/** Running totals of one market; what recorder and metrics read. An account's own stand in its position's row. */
export class Counters implements Stateful {
  readonly market: Float64Array = new Float64Array(COUNTERS)

  state(): Readonly<Record<string, StateArray>> {
    return { market: this.market }
  }
}
