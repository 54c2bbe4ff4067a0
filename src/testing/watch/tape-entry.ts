import type { Cause, Verdict } from '../../market/clearing.ts'
import type { Side } from '../../market/side.ts'

/**
 * One line of the conversation of a market's engine: what the exchange asks of it, what it asks and tells its clearing in
 * the meantime, and its answer. Lots whole, prices in units, money in atoms, times in milliseconds.
 */
export type TapeEntry = { readonly market: number } & (
  | {
      readonly kind: 'submit'
      readonly owner: number
      readonly side: Side
      readonly lots: number
      readonly limit: number
      readonly flags: number
      readonly expiry: number
      /** Quote atoms of a `BY_QUOTE` order. */
      readonly budget: number
    }
  | { readonly kind: 'cancel'; readonly handle: number }
  | { readonly kind: 'replace'; readonly handle: number; readonly lots: number; readonly limit: number }
  /** The engine's answer to the submit, cancel or replace before it. */
  | { readonly kind: 'answer'; readonly to: 'submit' | 'cancel' | 'replace'; readonly answer: number }
  | {
      /** The engine asks whether a match may happen; `verdict` is what the clearing answered. */
      readonly kind: 'asked'
      readonly maker: number
      readonly taker: number
      /** The taker's. */
      readonly side: Side
      readonly lots: number
      readonly quote: number
      readonly flags: number
      readonly verdict: Verdict
    }
  | {
      readonly kind: 'filled'
      readonly maker: number
      readonly taker: number
      /** The taker's. */
      readonly side: Side
      readonly lots: number
      readonly quote: number
      readonly flags: number
    }
  | {
      readonly kind: 'rested'
      readonly owner: number
      readonly handle: number
      readonly side: Side
      readonly lots: number
      readonly price: number
      readonly flags: number
    }
  | { readonly kind: 'removed'; readonly handle: number; readonly lots: number; readonly cause: Cause }
  | { readonly kind: 'saved' | 'reverted' }
  | { readonly kind: 'block'; readonly block: number; readonly milliseconds: number }
)
