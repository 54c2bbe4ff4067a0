import type { IndexStatus, MarketView } from '../market/market-view.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { ACCOUNT_COLUMNS, MARKET_COLUMNS, POSITION_COLUMNS, type ViewSource } from './view-columns.ts'

const quotedColumns = [
  'index',
  'indexLow',
  'indexHigh',
  'indexTime',
  'indexStatus',
  'mark',
  'mid',
  'bestBid',
  'bestAsk',
  'impactBid',
  'impactAsk',
  'openInterest',
  'skew',
] as const satisfies readonly (keyof MarketView)[]

/** A market's row: its view, then the columns of view-columns.ts. */
const MARKET_ROW = quotedColumns.length + MARKET_COLUMNS

/** The chain as it was when a block ended; figures by the columns of view-columns.ts. It never changes: once the ring has given its place to a later block, reading it throws. */
export interface BlockView {
  /** Milliseconds of the block. */
  readonly time: number
  readonly accounts: number
  /** A frozen copy. */
  market(market: number): MarketView
  marketFigure(market: number, column: number): number
  /** 0 for an account that did not exist yet. */
  accountFigure(account: number, column: number): number
  /** 0 for an account that did not exist yet. */
  positionFigure(account: number, market: number, column: number): number
}

const HEAD = 0
const COUNT = 1
const PUSHED = 2
/** Slots, and accounts a slot has room for: with these two, the arrays' lengths need not be exact. */
const SLOTS = 3
const ROOM = 4

/**
 * Views of past blocks, from which every trader reads. `at(time)` never answers with a block after `time`, so a trader
 * that asks for its now less its latency learns nothing sooner. A view is kept while any latency up to `latency` can ask
 * for it; the ring grows when blocks come closer together than expected.
 */
export class ViewRing implements Stateful {
  readonly #symbols: readonly string[]
  readonly #latency: number
  readonly #ring = new Float64Array(5)
  #times = new Float64Array(0)
  /** Per slot: which push it holds, from 1, and how many accounts there were. */
  #serials = new Float64Array(0)
  #accountCounts = new Float64Array(0)
  #markets = new Float64Array(0)
  #accounts = new Float64Array(0)
  #positions = new Float64Array(0)
  readonly #handed = new Map<number, BlockView>()

  /**
   * @param symbols - of the markets, in their order
   * @param latency - greatest age at which anyone reads, milliseconds
   * @param blockTime - expected, milliseconds: sizes the ring
   */
  constructor({ symbols, latency, blockTime }: { symbols: readonly string[]; latency: number; blockTime: number }) {
    if (!(latency >= 0 && blockTime > 0)) {
      throw new RangeError(`view ring: latency ${latency} ms must be at least 0 and block time ${blockTime} ms above 0`)
    }
    this.#symbols = symbols
    this.#latency = latency
    this.#resize(Math.ceil(latency / blockTime) + 2, 16)
  }

