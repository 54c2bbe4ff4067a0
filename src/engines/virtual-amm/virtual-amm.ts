import { AFTER, BOTH_MAY_TRADE, BUDGET, type Clearing, COST, QUOTE, TAKER_REFUSED } from '../../market/clearing.ts'
import type { Engine } from '../../market/engine.ts'
import { BY_QUOTE, FILL_OR_KILL, LIQUIDATION, POST_ONLY, REDUCE_ONLY } from '../../market/order-flags.ts'
import { MICROS_PER_UNIT } from '../../market/price.ts'
import {
  BELOW_LOT,
  BEYOND_FLUCTUATION,
  BEYOND_LIMIT,
  BEYOND_TRADE_LIMIT,
  EXPIRED,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  NOT_ALL_FILLED,
  SELF_TRADE,
  UNKNOWN_ORDER,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../market/refusal.ts'
import { BUY, SELL, type Side } from '../../market/side.ts'
import type { StateArray } from '../../market/stateful.ts'
import { compareProducts } from '../../numeric/compare-products.ts'
import { applyDown, applyUp, type Fraction, fraction } from '../../numeric/fraction.ts'
import { mulDivDown, mulDivHalfEven, mulDivUp } from '../../numeric/mul-div.ts'
import { BlockBand } from './block-band.ts'
import { type Curve, LARGEST } from './curve.ts'
import { optionFaults, type RecentringRule, type VirtualAmmOptions } from './options.ts'
import { moveToIndex } from './recentring.ts'

// Hot: `submit`, `swapLots`, `swapQuote`, `quote` and `lotsFor` allocate nothing. `recentre` runs once a block at most, and may.

const BLOCK = 0
const TIME = 1
/** Index as published, in price micro-units; 0 before the first. */
const INDEX = 2
/** Time of the last re-centring. */
const RECENTRED = 3
const CELLS = 4

const NOTHING: Fraction = fraction(0)
const TEN_BPS: Fraction = fraction(1, 1000)

/** What a virtual AMM is built from. */
export interface VirtualAmmParts {
  readonly clearing: Clearing
  /** The engine's own from now on: its reserves move with every trade. */
  readonly curve: Curve
  /** Account that stands on the other side of every trade. */
  readonly pool: number
  readonly options?: VirtualAmmOptions
}

/**
 * An engine whose price comes from a curve over virtual reserves, and whose counterparty is one account, the pool's.
 * Nothing rests: what does not trade at once is dropped, and handles do not exist.
 */
export class VirtualAmm implements Engine {
  readonly kind = 'virtual-amm'
  readonly #clearing: Clearing
  readonly #curve: Curve
  readonly #pool: number
  readonly #spread: Fraction
  readonly #tradeLimit: Fraction | undefined
  readonly #largestOrder: number
  readonly #level: Fraction
  readonly #recentring: RecentringRule | undefined
  readonly #band: BlockBand | undefined
  readonly #cells = new Float64Array(CELLS)
  /** The curve's cells before the trade or the look in hand. */
  readonly #before: Float64Array
  readonly #savedCurve: Float64Array
  readonly #savedCells = new Float64Array(CELLS)
  readonly #savedBand: Float64Array

  constructor(parts: VirtualAmmParts) {
    const options = parts.options ?? {}
    this.#clearing = parts.clearing
    this.#curve = parts.curve
    this.#pool = parts.pool
    this.#spread = options.spread ?? NOTHING
    this.#tradeLimit = options.tradeLimit
    this.#largestOrder = options.largestOrder ?? LARGEST
    this.#level = options.level ?? TEN_BPS
    this.#recentring = options.recentring
    this.#band = options.fluctuation && new BlockBand(options.fluctuation)
    this.#band?.reset(0, parts.curve.priceNumerator(), parts.curve.priceDenominator())
    this.#before = parts.curve.cells.slice()
    this.#savedCurve = parts.curve.cells.slice()
    this.#savedBand = this.#band ? this.#band.cells.slice() : new Float64Array(0)
  }

  /**
   * As `Engine.submit`. Takes lots up to the limit, all of them with `FILL_OR_KILL`; without a limit, an order that the curve cannot
   * fill is refused whole, since its last lots would cost a whole reserve. `BY_QUOTE` ignores `lots` and trades exactly `cell[BUDGET]`
   * atoms, spread included, unless the limit or `REDUCE_ONLY` stops it earlier. `POST_ONLY` is refused: there is nothing to rest on.
   *
   * @returns 0 when it traded, or a refusal; `BEYOND_LIMIT` also for the rest of an order that traded up to its limit
   */
  submit(owner: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number {
    if ((flags & POST_ONLY) !== 0) return WOULD_CROSS
    if (expiry !== 0 && expiry <= this.#cells[TIME]) return EXPIRED
    const budget = this.#clearing.cell[BUDGET]
    let byQuote = (flags & BY_QUOTE) !== 0
    let wanted = byQuote ? this.#lotsWithin(side, budget) : lots
    if (wanted <= 0) return byQuote && side === SELL && budget > 0 ? NO_LIQUIDITY : BELOW_LOT
    if ((flags & REDUCE_ONLY) !== 0) {
      const reducible = this.#clearing.reducible(owner, side)
      if (reducible <= 0) return WOULD_INCREASE
      if (reducible < wanted) {
        wanted = reducible
        byQuote = false
      }
    }
    let rest = 0
    if (limit !== 0) {
      const within = this.#lotsToLimit(side, limit)
      if (within < wanted) {
        if ((flags & FILL_OR_KILL) !== 0) return NOT_ALL_FILLED
        if (within === 0) return BEYOND_LIMIT
        rest = BEYOND_LIMIT
      }
      // The budget's change, less than a lot, could push the price past a limit that the last lot just meets.
      if (within <= wanted) {
        wanted = within
        byQuote = false
      }
    }
    const answer = byQuote
      ? this.swapQuote(owner, side, budget, 0, flags)
      : this.swapLots(owner, side, wanted, 0, flags)
    return answer === 0 ? rest : answer
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
      if (atoms > this.#spendable()) return NO_LIQUIDITY
      const paid = this.#withSpread(BUY, atoms)
      if (quoteLimit !== 0 && paid > quoteLimit) return BEYOND_LIMIT
      return this.#trade(owner, BUY, lots, atoms, paid, flags)
    }
    if (lots > curve.sellable()) return NO_LIQUIDITY
    const atoms = curve.quoteToSell(lots)
    const received = this.#withSpread(SELL, atoms)
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
    const moved = this.#withoutSpread(side, atoms)
    let lots: number
    if (side === BUY) {
      if (moved > this.#spendable()) return NO_LIQUIDITY
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

  /** Nothing rests: always `UNKNOWN_ORDER`. */
  cancel(_handle: number): number {
    return UNKNOWN_ORDER
  }

  /** Nothing rests: always `UNKNOWN_ORDER`. */
  replace(_handle: number, _lots: number, _price: number): number {
    return UNKNOWN_ORDER
  }

  /** As `Engine.quote`: cost and price after, spread included. Neither trade limit nor fluctuation band is asked. */
  quote(side: Side, lots: number, limit: number): number {
    const curve = this.#curve
    const cell = this.#clearing.cell
    let available = Math.min(lots, side === BUY ? curve.buyable() : curve.sellable())
    if (limit !== 0) available = Math.min(available, this.#lotsToLimit(side, limit))
    cell[COST] = 0
    if (available <= 0) {
      cell[AFTER] = this.best(side === BUY ? SELL : BUY)
      return 0
    }
    this.#remember()
    const atoms = side === BUY ? curve.quoteToBuy(available) : curve.quoteToSell(available)
    cell[COST] = this.#withSpread(side, atoms)
    this.#move(side, available, atoms)
    cell[AFTER] = this.best(side === BUY ? SELL : BUY)
    this.#restore()
    return available
  }

  lotsFor(side: Side, limit: number): number {
    const lots = this.#lotsWithin(side, this.#clearing.cell[BUDGET])
    return limit === 0 ? lots : Math.min(lots, this.#lotsToLimit(side, limit))
  }

  /** Marginal price with the spread: what a seller gets for `BUY` (rounded down), what a buyer pays for `SELL` (rounded up). */
  best(side: Side): number {
    const curve = this.#curve
    return side === BUY
      ? this.#withSpread(SELL, mulDivDown(curve.priceNumerator(), MICROS_PER_UNIT, curve.priceDenominator()))
      : this.#withSpread(BUY, mulDivUp(curve.priceNumerator(), MICROS_PER_UNIT, curve.priceDenominator()))
  }

  /** The curve's marginal price. */
  mid(): number {
    return mulDivHalfEven(this.#curve.priceNumerator(), MICROS_PER_UNIT, this.#curve.priceDenominator())
  }

  /**
   * The curve cut into levels of `options.level` of the mid each: level i holds the lots between the i-1st and the i-th cut,
   * at the price of the i-th with the spread, so that no lot of it costs a taker more than shown.
   */
  depth(side: Side, levels: number, out: Float64Array): number {
    const curve = this.#curve
    const mid = this.mid()
    const taker: Side = side === BUY ? SELL : BUY
    let reached = 0
    let written = 0
    for (let level = 1; level <= levels; level++) {
      const share = mulDivDown(mid, this.#level.n * level, this.#level.d)
      const cut = taker === BUY ? mid + share : mid - share
      if (cut <= 0) break
      const lots = curve.lotsToPrice(taker, cut, MICROS_PER_UNIT)
      if (lots === reached) continue
      out[2 * written] = this.#withSpread(taker, cut)
      out[2 * written + 1] = lots - reached
      written++
      reached = lots
    }
    return written
  }

  openBlock(block: number, milliseconds: number): void {
    this.#cells[BLOCK] = block
    this.#cells[TIME] = milliseconds
  }

  closeBlock(): void {}

  onIndex(indexPrice: number): void {
    this.#cells[INDEX] = indexPrice
  }

  /** Does the price lie outside the fluctuation band of this block? Then every trade is refused until the next. */
  isOutsideBand(): boolean {
    return !this.#inBand()
  }

  /** Does the rule of `options.recentring` ask for a re-centring now? */
  recentringDue(): boolean {
    const rule = this.#recentring
    const index = this.#cells[INDEX]
    if (rule === undefined || index <= 0) return false
    if (rule.kind === 'interval') return this.#cells[TIME] - this.#cells[RECENTRED] >= rule.milliseconds
    return compareProducts(Math.abs(this.mid() - index), rule.band.d, index, rule.band.n) > 0
  }

  /**
   * Moves the curve onto the published index, as far as `budget` allows, and the fluctuation band with it where it moved.
   * Only virtual reserves change: no balance moves here. The caller books the cost (docs/virtual-amm.md).
   *
   * @param budget - most atoms that it may cost, >= 0
   * @returns cost in atoms: what traders would get more by closing on the curve; < 0 where the pool gains
   */
  recentre(budget: number): number {
    const index = this.#cells[INDEX]
    if (index <= 0) return 0
    const net = this.#clearing.reducible(this.#pool, BUY) - this.#clearing.reducible(this.#pool, SELL)
    this.#remember()
    const cost = moveToIndex(this.#curve, net, index, budget)
    this.#cells[RECENTRED] = this.#cells[TIME]
    if (this.#curve.cells.some((cell, i) => cell !== this.#before[i]))
      this.#band?.reset(this.#cells[BLOCK], this.#curve.priceNumerator(), this.#curve.priceDenominator())
    return cost
  }

  save(): void {
    this.#savedCurve.set(this.#curve.cells)
    this.#savedCells.set(this.#cells)
    if (this.#band) this.#savedBand.set(this.#band.cells)
  }

  revert(): void {
    this.#curve.cells.set(this.#savedCurve)
    this.#cells.set(this.#savedCells)
    this.#band?.cells.set(this.#savedBand)
  }

  /** A mark set by `save` is not part of it: marks do not outlive an event. */
  state(): Readonly<Record<string, StateArray>> {
    return this.#band
      ? { curve: this.#curve.cells, amm: this.#cells, band: this.#band.cells }
      : { curve: this.#curve.cells, amm: this.#cells }
  }

  #trade(owner: number, side: Side, lots: number, moved: number, paid: number, flags: number): number {
    const clearing = this.#clearing
    const band = this.#band
    if (band !== undefined && !this.#inBand()) return BEYOND_FLUCTUATION
    this.#remember()
    this.#move(side, lots, moved)
    if (band !== undefined && (flags & (LIQUIDATION | REDUCE_ONLY)) === 0 && !this.#inBand()) {
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
    if (band !== undefined) band.note(this.#cells[BLOCK], this.#curve.priceNumerator(), this.#curve.priceDenominator())
    return 0
  }

  #inBand(): boolean {
    const band = this.#band
    return (
      band === undefined ||
      band.contains(this.#cells[BLOCK], this.#curve.priceNumerator(), this.#curve.priceDenominator())
    )
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

  /** Most atoms a buy may move into the curve, so that what it pays with the spread fits too. */
  #spendable(): number {
    return Math.min(this.#curve.spendable(), mulDivDown(LARGEST, this.#spread.d, this.#spread.d + this.#spread.n) - 1)
  }

  /** What a taker pays (buy) or receives (sell) when the curve moves by `atoms`: the spread is rounded up. */
  #withSpread(side: Side, atoms: number): number {
    const spread = applyUp(this.#spread, atoms)
    return side === BUY ? atoms + spread : atoms - spread
  }

  /** Atoms by which the curve moves when a taker pays (buy) or receives (sell) exactly `atoms`: down for a buy, up for a sell. */
  #withoutSpread(side: Side, atoms: number): number {
    const { n, d } = this.#spread
    if (n === 0) return atoms
    if (side === BUY) return mulDivDown(atoms, d, d + n)
    return compareProducts(atoms, d, d - n, LARGEST) > 0 ? LARGEST : mulDivUp(atoms, d, d - n)
  }

  /** Lots that a budget buys, or that must be sold for it; 0 where there are none, or the curve cannot move so far. */
  #lotsWithin(side: Side, budget: number): number {
    if (budget <= 0) return 0
    const moved = this.#withoutSpread(side, budget)
    if (side === BUY) return moved > this.#spendable() ? 0 : this.#curve.lotsForQuoteIn(moved)
    return moved > this.#curve.payable() ? 0 : this.#curve.lotsForQuoteOut(moved)
  }

  /** Lots whose price with the spread is no worse than `limit` price units: the curve's own price may reach limit / (1 +- spread). */
  #lotsToLimit(side: Side, limit: number): number {
    const { n, d } = this.#spread
    const share = side === BUY ? d + n : d - n
    if (limit * d <= LARGEST) return this.#curve.lotsToPrice(side, limit * d, share)
    const bound = side === BUY ? mulDivDown(limit, d, share) : mulDivUp(limit, d, share)
    return this.#curve.lotsToPrice(side, bound, 1)
  }
}

/**
 * A virtual AMM: trades against the pool's account at the price of a curve (docs/virtual-amm.md).
 *
 * @throws RangeError naming every fault of the options
 */
export const virtualAmm = (parts: VirtualAmmParts): VirtualAmm => {
  const faults = optionFaults(parts.options ?? {})
  if (faults.length > 0) throw new RangeError(`virtual AMM: ${faults.join('; ')}`)
  return new VirtualAmm(parts)
}
