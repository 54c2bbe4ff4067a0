import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type OrderBook, orderBook } from '../../../src/engines/order-book/order-book.ts'
import type { Cause } from '../../../src/market/clearing.ts'
import { FILLED } from '../../../src/market/clearing.ts'
import { IMMEDIATE_OR_CANCEL, POST_ONLY } from '../../../src/market/order-flags.ts'
import { WOULD_CROSS } from '../../../src/market/refusal.ts'
import { BUY, SELL, type Side } from '../../../src/market/side.ts'
import { LedgerClearing } from './ledger-clearing.ts'

/** Rows of a gzipped CSV file by their header's names. */
export const rowsOf = (file: string): Record<string, string>[] => {
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => {
    const fields = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, fields[i]]))
  })
}

class Fills extends LedgerClearing {
  /** Handles filled since the list was last emptied. */
  filled: number[] = []
  override removed(handle: number, lots: number, cause: Cause): void {
    super.removed(handle, lots, cause)
    if (cause === FILLED) this.filled.push(handle)
  }
}

/** How an execution relates to the book as it stood. */
export type Verdict = 'head of the best level' | 'not at the best price' | 'not at the head' | 'not in the book'

/** A recorded exchange's orders in the order book, under the exchange's own ids. Everyone is account 0, every taker account 1. */
export class RecordedOrders {
  readonly book: OrderBook
  readonly #clearing = new Fills(2, Number.MAX_SAFE_INTEGER)
  readonly #handles = new Map<string, number>()
  readonly #ids = new Map<number, string>()
  readonly #levels = new Float64Array(128)
  readonly #queue = new Int32Array(512)

  constructor(tickUnits: number) {
    this.book = orderBook({ clearing: this.#clearing, tickUnits })
  }

  /** Lots left of the exchange's order, 0 when it does not rest. */
  lotsOf(id: string): number {
    return this.book.lotsOf(this.#handles.get(id) ?? 0)
  }

  priceOf(id: string): number {
    return this.book.priceOf(this.#handles.get(id) ?? 0)
  }

  /** Lets the order rest. @returns false when it would have traded, and is left out */
  add(id: string, side: Side, lots: number, price: number): boolean {
    const handle = this.book.submit(0, side, lots, price, POST_ONLY, 0)
    if (handle === WOULD_CROSS) return false
    if (handle <= 0) throw new Error(`order ${id}: ${lots} lots at ${price}: refused with ${handle}`)
    this.#name(id, handle)
    return true
  }

  #name(id: string, handle: number): void {
    this.#handles.set(id, handle)
    this.#ids.set(handle, id)
  }

  /** Takes the order away. @returns its lots, or a refusal */
  cancel(id: string): number {
    return this.book.cancel(this.#handles.get(id) ?? 0)
  }

  /** Changes it as the exchange did: its place survives a decrease alone. @returns false when it would have traded, and is left out */
  change(id: string, lots: number, price: number): boolean {
    const handle = this.book.replace(this.#handles.get(id) ?? 0, lots, price)
    if (handle === WOULD_CROSS) return false
    if (handle <= 0) throw new Error(`order ${id}: change to ${lots} lots at ${price}: refused with ${handle}`)
    this.#name(id, handle)
    return true
  }

  /**
   * An execution against a resting order. Where it is what price-time priority demands, a taker of that size does it;
   * otherwise the lots are taken from the order where it stands, so that the books stay together.
   */
  execute(id: string, side: Side, lots: number, price: number): Verdict {
    const handle = this.#handles.get(id) ?? 0
    if (this.book.lotsOf(handle) === 0) return 'not in the book'
    const best = this.book.best(side) / 1e6
    this.book.handles(side, this.#queue)
    const verdict =
      best !== price || this.book.priceOf(handle) !== price
        ? 'not at the best price'
        : this.#queue[0] === handle
          ? 'head of the best level'
          : 'not at the head'
    if (verdict === 'head of the best level' && this.book.lotsOf(handle) >= lots) {
      this.#clearing.filled = []
      this.book.submit(1, (side ^ 1) as Side, lots, price, IMMEDIATE_OR_CANCEL, 0)
      if (this.#clearing.filled.join() !== String(handle))
        throw new Error(`${lots} lots did not go to order ${id} alone`)
    } else if (this.book.lotsOf(handle) <= lots) this.book.cancel(handle)
    else this.book.replace(handle, this.book.lotsOf(handle) - lots, this.book.priceOf(handle))
    return verdict
  }

  /** Ids of that side that would trade before the order, best first. */
  ahead(id: string, side: Side): string[] {
    const count = this.book.handles(side, this.#queue)
    const place = this.#queue.subarray(0, count).indexOf(this.#handles.get(id) ?? 0)
    if (place < 0 && this.lotsOf(id) > 0) throw new Error(`order ${id} is not among the ${count} best`)
    return [...this.#queue.subarray(0, Math.max(place, 0))].map((handle) => this.#ids.get(handle) ?? '')
  }

  /** Lots that rest at a price. */
  lotsAt(side: Side, price: number): number {
    const levels = this.book.depth(side, this.#levels.length / 2, this.#levels)
    for (let i = 0; i < levels; i++) if (this.#levels[2 * i] === price * 1e6) return this.#levels[2 * i + 1]
    return 0
  }

  /** Whether a bid stands at or above an ask. */
  crossed(): boolean {
    const [bid, ask] = [this.book.best(BUY), this.book.best(SELL)]
    return bid > 0 && ask > 0 && bid >= ask
  }
}
