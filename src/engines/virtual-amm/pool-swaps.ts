import { BOTH_MAY_TRADE, type Clearing, QUOTE, TAKER_REFUSED } from '../../market/clearing.ts'
import { LIQUIDATION, REDUCE_ONLY } from '../../market/order-flags.ts'
import {
  BELOW_LOT,
  BEYOND_FLUCTUATION,
  BEYOND_LIMIT,
  BEYOND_TRADE_LIMIT,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  SELF_TRADE,
} from '../../market/refusal.ts'
import { BUY, SELL, type Side } from '../../market/side.ts'
import { applyDown, type Fraction } from '../../numeric/fraction.ts'
import type { BlockBand } from './block-band.ts'
import { type Curve, LARGEST } from './curve.ts'
import type { Spread } from './spread.ts'

// Hot: no method allocates.

/** What swaps with a pool are built from. */
export interface PoolSwapParts {
  readonly clearing: Clearing
  readonly curve: Curve
  readonly pool: number
  readonly spread: Spread
  readonly band: BlockBand | undefined
  readonly tradeLimit: Fraction | undefined
  readonly largestOrder: number | undefined
  /** Its first cell is the block's number. */
  readonly clock: Float64Array
}

/** Trades between a taker and the pool at the curve's price: the one way in which its reserves move by trading. */
export class PoolSwaps {
  readonly #clearing: Clearing
  readonly #curve: Curve
  readonly #pool: number
  readonly #spread: Spread
  readonly #band: BlockBand | undefined
  readonly #tradeLimit: Fraction | undefined
  readonly #largestOrder: number
  readonly #clock: Float64Array
  /** The curve's cells before the trade in hand. */
  readonly #before: Float64Array

  constructor(parts: PoolSwapParts) {
    this.#clearing = parts.clearing
    this.#curve = parts.curve
    this.#pool = parts.pool
    this.#spread = parts.spread
    this.#band = parts.band
    this.#tradeLimit = parts.tradeLimit
    this.#largestOrder = parts.largestOrder ?? LARGEST
    this.#clock = parts.clock
    this.#before = parts.curve.cells.slice()
  }

  /**
   * Trades exactly `lots` (Perpetual Protocol v1's `swapOutput`).
   *
   * @param quoteLimit - most atoms that a buy may cost, or fewest that a sell may yield, spread included; 0 for none
   * @returns 0 when it traded, or a refusal: `BEYOND_TRADE_LIMIT`, `NO_LIQUIDITY`, `BEYOND_LIMIT`, `BEYOND_FLUCTUATION`, `INSUFFICIENT_MARGIN`
   */
  swapLots(owner: number, side: Side, lots: number, quoteLimit: number, flags: number): number {
    const curve = this.#curve
    if (owner === this.#pool) return SELF_TRADE
    if (lots <= 0) return BELOW_LOT
    if (lots > this.#largestOrder) return BEYOND_TRADE_LIMIT
    if (side === BUY) {
      if (this.#tradeLimit !== undefined && lots > applyDown(this.#tradeLimit, curve.lotReserve()))
        return BEYOND_TRADE_LIMIT
      if (lots > curve.buyable()) return NO_LIQUIDITY
      const atoms = curve.quoteToBuy(lots)
      if (atoms > this.#spread.spendable(curve)) return NO_LIQUIDITY
      const paid = this.#spread.added(BUY, atoms)
      if (quoteLimit !== 0 && paid > quoteLimit) return BEYOND_LIMIT
      return this.#trade(owner, BUY, lots, atoms, paid, flags)
    }
    if (lots > curve.sellable()) return NO_LIQUIDITY
    const atoms = curve.quoteToSell(lots)
    const received = this.#spread.added(SELL, atoms)
    if (quoteLimit !== 0 && received < quoteLimit) return BEYOND_LIMIT
    return this.#trade(owner, SELL, lots, atoms, received, flags)
  }

  /**
   * Trades exactly `atoms` of quote, spread included (Perpetual Protocol v1's `swapInput`): a buy pays them, a sell receives them.
   *
   * @param lotsLimit - fewest lots that a buy may get, or most that a sell may need; 0 for none
   * @returns as `swapLots`; `BELOW_LOT` where the atoms buy no lot
   */
  swapQuote(owner: number, side: Side, atoms: number, lotsLimit: number, flags: number): number {
    const curve = this.#curve
    if (owner === this.#pool) return SELF_TRADE
    if (atoms <= 0) return BELOW_LOT
    const moved = this.#spread.removed(side, atoms)
    let lots: number
    if (side === BUY) {
      if (moved > this.#spread.spendable(curve)) return NO_LIQUIDITY
      lots = curve.lotsForQuoteIn(moved)
      if (lots === 0) return BELOW_LOT
      if (lotsLimit !== 0 && lots < lotsLimit) return BEYOND_LIMIT
    } else {
      if (this.#tradeLimit !== undefined && moved > applyDown(this.#tradeLimit, curve.quoteReserve()))
        return BEYOND_TRADE_LIMIT
      if (moved > curve.payable()) return NO_LIQUIDITY
      lots = curve.lotsForQuoteOut(moved)
      if (lotsLimit !== 0 && lots > lotsLimit) return BEYOND_LIMIT
    }
    if (lots > this.#largestOrder) return BEYOND_TRADE_LIMIT
    return this.#trade(owner, side, lots, moved, atoms, flags)
  }

  /** Does the price lie within this block's fluctuation band? */
  isInBand(): boolean {
    const band = this.#band
    return (
      band === undefined || band.contains(this.#clock[0], this.#curve.priceNumerator(), this.#curve.priceDenominator())
    )
  }

  #trade(owner: number, side: Side, lots: number, moved: number, paid: number, flags: number): number {
    const clearing = this.#clearing
    const band = this.#band
    if (band !== undefined && !this.isInBand()) return BEYOND_FLUCTUATION
    this.#remember()
    this.#move(side, lots, moved)
    if (band !== undefined && (flags & (LIQUIDATION | REDUCE_ONLY)) === 0 && !this.isInBand()) {
      this.#restore()
      return BEYOND_FLUCTUATION
    }
    clearing.cell[QUOTE] = paid
    const verdict = clearing.canTrade(this.#pool, owner, side, lots, flags)
    if (verdict !== BOTH_MAY_TRADE) {
      this.#restore()
      return verdict === TAKER_REFUSED ? INSUFFICIENT_MARGIN : NO_LIQUIDITY
    }
    clearing.cell[QUOTE] = paid
    clearing.fill(this.#pool, owner, side, lots, flags)
    if (band !== undefined) band.note(this.#clock[0], this.#curve.priceNumerator(), this.#curve.priceDenominator())
    return 0
  }

  #move(side: Side, lots: number, atoms: number): void {
    if (side === BUY) this.#curve.bought(lots, atoms)
    else this.#curve.sold(lots, atoms)
  }

  #remember(): void {
    const cells = this.#curve.cells
    for (let i = 0; i < cells.length; i++) this.#before[i] = cells[i]
  }

  #restore(): void {
    const cells = this.#curve.cells
    for (let i = 0; i < cells.length; i++) cells[i] = this.#before[i]
  }
}
