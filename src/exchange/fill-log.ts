import { QUOTE } from '../market/clearing.ts'
import { LIQUIDATION } from '../market/order-flags.ts'
import type { Side } from '../market/side.ts'
import type { EventSink, ExchangeEvent } from './exchange-event.ts'
import type { FillListener } from './market-clearing.ts'

/**
 * Tells the event log of fills, once the order that made them stands: what a fill-or-kill takes back is never told.
 */
export class FillLog implements FillListener {
  readonly #sink: EventSink
  readonly #pending: ExchangeEvent[] = []

  constructor(sink: EventSink) {
    this.#sink = sink
  }

  fill(
    market: number,
    maker: number,
    taker: number,
    side: Side,
    lots: number,
    flags: number,
    cell: Float64Array,
  ): void {
    const liquidation = (flags & LIQUIDATION) !== 0
    this.#pending.push({ kind: 'fill', market, maker, taker, side, lots, quote: cell[QUOTE], liquidation })
  }

  reverted(): void {
    this.#pending.length = 0
  }

  /** The order is done: its fills are told, oldest first. */
  flush(): void {
    for (const event of this.#pending) this.#sink.emit(event)
    this.#pending.length = 0
  }
}
