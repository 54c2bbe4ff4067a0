import type { MarketView } from '../market/market-view.ts'
import type { Fraction } from '../numeric/fraction.ts'

/** A trader's own account in its market, as of the view. */
export interface OwnAccount {
  /** Quote atoms. */
  readonly equity: number
  /** Quote atoms that may still become initial margin. */
  readonly free: number
  /** Signed lots. */
  readonly size: number
  /** Quote atoms at the mark, >= 0. */
  readonly notional: number
  /** Lots of all its fills since the start, both sides added. */
  readonly filledLots: number
  /** Orders that rest or wait for a trigger. */
  readonly openOrders: number
}

/** An account below its maintenance requirement. */
export interface LiquidatableAccount {
  readonly account: number
  /** Signed lots. */
  readonly size: number
  /** Quote atoms. */
  readonly equity: number
}

/**
 * All that a trader may read: the chain as it was its latency ago, and the terms of the market, which everybody knows.
 * The simulation implements it; prices are price micro-units.
 */
export interface Sight {
  /** Milliseconds of the block that is seen. */
  readonly time: number
  readonly market: MarketView
  /** Does the engine let orders rest? An order book does, a virtual AMM does not. */
  readonly restingOrders: boolean
  readonly tickUnits: number
  readonly takerFee: Fraction
  readonly makerFee: Fraction
  /** Initial margin per notional of a small position: no order asks for more leverage than its inverse. */
  readonly initialMargin: Fraction
  /** Rate of the next funding payment as it stands, 1e-12; longs pay when it is positive. */
  readonly fundingRatePico: number
  readonly account: OwnAccount
  /** Price at an external venue, the one that the index is made from. */
  external(): number
  /** Accounts below maintenance, worst first. */
  liquidatable(): readonly LiquidatableAccount[]
  /** Lots traded in the market since the start, each match once. */
  readonly volumeLots: number
}
