import type { Exchange } from '../exchange/exchange.ts'
import { LAST_PRICE } from '../exchange/market-clearing.ts'
import type { Venue } from '../exchange/venue.ts'
import type { Funding } from '../funding/funding.ts'
import { type NamedModules, reserveIn, restoredIn, stateOf } from '../market/composite-state.ts'
import type { MarketView } from '../market/market-view.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'
import { BUY, SELL } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { addFractions, type Fraction, fraction, multiplyNearest } from '../numeric/fraction.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'
import type { MarkInput, MarkRule } from '../oracle/mark-rule.ts'
import type { Oracle } from '../oracle/oracle.ts'
import { wholeUnits } from '../oracle/whole-units.ts'
import type { PricePath } from '../prices/price-path.ts'
import { impactPrice } from './engine-quotes.ts'

/** What feeds one market of the exchange with prices and funding. */
export interface MarketParts {
  readonly path: PricePath
  readonly oracle: Oracle
  readonly mark: MarkRule
  readonly funding: Funding
  /** `transaction`: a publication is sent to the mempool and can be ordered and front-run. */
  readonly publish: 'block-start' | 'transaction'
  /** Quote atoms that impact prices are taken for. */
  readonly impactNotional: number
}

/** Slots of the feed's cells: the scripted shift of the true price, and the mark in micro-units. */
const SHIFT_N = 0
const SHIFT_D = 1
const MARK = 2
const PAUSED = 3

/** One market's prices through a run: true price, index, mark, and the funding that follows from them. */
export class MarketFeed implements Stateful {
  readonly parts: MarketParts
  readonly #exchange: Exchange
  readonly #venue: Venue
  readonly #market: number
  readonly #cells: Float64Array = Float64Array.of(1, 1, 0, 0)

  constructor(exchange: Exchange, market: number, parts: MarketParts) {
    this.parts = parts
    this.#exchange = exchange
    this.#market = market
    this.#venue = exchange.venues[market]
  }

  /** Price outside, micro-units: the path's, moved by the script. */
  truePrice(now: number): number {
    return this.#shifted(this.parts.path.priceAt(now))
  }

  /** Price of the perpetual at an external venue, micro-units; the true price where the path knows none. */
  external(now: number): number {
    const { path } = this.parts
    return this.#shifted(path.perp === undefined ? path.priceAt(now) : path.perp(now))
  }

  /** Mark in micro-units, as last computed. */
  get mark(): number {
    return this.#cells[MARK]
  }

  /**
   * Moves the true price from now on by this part of it: -1/4 is a fall of a quarter. Moves multiply, exactly while their
   * product has a numerator and denominator below 2^53, to 15 decimals beyond.
   */
  shift(by: Fraction): void {
    const moved = multiplyNearest({ n: this.#cells[SHIFT_N], d: this.#cells[SHIFT_D] }, addFractions(fraction(1), by))
    this.#cells[SHIFT_N] = moved.n
    this.#cells[SHIFT_D] = moved.d
  }

  /** Pauses by script (bits as in `MarketState.paused`); guards add theirs. */
  pause(bits: number): void {
    this.#cells[PAUSED] = bits
    this.#publishStatus()
  }

  /** Before the first block: the oracle begins with the first price, and the mark is computed. */
  begin(now: number): void {
    this.parts.oracle.begin(now, this.truePrice(now))
    this.#indexChanged()
    this.remark(now)
  }

  /** A block begins: sources observe; at the block's start the oracle publishes what is due. */
  observe(now: number): void {
    const { oracle, publish } = this.parts
    oracle.sample(now, this.truePrice(now))
    if (publish === 'block-start' && oracle.due(now)) oracle.publish(now)
    this.#indexChanged()
  }

  /** The publication's transaction executes. */
  land(now: number): void {
    if (this.parts.oracle.land(now)) this.#indexChanged()
  }

  /** A scripted publication: of the report on its way, or else of what the sources say now. */
  publish(now: number): void {
    if (this.parts.oracle.publish(now)) this.#indexChanged()
  }

  /** Computes the mark anew from the index and the engine's quotes. */
  remark(now: number): void {
    const { engine, clearing } = this.#venue
    const { oracle, mark } = this.parts
    const input: MarkInput = {
      index: oracle.published.price,
      mid: engine.mid(),
      bestBid: engine.best(BUY),
      bestAsk: engine.best(SELL),
      lastTrade: clearing.last[LAST_PRICE] * MICROS_PER_UNIT,
      externalPerp: this.parts.path.perp === undefined ? 0 : this.external(now),
    }
    this.#cells[MARK] = mark.mark(input, now)
    this.#exchange.markets.mark[this.#market] = wholeUnits(this.#cells[MARK])
  }

  /** Samples the premium, and books the payments that are due. */
  fund(now: number): void {
    const { funding } = this.parts
    const view = this.view()
    funding.sample(now, view)
    while (funding.due(now)) {
      const rate = funding.accrue(now, view)
      const price = funding.price(view)
      if (price > 0) this.#exchange.funding.accrue(this.#market, rate, price)
      this.#exchange.sink?.emit({ kind: 'funding', market: this.#market, ratePico: rate })
    }
  }

  /** What everybody may read of the market at this moment. */
  view(): MarketView {
    const { engine, clearing, spec, pool } = this.#venue
    const { published } = this.parts.oracle
    const { impactNotional } = this.parts
    const { ledger } = this.#exchange
    return {
      symbol: spec.symbol,
      index: published.price,
      indexLow: published.low,
      indexHigh: published.high,
      indexTime: published.time,
      indexStatus: published.status,
      mark: this.#cells[MARK],
      mid: engine.mid(),
      bestBid: engine.best(BUY),
      bestAsk: engine.best(SELL),
      impactBid: impactPrice(engine, clearing.cell, SELL, impactNotional),
      impactAsk: impactPrice(engine, clearing.cell, BUY, impactNotional),
      openInterest: ledger.openInterest[this.#market],
      skew: 0 - ledger.sizeOf(this.#market, pool),
    }
  }

  state(): Readonly<Record<string, StateArray>> {
    return { cells: this.#cells, ...stateOf(this.#modules()) }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    reserveIn(this.#modules(), lengths)
  }

  restored(): void {
    restoredIn(this.#modules())
  }

  #modules(): NamedModules {
    const { oracle, mark, funding } = this.parts
    return [
      ['oracle', oracle],
      ['mark', mark],
      ['funding', funding],
    ]
  }

  #shifted(price: number): number {
    return mulDivHalfEven(price, this.#cells[SHIFT_N], this.#cells[SHIFT_D])
  }

  #indexChanged(): void {
    const { price } = this.parts.oracle.published
    this.#exchange.markets.index[this.#market] = wholeUnits(price)
    this.#venue.engine.onIndex(price)
    this.#publishStatus()
  }

  #publishStatus(): void {
    const bits = this.parts.oracle.published.consequences | this.#cells[PAUSED]
    const { paused } = this.#exchange.markets
    if (paused[this.#market] === bits) return
    paused[this.#market] = bits
    this.#exchange.sink?.emit({ kind: 'paused', market: this.#market, bits })
  }
}
