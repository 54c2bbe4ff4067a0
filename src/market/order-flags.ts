/**
 * What an order asks of the engine besides side, lots and limit: one int32 of flags.
 * The bits are part of the seam between engines and exchange (hot), hence numbers and not a record.
 */

/** What does not trade at once is dropped. */
export const IMMEDIATE_OR_CANCEL: number = 1 << 0
/** All lots trade at once, or nothing happens. */
export const FILL_OR_KILL: number = 1 << 1
/** The order may only rest; where it would trade it is refused (`would-cross`). */
export const POST_ONLY: number = 1 << 2
/** With `POST_ONLY`: where it would trade, it is re-priced one tick inside the opposite best instead of refused. */
export const SLIDE: number = 1 << 3
/** The order may only bring its owner's size nearer to zero; it is clipped at each match. */
export const REDUCE_ONLY: number = 1 << 4
/** Without a limit price: the order takes whatever the engine offers. Implies that nothing rests. */
export const MARKET: number = 1 << 5
/** Placed by the liquidation: the taker is not asked for margin, and pays the fees that the fee rule names for it. */
export const LIQUIDATION: number = 1 << 6
/** The order spends exactly the quote atoms in `cell[BUDGET]` (buy: pays, sell: receives); its lots are what the engine gives for it. */
export const BY_QUOTE: number = 1 << 7

/** Self-trade prevention, two bits: the resting order goes, the incoming one goes on (dYdX, Hyperliquid). The default. */
export const CANCEL_RESTING: number = 0
/** Self-trade prevention: the incoming order stops, the resting one stays (Mango's AbortTransaction without the abort). */
export const CANCEL_INCOMING: number = 1 << 8
/** Self-trade prevention: both orders shrink by the smaller of the two, without a fill or a fee (Mango's DecrementTake). */
export const DECREMENT_BOTH: number = 2 << 8
/** Mask of the two self-trade bits. */
export const SELF_TRADE_MASK: number = 3 << 8
