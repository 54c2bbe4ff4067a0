import type { ExchangeEvent } from '../../exchange/exchange-event.ts'
import type { Moment } from '../../simulation/simulation-observer.ts'
import type { TapeEntry } from './tape-entry.ts'

/** Follows one run on behalf of one law; whatever it does not need it leaves out. */
export interface Watcher {
  /** A part of a block begins. */
  before?(moment: Moment): void
  /** It has ended. */
  after?(moment: Moment): void
  /** Engine and clearing of a market said something to each other; the view's open orders know of it already. */
  heard?(entry: TapeEntry): void
  /** Something happened in the exchange; fills are told when their order has ended. */
  told?(event: ExchangeEvent): void
  /** The run is over. */
  end?(): void
  /** The run threw, and has no further block. */
  failed?(error: unknown): void
}
