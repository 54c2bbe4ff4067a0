import type { Side } from '../market/side.ts'

/** What happened, for the event log: emitted only when somebody listens. Prices in units, lots whole, money in atoms. */
export type ExchangeEvent =
  | {
      readonly kind: 'fill'
      readonly market: number
      readonly maker: number
      readonly taker: number
      readonly side: Side
      readonly lots: number
      readonly quote: number
      readonly liquidation: boolean
    }
  | { readonly kind: 'deposit' | 'withdrawal'; readonly account: number; readonly atoms: number }
  | {
      readonly kind: 'refusal'
      readonly account: number
      readonly market: number
      readonly refusal: string
      readonly what: string
    }
  | { readonly kind: 'trigger'; readonly account: number; readonly market: number; readonly triggerPrice: number }
  | {
      /** The liquidation takes an account in hand, and asks its rule what is to be done; `liquidator` -1: the protocol itself. */
      readonly kind: 'visit'
      readonly account: number
      readonly liquidator: number
    }
  | {
      readonly kind: 'liquidation'
      readonly account: number
      readonly market: number
      readonly lots: number
      readonly quote: number
      readonly mark: number
      readonly penalty: number
      readonly equity: number
    }
  | {
      readonly kind: 'backstop' | 'deleverage'
      readonly account: number
      readonly taker: number
      readonly market: number
      readonly lots: number
      readonly quote: number
    }
  | {
      readonly kind: 'loss-paid'
      readonly account: number
      readonly payer: 'fund' | 'vault' | 'socialise' | 'nobody'
      readonly atoms: number
    }
  | { readonly kind: 'funding'; readonly market: number; readonly ratePico: number }
  | { readonly kind: 'paused'; readonly market: number; readonly bits: number }

/** Where events go. */
export interface EventSink {
  emit(event: ExchangeEvent): void
}
