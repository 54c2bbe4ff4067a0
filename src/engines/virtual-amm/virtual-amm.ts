import { AFTER, BUDGET, type Clearing, COST } from '../../market/clearing.ts'
import type { Engine, EngineFactory } from '../../market/engine.ts'
import { BY_QUOTE, FILL_OR_KILL, POST_ONLY, REDUCE_ONLY } from '../../market/order-flags.ts'
import { MICROS_PER_UNIT } from '../../market/price.ts'
import {
  BELOW_LOT,
  BEYOND_LIMIT,
  EXPIRED,
  NO_LIQUIDITY,
  NOT_ALL_FILLED,
  UNKNOWN_ORDER,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../market/refusal.ts'
import { BUY, SELL, type Side } from '../../market/side.ts'
import type { StateArray } from '../../market/stateful.ts'
import { compareProducts } from '../../numeric/compare-products.ts'
import { type Fraction, fraction } from '../../numeric/fraction.ts'
import { mulDivDown, mulDivHalfEven, mulDivUp } from '../../numeric/mul-div.ts'
import { BlockBand } from './block-band.ts'
import type { Curve } from './curve.ts'
import { type LiftedCurve, optionFaults, type RecentringRule, type VirtualAmmParts } from './options.ts'
import { PoolSwaps } from './pool-swaps.ts'
import { moveToIndex } from './recentring.ts'
import { Spread } from './spread.ts'

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

/**
 * An engine whose price comes from a curve over virtual reserves, and whose counterparty is one account, the pool's.
 * Nothing rests: what does not trade at once is dropped, and handles do not exist.
 */
export class VirtualAmm implements Engine {
  readonly kind = 'virtual-amm'
  readonly #clearing: Clearing
  readonly #curve: Curve
  readonly #pool: number
  readonly #spread: Spread
  readonly #swaps: PoolSwaps
  readonly #level: Fraction
  readonly #recentring: RecentringRule | undefined
  readonly #band: BlockBand | undefined
  readonly #cells = new Float64Array(CELLS)
  /** The curve's cells before the look in hand. */
  readonly #before: Float64Array
  readonly #savedCurve: Float64Array
  readonly #savedCells = new Float64Array(CELLS)
  readonly #savedBand: Float64Array

  constructor(parts: VirtualAmmParts) {
    const options = parts.options ?? {}
    this.#clearing = parts.clearing
    this.#curve = parts.curve
    this.#pool = parts.pool
    this.#spread = new Spread(options.spread ?? NOTHING)
    this.#level = options.level ?? TEN_BPS
    this.#recentring = options.recentring
    this.#band = options.fluctuation && new BlockBand(options.fluctuation)
    this.#band?.reset(0, parts.curve.priceNumerator(), parts.curve.priceDenominator())
    this.#swaps = new PoolSwaps({
      clearing: parts.clearing,
      curve: parts.curve,
      pool: parts.pool,
      spread: this.#spread,
      band: this.#band,
      tradeLimit: options.tradeLimit,
      largestOrder: options.largestOrder,
      clock: this.#cells,
    })
    this.#before = parts.curve.cells.slice()
    this.#savedCurve = parts.curve.cells.slice()
    this.#savedBand = this.#band ? this.#band.cells.slice() : new Float64Array(0)
  }

  /**
   * As `Engine.submit`. Takes lots up to the limit, all of them with `FILL_OR_KILL`; without a limit, an order that the curve cannot
   * fill is refused whole, since its last lots would cost a whole reserve. `BY_QUOTE` ignores `lots` and trades exactly `cell[BUDGET]`
   * atoms, spread included, unless the limit or `REDUCE_ONLY` stops it earlier. `POST_ONLY` is refused: there is nothing to rest on.
   *
   * @returns 0 when it traded, or a refusal, also of the rest of an order that its limit or `REDUCE_ONLY` stopped
   */
  submit(owner: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number {
    if ((flags & POST_ONLY) !== 0) return WOULD_CROSS
    if (expiry !== 0 && expiry <= this.#cells[TIME]) return EXPIRED
    const budget = this.#clearing.cell[BUDGET]
    let byQuote = (flags & BY_QUOTE) !== 0
    let wanted = byQuote ? this.#spread.lotsForBudget(this.#curve, side, budget) : lots
    if (wanted <= 0) return byQuote && side === SELL && budget > 0 ? NO_LIQUIDITY : BELOW_LOT
    let rest = 0
    if ((flags & REDUCE_ONLY) !== 0) {
      const reducible = this.#clearing.reducible(owner, side)
      if (reducible <= 0) return WOULD_INCREASE
      if (reducible < wanted) {
        if ((flags & FILL_OR_KILL) !== 0) return NOT_ALL_FILLED
        wanted = reducible
        byQuote = false
        rest = WOULD_INCREASE
      }
    }
    if (limit !== 0) {
      const within = this.#spread.lotsToLimit(this.#curve, side, limit)
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

  /** As `PoolSwaps.swapLots`: exactly `lots`, with a limit on the total quote. */
  swapLots(owner: number, side: Side, lots: number, quoteLimit: number, flags: number): number {
    return this.#swaps.swapLots(owner, side, lots, quoteLimit, flags)
  }

  /** As `PoolSwaps.swapQuote`: exactly `atoms` of quote, with a limit on the total lots. */
  swapQuote(owner: number, side: Side, atoms: number, lotsLimit: number, flags: number): number {
    return this.#swaps.swapQuote(owner, side, atoms, lotsLimit, flags)
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
    if (limit !== 0) available = Math.min(available, this.#spread.lotsToLimit(this.#curve, side, limit))
    cell[COST] = 0
    if (available <= 0) {
      cell[AFTER] = this.best(side === BUY ? SELL : BUY)
      return 0
    }
    this.#before.set(curve.cells)
    const atoms = side === BUY ? curve.quoteToBuy(available) : curve.quoteToSell(available)
    cell[COST] = this.#spread.added(side, atoms)
    if (side === BUY) curve.bought(available, atoms)
    else curve.sold(available, atoms)
    cell[AFTER] = this.best(side === BUY ? SELL : BUY)
    curve.cells.set(this.#before)
    return available
  }

  lotsFor(side: Side, limit: number): number {
    const lots = this.#spread.lotsForBudget(this.#curve, side, this.#clearing.cell[BUDGET])
    return limit === 0 ? lots : Math.min(lots, this.#spread.lotsToLimit(this.#curve, side, limit))
  }

  /** Marginal price with the spread: what a seller gets for `BUY` (rounded down), what a buyer pays for `SELL` (rounded up). */
  best(side: Side): number {
    const curve = this.#curve
    return side === BUY
      ? this.#spread.added(SELL, mulDivDown(curve.priceNumerator(), MICROS_PER_UNIT, curve.priceDenominator()))
      : this.#spread.added(BUY, mulDivUp(curve.priceNumerator(), MICROS_PER_UNIT, curve.priceDenominator()))
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
      out[2 * written] = this.#spread.added(taker, cut)
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
    return !this.#swaps.isInBand()
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
    this.#before.set(this.#curve.cells)
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
}

/**
 * A virtual AMM: trades against the pool's account at the price of a curve (docs/virtual-amm.md).
 *
 * @throws RangeError naming every fault of the options
 */
export function virtualAmm(parts: VirtualAmmParts): VirtualAmm
/**
 * A curve lifted to an engine: a factory, as markets and laws take it. Each engine that it builds begins with the curve's
 * cells as they were when it was lifted; all of them share the curve, so that the latest one built is the one to be used.
 *
 * @throws RangeError naming every fault of the options
 */
export function virtualAmm(parts: LiftedCurve): EngineFactory
export function virtualAmm(parts: VirtualAmmParts | LiftedCurve): VirtualAmm | EngineFactory {
  const faults = optionFaults(parts.options ?? {})
  if (faults.length > 0) throw new RangeError(`virtual AMM: ${faults.join('; ')}`)
  if ('clearing' in parts) return new VirtualAmm(parts)
  const { curve } = parts
  const begins = curve.cells.slice()
  return (clearing, pool) => {
    curve.cells.set(begins)
    return new VirtualAmm({ ...parts, clearing, pool })
  }
}
