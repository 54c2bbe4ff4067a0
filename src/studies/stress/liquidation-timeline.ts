import type { EventSink, ExchangeEvent } from '../../exchange/exchange-event.ts'
import { MICROS_PER_UNIT } from '../../market/price.ts'
import { BUY, SELL, type Side } from '../../market/side.ts'
import type { AccountName } from './account-names.ts'

/** What happened to an account. */
export type TimelineKind =
  /** Lots were closed through the market's engine. */
  | 'liquidated'
  /** Lots went to the backstop vault. */
  | 'backstop'
  /** Lots were closed against a trader on the other side. */
  | 'deleveraged'
  /** Its negative cash was paid by the fund, by the vault, by other traders, or by nobody. */
  | 'fund-paid'
  | 'vault-paid'
  | 'socialised'
  | 'unpaid'

/** One step of a liquidation. Plain data; what a step does not have is left out. */
export interface TimelineRow {
  /** Milliseconds of the run. */
  readonly time: number
  readonly block: number
  readonly kind: TimelineKind
  /** The account that was liquidated, as the event log has it. */
  readonly account: number
  readonly group: string
  readonly member?: number
  /** Symbol; payments have none. */
  readonly market?: string
  readonly lots?: number
  /** Average price of the step, price micro-units. */
  readonly priceMicros?: number
  /** Price micro-units, of `liquidated`: the mark by which it was told to be due. */
  readonly markMicros?: number
  /** Quote atoms that changed hands for the lots, >= 0. */
  readonly notionalAtoms?: number
  /** Quote atoms: of `liquidated` what was lost against the mark, penalty included (negative where it closed better); of payments what was paid. */
  readonly lossAtoms?: number
  /** Who took the lots: of `deleveraged`. */
  readonly taker?: AccountName
}

/** A run's liquidations in their order. */
export interface LiquidationTimeline {
  readonly rows: readonly TimelineRow[]
  /** Rows after the last one here, which there was no room for. */
  readonly leftOut: number
}

/** What a timeline is told of the run besides its events. */
export interface TimelineRun {
  readonly nameOf: (account: number) => AccountName
  /** Symbols of the markets, in their order. */
  readonly symbols: readonly string[]
  /** Where the run stands. */
  readonly position: () => { readonly block: number; readonly time: number }
}

const PAID: Readonly<Record<Extract<ExchangeEvent, { kind: 'loss-paid' }>['payer'], TimelineKind>> = {
  fund: 'fund-paid',
  vault: 'vault-paid',
  socialise: 'socialised',
  nobody: 'unpaid',
}

/** Lots that changed hands for so many atoms, either way. */
const deal = (lots: number, quote: number): Pick<TimelineRow, 'lots' | 'priceMicros' | 'notionalAtoms'> => ({
  lots,
  priceMicros: Math.round((Math.abs(quote) / lots) * MICROS_PER_UNIT),
  notionalAtoms: Math.abs(quote),
})

/**
 * Writes down a run's liquidations as they happen, up to a number of rows, and counts the rest: the first ones say how it
 * began, and memory is bounded however long a cascade is. Events of other kinds pass by.
 */
export class TimelineSink implements EventSink {
  readonly #most: number
  readonly #rows: TimelineRow[] = []
  #leftOut = 0
  #run: TimelineRun | undefined
  /** Side of the last liquidation's order: its fills come before the event that closes it. */
  #closing: Side = BUY

  /** @param most - rows that are kept */
  constructor(most: number) {
    this.#most = most
  }

  /** Tells whose accounts there are: before the first block, since a run is built with its sink. */
  follow(run: TimelineRun): void {
    this.#run = run
  }

  emit(event: ExchangeEvent): void {
    switch (event.kind) {
      case 'fill':
        if (event.liquidation) this.#closing = event.side
        break
      case 'liquidation': {
        const { lots, quote, mark, penalty } = event
        const slippage = this.#closing === SELL ? lots * mark - quote : quote - lots * mark
        this.#write('liquidated', event, {
          ...deal(lots, quote),
          markMicros: mark * MICROS_PER_UNIT,
          lossAtoms: slippage + penalty,
        })
        break
      }
      case 'backstop':
        this.#write('backstop', event, deal(event.lots, event.quote))
        break
      case 'deleverage':
        this.#write('deleveraged', event, { ...deal(event.lots, event.quote), taker: this.#told.nameOf(event.taker) })
        break
      case 'loss-paid':
        this.#write(PAID[event.payer], event, { lossAtoms: event.atoms })
        break
    }
  }

  /** What was written so far. */
  timeline(): LiquidationTimeline {
    return { rows: [...this.#rows], leftOut: this.#leftOut }
  }

  get #told(): TimelineRun {
    if (this.#run === undefined) throw new RangeError('liquidation timeline: it follows no run yet')
    return this.#run
  }

  #write(
    kind: TimelineKind,
    { account, market }: { readonly account: number; readonly market?: number },
    more: Partial<TimelineRow>,
  ): void {
    if (this.#rows.length >= this.#most) {
      this.#leftOut += 1
      return
    }
    const { nameOf, symbols, position } = this.#told
    const { block, time } = position()
    const where = market === undefined ? {} : { market: symbols[market] }
    this.#rows.push({ time, block, kind, account, ...nameOf(account), ...where, ...more })
  }
}
