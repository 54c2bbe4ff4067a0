import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import type { Side } from '../../../market/side.ts'
import { LIQUIDATE } from '../../../market/transaction.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import { Standing } from '../../watch/standing.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'

/** An order of the visited account goes. */
export interface CancelDeed {
  readonly kind: 'cancel'
  readonly owner: number
  readonly market: number
  readonly handle: number
  readonly before: Standing
}

/** An order goes to a market's engine. */
export interface OrderDeed {
  readonly kind: 'order'
  readonly owner: number
  readonly market: number
  readonly side: Side
  readonly lots: number
  readonly limit: number
  readonly flags: number
  readonly before: Standing
  /** Lots and quote atoms of all fills. */
  filled: bigint
  quote: bigint
  /** When the engine had answered, before any penalty. */
  after: Standing
  /** What was told of it when the penalty was paid. */
  charged?: { readonly event: Extract<ExchangeEvent, { readonly kind: 'liquidation' }>; readonly after: Standing }
}

/** Lots change hands without an order. */
export interface TakeoverDeed {
  readonly kind: 'takeover'
  readonly event: Extract<ExchangeEvent, { readonly kind: 'backstop' | 'deleverage' }>
  readonly before: Standing
  readonly after: Standing
}

/** Somebody, or nobody, pays negative cash. */
export interface PaymentDeed {
  readonly kind: 'payment'
  readonly event: Extract<ExchangeEvent, { readonly kind: 'loss-paid' }>
  readonly before: Standing
  readonly after: Standing
}

export type Deed = CancelDeed | OrderDeed | TakeoverDeed | PaymentDeed

/** An account in hand, from the moment it was taken there to the end. */
export interface Visit {
  readonly account: number
  /** -1 for the protocol itself. */
  readonly liquidator: number
  readonly opening: Standing
  /** Orders that rested when it began. */
  readonly orders: readonly { readonly market: number; readonly handle: number }[]
  readonly deeds: readonly Deed[]
  readonly closing: Standing
}

/** A part of a block in which accounts are liquidated, and all visits in it. */
export interface Sitting {
  readonly moment: Moment
  readonly opening: Standing
  readonly visits: readonly Visit[]
  readonly closing: Standing
}

/** Something that a watcher is told. */
export type Line =
  | { readonly of: 'before'; readonly moment: Moment }
  | { readonly of: 'after'; readonly moment: Moment }
  | { readonly of: 'tape'; readonly entry: TapeEntry }
  | { readonly of: 'event'; readonly event: ExchangeEvent }

/** Are accounts liquidated in this part of a block? */
export const isLiquidation = (moment: Moment): boolean =>
  moment.kind === 'liquidations' ||
  (moment.kind === 'step' && moment.action.do === 'liquidate') ||
  (moment.kind === 'transaction' && moment.transaction.kind === LIQUIDATE)

type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

/** Puts the lines of a run together to visits. */
export class VisitReader {
  readonly #view: RunInView
  #sitting: Open<Sitting> | undefined
  #visit: Open<Visit> | undefined
  #order: OrderDeed | undefined
  #last: Standing | undefined

  constructor(view: RunInView) {
    this.#view = view
  }

  /** @returns the visit and the sitting that end with the line */
  read(line: Line): { readonly visit?: Visit; readonly sitting?: Sitting } {
    if (line.of === 'before') {
      if (isLiquidation(line.moment)) {
        const opening = this.#stand()
        this.#sitting = { moment: line.moment, opening, visits: [], closing: opening }
      }
      return {}
    }
    const sitting = this.#sitting
    if (sitting === undefined) return {}
    if (line.of === 'after') {
      sitting.closing = this.#stand()
      this.#sitting = undefined
      return { ...this.#ended(sitting), sitting }
    }
    if (line.of === 'tape') this.#tape(line.entry)
    else if (line.event.kind === 'visit') {
      const ended = this.#ended(sitting)
      const { account, liquidator } = line.event
      const opening = this.#stand()
      const orders = this.#view.books.flatMap((book, market) =>
        book.of(account).map(({ handle }) => ({ market, handle })),
      )
      this.#visit = { account, liquidator, opening, orders, deeds: [], closing: opening }
      return ended
    } else this.#event(line.event)
    return {}
  }

  #ended(sitting: Open<Sitting>): { readonly visit?: Visit } {
    const visit = this.#visit
    if (visit === undefined) return {}
    visit.closing = this.#stand()
    sitting.visits.push(visit)
    this.#visit = undefined
    return { visit }
  }

  #tape(entry: TapeEntry): void {
    const before = this.#last as Standing
    switch (entry.kind) {
      case 'cancel': {
        const { market, handle } = entry
        const owner = this.#view.books[market].orders.get(handle)?.owner ?? -1
        this.#visit?.deeds.push({ kind: 'cancel', owner, market, handle, before })
        break
      }
      case 'submit': {
        const { market, owner, side, lots, limit, flags } = entry
        this.#order = {
          ...{ kind: 'order', owner, market, side, lots, limit, flags, before, after: before },
          ...{ filled: 0n, quote: 0n },
        }
        this.#visit?.deeds.push(this.#order)
        break
      }
      case 'filled':
        if (this.#order === undefined) break
        this.#order.filled += BigInt(entry.lots)
        this.#order.quote += BigInt(entry.quote)
        break
      case 'answer':
        if (this.#order !== undefined && entry.to === 'submit') this.#order.after = this.#stand()
    }
  }

  #event(event: ExchangeEvent): void {
    const before = this.#last as Standing
    if (event.kind === 'liquidation' && this.#order !== undefined) {
      this.#order.charged = { event, after: this.#stand() }
      this.#order = undefined
    }
    if (event.kind === 'backstop' || event.kind === 'deleverage')
      this.#visit?.deeds.push({ kind: 'takeover', event, before, after: this.#stand() })
    if (event.kind === 'loss-paid') this.#visit?.deeds.push({ kind: 'payment', event, before, after: this.#stand() })
  }

  #stand(): Standing {
    this.#last = new Standing(this.#view.simulation, this.#view.reckoning)
    return this.#last
  }
}