  /**
   * Adds the block that ended at `time`. Before the first block, push the opening state at (start - latency), since it
   * has been known for ever.
   *
   * @throws RangeError unless `time` is after the last
   */
  push(time: number, source: ViewSource): void {
    const ring = this.#ring
    if (ring[COUNT] > 0 && !(time > this.#times[this.#slot(ring[COUNT] - 1)])) {
      throw new RangeError(`view ring: ${time} ms is not after ${this.#times[this.#slot(ring[COUNT] - 1)]} ms`)
    }
    while (ring[COUNT] > 1 && this.#times[this.#slot(1)] <= time - this.#latency) {
      this.#handed.delete(this.#serials[this.#slot(0)])
      ring[HEAD] = (ring[HEAD] + 1) % ring[SLOTS]
      ring[COUNT] -= 1
    }
    const room = source.accounts > ring[ROOM] ? 2 * source.accounts : ring[ROOM]
    const slots = ring[COUNT] === ring[SLOTS] ? 2 * ring[SLOTS] : ring[SLOTS]
    if (room !== ring[ROOM] || slots !== ring[SLOTS]) this.#resize(slots, room)
    const slot = this.#slot(ring[COUNT])
    ring[COUNT] += 1
    ring[PUSHED] += 1
    this.#times[slot] = time
    this.#serials[slot] = ring[PUSHED]
    this.#accountCounts[slot] = source.accounts
    this.#copy(slot, source)
  }

  #copy(slot: number, source: ViewSource): void {
    const room = this.#ring[ROOM]
    const markets = this.#symbols.length
    for (let market = 0; market < markets; market++) {
      const row = (slot * markets + market) * MARKET_ROW
      const view = source.market(market)
      for (let i = 0; i < quotedColumns.length; i++) this.#markets[row + i] = view[quotedColumns[i]]
      source.marketFigures(market, this.#markets, row + quotedColumns.length)
    }
    for (let account = 0; account < source.accounts; account++) {
      const row = slot * room + account
      source.accountFigures(account, this.#accounts, row * ACCOUNT_COLUMNS)
      for (let market = 0; market < markets; market++) {
        source.positionFigures(account, market, this.#positions, (row * markets + market) * POSITION_COLUMNS)
      }
    }
  }

  /**
   * The newest view whose block is not after `time`.
   *
   * @throws RangeError when `time` lies before all that is kept: older than the ring's latency, or before the opening state
   */
  at(time: number): BlockView {
    for (let back = this.#ring[COUNT] - 1; back >= 0; back--) {
      const slot = this.#slot(back)
      if (this.#times[slot] <= time) return this.#view(slot)
    }
    const oldest = this.#ring[COUNT] > 0 ? `the oldest is of ${this.#times[this.#slot(0)]} ms` : 'there is none yet'
    throw new RangeError(
      `view ring: no view as old as ${time} ms; ${oldest}, kept for a latency of ${this.#latency} ms`,
    )
  }

  #slot(nth: number): number {
    return (this.#ring[HEAD] + nth) % this.#ring[SLOTS]
  }

  #view(slot: number): BlockView {
    const serial = this.#serials[slot]
    const handed = this.#handed.get(serial)
    if (handed !== undefined) return handed
    const markets = this.#symbols.length
    const time = this.#times[slot]
    const accounts = this.#accountCounts[slot]
    const copies: MarketView[] = []
    // The slot moves when the ring is resized, so it is looked up by serial; a view no longer kept answers nothing.
    const held = (): number => {
      if (this.#handed.get(serial) !== view) throw new RangeError(`view of ${time} ms: it is no longer kept`)
      return this.#slot(serial - this.#serials[this.#ring[HEAD]])
    }
    const within = (market: number, column: number, columns: number): void => {
      if (!(market >= 0 && market < markets && column >= 0 && column < columns)) {
        throw new RangeError(`view of ${time} ms: no market ${market} or column ${column}`)
      }
    }
    const view: BlockView = Object.freeze({
      time,
      accounts,
      market: (market: number) => {
        within(market, 0, 1)
        const at = held()
        copies[market] ??= this.#marketCopy(at, market)
        return copies[market]
      },
      marketFigure: (market: number, column: number) => {
        within(market, column, MARKET_COLUMNS)
        return this.#markets[(held() * markets + market) * MARKET_ROW + quotedColumns.length + column]
      },
      accountFigure: (account: number, column: number) => {
        within(0, column, ACCOUNT_COLUMNS)
        const at = held()
        return account < accounts ? this.#accounts[(at * this.#ring[ROOM] + account) * ACCOUNT_COLUMNS + column] : 0
      },
      positionFigure: (account: number, market: number, column: number) => {
        within(market, column, POSITION_COLUMNS)
        const row = held() * this.#ring[ROOM] + account
        return account < accounts ? this.#positions[(row * markets + market) * POSITION_COLUMNS + column] : 0
      },
    })
    this.#handed.set(serial, view)
    return view
  }

  #marketCopy(slot: number, market: number): MarketView {
    const row = (slot * this.#symbols.length + market) * MARKET_ROW
    const figure = (column: (typeof quotedColumns)[number]): number =>
      this.#markets[row + quotedColumns.indexOf(column)]
    return Object.freeze({
      symbol: this.#symbols[market],
      index: figure('index'),
      indexLow: figure('indexLow'),
      indexHigh: figure('indexHigh'),
      indexTime: figure('indexTime'),
      indexStatus: figure('indexStatus') as IndexStatus,
      mark: figure('mark'),
      mid: figure('mid'),
      bestBid: figure('bestBid'),
      bestAsk: figure('bestAsk'),
      impactBid: figure('impactBid'),
      impactAsk: figure('impactAsk'),
      openInterest: figure('openInterest'),
      skew: figure('skew'),
    })
  }

  /** Lays the kept views out anew, oldest in slot 0. */
  #resize(slots: number, room: number): void {
    const ring = this.#ring
    const markets = this.#symbols.length
    const old = { times: this.#times, serials: this.#serials, counts: this.#accountCounts, room: ring[ROOM] }
    const oldMarkets = this.#markets
    const oldAccounts = this.#accounts
    const oldPositions = this.#positions
    this.#allocate(slots, room)
    for (let nth = 0; nth < ring[COUNT]; nth++) {
      const from = (ring[HEAD] + nth) % ring[SLOTS]
      this.#times[nth] = old.times[from]
      this.#serials[nth] = old.serials[from]
      this.#accountCounts[nth] = old.counts[from]
      const copyRow = (source: Float64Array, target: Float64Array, oldWidth: number, width: number): void =>
        target.set(source.subarray(from * oldWidth, (from + 1) * oldWidth), nth * width)
      copyRow(oldMarkets, this.#markets, markets * MARKET_ROW, markets * MARKET_ROW)
      copyRow(oldAccounts, this.#accounts, old.room * ACCOUNT_COLUMNS, room * ACCOUNT_COLUMNS)
      const position = markets * POSITION_COLUMNS
      copyRow(oldPositions, this.#positions, old.room * position, room * position)
    }
    ring[HEAD] = 0
    ring[SLOTS] = slots
    ring[ROOM] = room
  }

  #allocate(slots: number, room: number): void {
    const markets = this.#symbols.length
    this.#times = new Float64Array(slots)
    this.#serials = new Float64Array(slots)
    this.#accountCounts = new Float64Array(slots)
    this.#markets = new Float64Array(slots * markets * MARKET_ROW)
    this.#accounts = new Float64Array(slots * room * ACCOUNT_COLUMNS)
    this.#positions = new Float64Array(slots * room * markets * POSITION_COLUMNS)
  }

  state(): Readonly<Record<string, StateArray>> {
    return {
      ring: this.#ring,
      times: this.#times,
      serials: this.#serials,
      accountCounts: this.#accountCounts,
      markets: this.#markets,
      accounts: this.#accounts,
      positions: this.#positions,
    }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths.times > this.#times.length || lengths.accounts > this.#accounts.length) {
      const slots = Math.max(lengths.times, this.#times.length)
      this.#allocate(slots, Math.ceil(lengths.accounts / ACCOUNT_COLUMNS / lengths.times))
    }
  }

  restored(): void {
    this.#handed.clear()
  }
}
