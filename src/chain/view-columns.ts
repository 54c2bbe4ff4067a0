import type { MarketView } from '../market/market-view.ts'

/** Columns of an account's own figures in a view, quote atoms all. */
export const EQUITY = 0
/** What may still be used as initial margin. */
export const FREE = 1
/** Maintenance requirement. */
export const MAINTENANCE = 2
/** Fees paid since the start, rebates taken off. */
export const FEES = 3
/** Funding paid since the start, received funding taken off. */
export const FUNDING = 4
export const ACCOUNT_COLUMNS = 5

/** Columns of an account's figures in one market. Signed lots. */
export const SIZE = 0
/** Quote atoms at the mark, >= 0. */
export const NOTIONAL = 1
/** Lots of all its fills since the start, both sides added. */
export const FILLED_LOTS = 2
/** Quote atoms of all its fills since the start, both sides added. */
export const FILLED_QUOTE = 3
/** How many orders rest or wait for a trigger. */
export const OPEN_ORDERS = 4
export const POSITION_COLUMNS = 5

/** Columns of a market beyond its `MarketView`. Lots traded since the start, each match once. */
export const VOLUME_LOTS = 0
/** Funding rate of the next payment as it stands, 1e-12; longs pay when it is positive. */
export const FUNDING_RATE_PICO = 1
/** Price at the external venue, price micro-units. */
export const EXTERNAL = 2
export const MARKET_COLUMNS = 3

/** What a view copies when a block ends: the simulation answers from the exchange. */
export interface ViewSource {
  /** How many accounts there are; it may rise from block to block, never fall. */
  readonly accounts: number
  /** Arrays of which every view keeps a whole copy, in one order; they may grow from block to block. */
  readonly books: readonly Float64Array[]
  market(market: number): MarketView
  /** Writes the `MARKET_COLUMNS` figures from `into[at]` on. */
  marketFigures(market: number, into: Float64Array, at: number): void
}

/** Reads accounts' figures out of a view's copy of the books, when somebody asks: most accounts nobody asks for. */
export interface BookReader {
  accountFigure(books: readonly Float64Array[], account: number, column: number): number
  positionFigure(books: readonly Float64Array[], account: number, market: number, column: number): number
}
