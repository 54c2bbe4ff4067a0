import fc from 'fast-check'
import type { StepAccount, StepText } from '../../scenario/schema/steps-schema.ts'
import type { MarketGrid } from './market-grid.ts'
import { ORDER_TYPES, type OrderType, orderDrafts } from './order-drafts.ts'
import { orderStep } from './order-step.ts'

/** Which orders are drawn. */
export interface OrderOptions {
  readonly grid: Pick<MarketGrid, 'price' | 'tick' | 'lot'>
  /** @defaultValue all of `ORDER_TYPES` */
  readonly types?: readonly OrderType[]
  /** @defaultValue 9000 */
  readonly mostLots?: number
  /** Who places them. @defaultValue member 0 of list 0 */
  readonly account?: StepAccount
  /** Number of the block, and milliseconds between blocks. @defaultValue 1 */
  readonly block?: number
  /** @defaultValue 1000 */
  readonly blockTime?: number
}

/**
 * Orders as scripted steps: every time in force, reduce-only, slides, expiries, triggers and rules against trading with
 * oneself, each valid where it is placed. Shrinks to the first of `types`: a sale of 100 lots at the price, which rests.
 *
 * @example
 * ```ts
 * const grid = { price: 1000, tick: '0.1', lot: '0.001' }
 * fc.assert(fc.asyncProperty(orders({ grid }), async (step) => runs(labScenario({ steps: [step] }))))
 * ```
 */
export const orders = (options: OrderOptions): fc.Arbitrary<Extract<StepText, { readonly do: 'place' }>> => {
  const { grid, types = ORDER_TYPES, mostLots, account = { list: 0, member: 0 } } = options
  const { block = 1, blockTime = 1000 } = options
  return fc
    .oneof({ withCrossShrink: true }, ...types.map((type) => orderDrafts(type, mostLots)))
    .map((draft) => orderStep(draft, { grid, price: grid.price, block, blockTime, account }))
}
