import { BUY, type Side } from '../../market/side.ts'
import type { TapeEntry } from './tape-entry.ts'

/** An order that rests, as the clearing was told of it. */
export interface RestingOrder {
  readonly handle: number
  readonly owner: number
  readonly side: Side
  /** Price units. */
  readonly price: number
  readonly flags: number
  /** Position in the order in which orders came to rest: smaller is older. */
  readonly since: number
  /** Lots left. */
  lots: number
}

/**
 * The orders that rest in one market, made from what the engine told its clearing and from nothing else: what an engine
 * says of its own book is held against it.
 */
export class RestingBook {
  readonly orders: Map<number, RestingOrder> = new Map()
  #since = 0
  #saved: readonly RestingOrder[] = []

  /** Takes a line of the conversation in. */
  hear(entry: TapeEntry): void {
    switch (entry.kind) {
      case 'rested': {
        const { handle, owner, side, price, flags, lots } = entry
        this.orders.set(handle, { handle, owner, side, price, flags, since: this.#since++, lots })
        break
      }
      case 'removed': {
        const order = this.orders.get(entry.handle)
        if (order === undefined) break
        order.lots -= entry.lots
        if (order.lots <= 0) this.orders.delete(entry.handle)
        break
      }
      case 'saved':
        this.#saved = [...this.orders.values()].map((order) => ({ ...order }))
        break
      case 'reverted':
        this.orders.clear()
        for (const order of this.#saved) this.orders.set(order.handle, { ...order })
    }
  }

  /** Orders of a side in the order in which they should trade: best price first, at one price the oldest first. */
  queue(side: Side): readonly RestingOrder[] {
    return [...this.orders.values()]
      .filter((order) => order.side === side)
      .sort((a, b) => (side === BUY ? b.price - a.price : a.price - b.price) || a.since - b.since)
  }

  /** The order of a side that should trade next. */
  head(side: Side): RestingOrder | undefined {
    let best: RestingOrder | undefined
    for (const order of this.orders.values()) {
      if (order.side !== side) continue
      const better = best === undefined || (side === BUY ? order.price > best.price : order.price < best.price)
      if (better || (order.price === best?.price && order.since < best.since)) best = order
    }
    return best
  }

  /** Orders of an account. */
  of(owner: number): readonly RestingOrder[] {
    return [...this.orders.values()].filter((order) => order.owner === owner)
  }
}
