import fc from 'fast-check'
import { lots } from '../arbitraries/lots.ts'
import { type OrderDraft, type OrderType, orderDrafts, orderTags } from '../arbitraries/order-drafts.ts'
import { priceMoves } from '../arbitraries/price-moves.ts'
import { ticksOff } from '../arbitraries/ticks-off.ts'
import type { ScriptNeeds } from './script-needs.ts'

/** An action before it has a time and a price: everything in whole numbers, so that it shrinks to small ones. */
export interface ScriptDraft {
  /** Blocks after the action before it. */
  readonly wait: number
  readonly who: number
  readonly market: number
  readonly action: DraftedAction
}

/** What is done. */
export type DraftedAction =
  | OrderDraft
  /** One rests, the other takes it. */
  | {
      readonly do: 'trade'
      readonly with: number
      readonly buy: boolean
      readonly lots: number
      readonly ticks: number
    }
  /** There and back in one block. */
  | { readonly do: 'round-trip'; readonly buy: boolean; readonly lots: number }
  /** An order rests, and is replaced by one of other lots at the same price. */
  | {
      readonly do: 'resize'
      readonly buy: boolean
      readonly lots: number
      readonly to: number
      readonly ticks: number
      readonly tag: number
    }
  | { readonly do: 'cancel'; readonly tag: number }
  | { readonly do: 'cancel-all' }
  | { readonly do: 'replace'; readonly tag: number; readonly lots: number; readonly ticks: number }
  | { readonly do: 'deposit' | 'withdraw'; readonly money: number }
  | { readonly do: 'liquidate'; readonly by: number }
  | { readonly do: 'settle-funding' }
  | { readonly do: 'move-price'; readonly bps: number }
  | { readonly do: 'pause'; readonly what: 'nothing' | 'opening' | 'liquidation' | 'both' }
  | { readonly do: 'fail-oracle'; readonly kind: 'stuck' | 'silent'; readonly blocks: number }

/** Actions of a script, the ones that make trades most often. */
export const scriptDrafts = ({ members, markets, mostLots, mostMoney }: ScriptNeeds): fc.Arbitrary<ScriptDraft> => {
  const [size, ticks, tag, buy, member] = [lots(mostLots), ticksOff(), orderTags(), fc.boolean(), fc.nat(members - 1)]
  const order = (type: OrderType): fc.Arbitrary<DraftedAction> => orderDrafts(type, mostLots)
  const action: fc.Arbitrary<DraftedAction> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('trade' as const), with: member, buy, lots: size, ticks }) },
    { weight: 6, arbitrary: order('limit') },
    { weight: 3, arbitrary: order('market') },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('move-price' as const), bps: priceMoves() }) },
    { weight: 2, arbitrary: order('taking-limit') },
    { weight: 2, arbitrary: order('post-only') },
    { weight: 1, arbitrary: order('stop') },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('round-trip' as const), buy, lots: size }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('replace' as const), tag, lots: size, ticks }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('resize' as const), buy, lots: size, to: size, ticks, tag }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), tag }) },
    { weight: 1, arbitrary: fc.constant({ do: 'cancel-all' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('deposit' as const, 'withdraw' as const, 'withdraw' as const),
        money: fc.integer({ min: 1, max: mostMoney }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('liquidate' as const), by: member }) },
    { weight: 1, arbitrary: fc.constant({ do: 'settle-funding' as const }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('pause' as const),
        what: fc.constantFrom('nothing' as const, 'opening' as const, 'liquidation' as const, 'both' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('fail-oracle' as const),
        kind: fc.constantFrom('stuck' as const, 'silent' as const),
        blocks: fc.integer({ min: 1, max: 5 }),
      }),
    },
  )
  return fc.record({
    wait: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0, 1) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }) },
    ),
    who: member,
    market: fc.nat(markets.length - 1),
    action,
  })
}
