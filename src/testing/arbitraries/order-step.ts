import type { StepAccount, StepText } from '../../scenario/schema/steps-schema.ts'
import { limitText, type MarketGrid, sizeText, triggerText } from './market-grid.ts'
import type { OrderDraft } from './order-drafts.ts'

/** Where and when a drafted order is placed. */
export interface Placement {
  readonly grid: Pick<MarketGrid, 'tick' | 'lot'>
  /** True price then, quote per base. */
  readonly price: number
  /** Number of the block, and milliseconds between blocks. */
  readonly block: number
  readonly blockTime: number
  readonly account: StepAccount
  /** Symbol, where it is not the first market. */
  readonly market?: string
}

/** Every third good-til time lies between two blocks: milliseconds before the later one. */
const offSecond = (blocks: number, blockTime: number): number => (blocks % 3 === 2 ? Math.floor(blockTime / 3) : 0)

/** The scripted step that places a drafted order. */
export const orderStep = (
  draft: OrderDraft,
  { grid, price, block, blockTime, account, market }: Placement,
): Extract<StepText, { readonly do: 'place' }> => {
  const { buy, lots, ticks, timeInForce, reduceOnly, slide, selfTrade, blocks, trigger, tag } = draft
  return {
    at: `${block * blockTime}ms`,
    ...(market !== undefined && { market }),
    account,
    do: 'place',
    side: buy ? 'buy' : 'sell',
    size: sizeText(lots, grid),
    ...(ticks !== undefined && { price: limitText(price, ticks, grid) }),
    timeInForce,
    reduceOnly,
    slide,
    selfTrade,
    ...(blocks > 0 && { goodTil: `${(block + blocks) * blockTime - offSecond(blocks, blockTime)}ms` }),
    ...(trigger !== undefined && {
      trigger:
        trigger >= 0 ? { above: triggerText(price, trigger, grid) } : { below: triggerText(price, trigger, grid) },
    }),
    tag,
  }
}
