/** Which way an order trades, as the numeric code that hot paths carry. */
export type Side = 0 | 1

/** Buys lots: the owner's size rises. */
export const BUY: Side = 0
/** Sells lots: the owner's size falls. */
export const SELL: Side = 1

/** The side that takes this one's orders. */
export const opposite = (side: Side): Side => (side ^ 1) as Side

/** What a fill of one lot does to the size of the account on this side: +1 for a buy, -1 for a sell. */
export const signOf = (side: Side): 1 | -1 => (side === BUY ? 1 : -1)

/** The side that brings a signed size nearer to zero; a flat size answers `SELL`. */
export const reducingSide = (size: number): Side => (size < 0 ? BUY : SELL)
