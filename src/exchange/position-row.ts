/**
 * A position's row: sixteen doubles, two cache lines. All that a match touches of an account in a market stands in the
 * first line; running totals in the second. `ledger.row(market, account)` is the index of its slot 0.
 */
export const POSITION_ROW = 16
/** Signed lots, long > 0. */
export const SIZE = 0
/** Quote atoms paid for the open size (negative: received), for display and ADL ranking only. */
export const ENTRY_VALUE = 1
/** Funding index of the position's side when funding was last settled, 1e-6 atom a lot. */
export const FUNDING_ENTRY = 2
/** Lots of exposure resting to buy and to sell; reduce-only orders left out. */
export const BUY_LOTS = 3
export const SELL_LOTS = 4
/** Quote atoms that those lots would cost and yield at their limits. */
export const BUY_VALUE = 5
export const SELL_VALUE = 6
/** Slot of the newest resting order + 1; 0 none. */
export const FIRST_ORDER = 7
/** How many orders rest. */
export const ORDERS = 8
/** Lots and quote atoms of all fills since the start, both sides added. */
export const FILLED_LOTS = 9
export const FILLED_QUOTE = 10
/** Atoms of fees and of funding paid since the start; received ones taken off. */
export const FEES_PAID = 11
export const FUNDING_PAID = 12
