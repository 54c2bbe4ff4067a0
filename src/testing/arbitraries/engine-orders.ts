import fc from 'fast-check'
import { BUY, SELL, type Side } from '../../market/side.ts'
import { orderFlags } from '../../scenario/build/build-steps.ts'
import { ORDER_TYPES, type OrderDraft, type OrderType, orderDrafts } from './order-drafts.ts'

/** An order as `Engine.submit` takes it: whole numbers only. */
export interface EngineOrder {
  /** Account, from 0. */
  readonly owner: number
  readonly side: Side
  readonly lots: number
  /** Price units; 0 with `MARKET`. */
  readonly limit: number
  /** Bits of `order-flags`. */
  readonly flags: number
  /** Milliseconds, 0 for good. */
  readonly expiry: number
}

/** Which orders are drawn. */
export interface EngineOrderOptions {
  /** Price units that limits lie about, a whole number of ticks. */
  readonly about: number
  /** @defaultValue 1 */
  readonly tickUnits?: number
  /** Accounts, from 0. @defaultValue 3 */
  readonly owners?: number
  /** @defaultValue 9000 */
  readonly mostLots?: number
  /** Stops wait in the exchange: no engine sees them. @defaultValue all others of `ORDER_TYPES` */
  readonly types?: readonly Exclude<OrderType, 'stop'>[]
  /** Milliseconds between blocks. @defaultValue 1000 */
  readonly blockTime?: number
}

/** A drafted order in an engine's numbers. */
const inNumbers = (draft: OrderDraft, owner: number, options: EngineOrderOptions): EngineOrder => {
  const { about, tickUnits = 1, blockTime = 1000 } = options
  const { buy, lots, ticks, blocks } = draft
  const limit = ticks === undefined ? 0 : Math.max(1, Math.round(about / tickUnits) + ticks) * tickUnits
  return {
    owner,
    side: buy ? BUY : SELL,
    lots,
    limit,
    flags: orderFlags(draft, ticks !== undefined),
    expiry: blocks * blockTime,
  }
}

/**
 * Orders of every type as an engine takes them, in whole numbers. Shrinks to the first account's sale of 100 lots at
 * `about`, which rests for good.
 *
 * @example
 * ```ts
 * fc.assert(
 *   fc.property(engineOrders({ about: 1_000_000 }), ({ owner, side, lots, limit, flags, expiry }) => {
 *     engine.submit(owner, side, lots, limit, flags, expiry)
 *   }),
 * )
 * ```
 */
export const engineOrders = (options: EngineOrderOptions): fc.Arbitrary<EngineOrder> => {
  const { owners = 3, mostLots } = options
  const types = options.types ?? ORDER_TYPES.filter((type) => type !== 'stop')
  const draft = fc.oneof({ withCrossShrink: true }, ...types.map((type) => orderDrafts(type, mostLots)))
  return fc.tuple(draft, fc.nat(owners - 1)).map(([drafted, owner]) => inNumbers(drafted, owner, options))
}
