import type { IndexStatus, MarketView } from '../market/market-view.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { ACCOUNT_COLUMNS, type BookReader, MARKET_COLUMNS, POSITION_COLUMNS, type ViewSource } from './view-columns.ts'

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
/** Slots there are room for. */
const SLOTS = 3

/**
 * Views of past blocks, from which every trader reads. `at(time)` never answers with a block after `time`, so a trader
 * that asks for its now less its latency learns nothing sooner. A view is kept while any latency up to `latency` can ask
 * for it; the ring grows when blocks come closer together than expected.
 */
export class ViewRing implements Stateful {
  readonly #symbols: readonly string[]
  readonly #latency: number
  readonly #reader: BookReader
  readonly #ring = new Float64Array(4)
  #times = new Float64Array(0)
  /** Per slot: which push it holds, from 1, and how many accounts there were. */
  #serials = new Float64Array(0)
  #accountCounts = new Float64Array(0)
  #markets = new Float64Array(0)
  /** Slot after slot of each book, and each slot's part of it. */
  #books: Float64Array[] = []
  #copies: Float64Array[][] = []
  readonly #handed = new Map<number, BlockView>()

  /**
   * @param symbols - of the markets, in their order
   * @param latency - greatest age at which anyone reads, milliseconds
   * @param blockTime - expected, milliseconds: sizes the ring
   * @param reader - reads accounts' figures out of copied books
   */
  constructor({
    symbols,
    latency,
    blockTime,
    reader,
  }: {
    symbols: readonly string[]
    latency: number
    blockTime: number
    reader: BookReader
  }) {
    if (!(latency >= 0 && blockTime > 0)) {
      throw new RangeError(`view ring: latency ${latency} ms must be at least 0 and block time ${blockTime} ms above 0`)
    }
    this.#symbols = symbols
    this.#latency = latency
    this.#reader = reader
    this.#resize(Math.ceil(latency / blockTime) + 2, [])
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
    const slots = ring[COUNT] === ring[SLOTS] ? 2 * ring[SLOTS] : ring[SLOTS]
    const lengths = source.books.map(({ length }) => length)
    if (slots !== ring[SLOTS] || lengths.some((length, b) => this.#lengthOf(b) < length)) this.#resize(slots, lengths)
    const slot = this.#slot(ring[COUNT])
    ring[COUNT] += 1
    ring[PUSHED] += 1
    this.#times[slot] = time
    this.#serials[slot] = ring[PUSHED]
    this.#accountCounts[slot] = source.accounts
    this.#copy(slot, source)
  }

  #copy(slot: number, source: ViewSource): void {
    const markets = this.#symbols.length
    for (let market = 0; market < markets; market++) {
      const row = (slot * markets + market) * MARKET_ROW
      const view = source.market(market)
      for (let i = 0; i < quotedColumns.length; i++) this.#markets[row + i] = view[quotedColumns[i]]
      source.marketFigures(market, this.#markets, row + quotedColumns.length)
    }
    for (let b = 0; b < source.books.length; b++) this.#copies[slot][b].set(source.books[b])
  }

  #lengthOf(book: number): number {
    return book < this.#books.length ? this.#books[book].length / this.#ring[SLOTS] : 0
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
        return account < accounts ? this.#reader.accountFigure(this.#copies[at], account, column) : 0
      },
      positionFigure: (account: number, market: number, column: number) => {
        within(market, column, POSITION_COLUMNS)
        const at = held()
        return account < accounts ? this.#reader.positionFigure(this.#copies[at], account, market, column) : 0
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
  #resize(slots: number, lengths: readonly number[]): void {
    const ring = this.#ring
    const markets = this.#symbols.length
    const old = { times: this.#times, serials: this.#serials, counts: this.#accountCounts, copies: this.#copies }
    const oldMarkets = this.#markets
    const room = lengths.map((length, b) => Math.max(length, this.#lengthOf(b)))
    this.#allocate(slots, room)
    for (let nth = 0; nth < ring[COUNT]; nth++) {
      const from = (ring[HEAD] + nth) % ring[SLOTS]
      this.#times[nth] = old.times[from]
      this.#serials[nth] = old.serials[from]
      this.#accountCounts[nth] = old.counts[from]
      const width = markets * MARKET_ROW
      this.#markets.set(oldMarkets.subarray(from * width, (from + 1) * width), nth * width)
      old.copies[from].forEach((copy, b) => {
        this.#copies[nth][b].set(copy)
      })
    }
    ring[HEAD] = 0
    ring[SLOTS] = slots
  }

  #allocate(slots: number, lengths: readonly number[]): void {
    this.#times = new Float64Array(slots)
    this.#serials = new Float64Array(slots)
    this.#accountCounts = new Float64Array(slots)
    this.#markets = new Float64Array(slots * this.#symbols.length * MARKET_ROW)
    this.#books = lengths.map((length) => new Float64Array(slots * length))
    this.#copies = Array.from({ length: slots }, (_, slot) =>
      lengths.map((length, b) => this.#books[b].subarray(slot * length, (slot + 1) * length)),
    )
  }

  state(): Readonly<Record<string, StateArray>> {
    const books = Object.fromEntries(this.#books.map((book, b) => [`book${b}`, book]))
    return {
      ring: this.#ring,
      times: this.#times,
      serials: this.#serials,
      accountCounts: this.#accountCounts,
      markets: this.#markets,
      ...books,
    }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    const books = Object.keys(lengths).filter((name) => name.startsWith('book'))
    const slots = lengths['times']
    if (slots !== this.#times.length || books.some((name, b) => lengths[name] !== this.#books[b]?.length))
      this.#allocate(
        slots,
        books.map((_, b) => lengths[`book${b}`] / slots),
      )
  }

  restored(): void {
    this.#handed.clear()
  }
}
