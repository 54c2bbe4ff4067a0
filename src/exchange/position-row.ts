/**
 * A position's row: sixteen doubles, two cache lines. What margin and resting orders touch stands in the first line; what
 * only a fill changes in the second. `ledger.row(market, account)` is the index of its slot 0.
 */
export const POSITION_ROW = 16
/** Signed lots, long > 0. */
export const SIZE = 0
/** Funding index of the position's side when funding was last settled, 1e-6 atom a lot. */
export const FUNDING_ENTRY = 1
/** Lots of exposure resting to buy and to sell; reduce-only orders left out. */
export const BUY_LOTS = 2
export const SELL_LOTS = 3
/** Quote atoms that those lots would cost and yield at their limits. */
export const BUY_VALUE = 4
export const SELL_VALUE = 5
/** Slot of the newest resting order + 1; 0 none. */
export const FIRST_ORDER = 6
/** How many orders rest. */
export const ORDERS = 7
/** Quote atoms paid for the open size (negative: received), for display and ADL ranking only. */
export const ENTRY_VALUE = 8
/** Lots and quote atoms of all fills since the start, both sides added. */
export const FILLED_LOTS = 9
export const FILLED_QUOTE = 10
/** Atoms of fees and of funding paid since the start; received ones taken off. */
export const FEES_PAID = 11
export const FUNDING_PAID = 12
