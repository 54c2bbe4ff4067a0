import fc from 'fast-check'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import { lots } from './lots.ts'
import { ticksOff } from './ticks-off.ts'

type Place = Extract<StepText, { readonly do: 'place' }>

/** An order before it has a time and a price: everything in whole numbers, so that it shrinks to small ones. */
export interface OrderDraft {
  readonly do: 'place'
  readonly buy: boolean
  readonly lots: number
  /** Ticks of the limit above the true price; no limit when left out. */
  readonly ticks?: number
  readonly timeInForce: Place['timeInForce']
  readonly reduceOnly: boolean
  readonly slide: boolean
  readonly selfTrade: Place['selfTrade']
  /** Blocks that it rests at most, 0 for good. */
  readonly blocks: number
  /** Basis points of the trigger about the true price; none when left out. */
  readonly trigger?: number
  readonly tag: number
}

/** Types of orders: what rests, what takes at any price, what takes up to a limit, what only rests, what waits for the mark. */
export type OrderType = 'limit' | 'market' | 'taking-limit' | 'post-only' | 'stop'

/** All of them, the plainest first. */
export const ORDER_TYPES: readonly OrderType[] = ['limit', 'market', 'taking-limit', 'post-only', 'stop']

interface TypeDraws {
  readonly timeInForce: fc.Arbitrary<Place['timeInForce']>
  readonly priced: boolean
  readonly slide?: fc.Arbitrary<boolean>
  readonly trigger?: fc.Arbitrary<number>
}

const drawsOf = (type: OrderType): TypeDraws => {
  switch (type) {
    case 'limit':
      return { timeInForce: fc.constant('good-til-cancelled'), priced: true }
    case 'market':
      return {
        timeInForce: fc.constantFrom('immediate-or-cancel', 'immediate-or-cancel', 'fill-or-kill'),
        priced: false,
      }
    case 'taking-limit':
      return { timeInForce: fc.constantFrom('immediate-or-cancel', 'fill-or-kill'), priced: true }
    case 'post-only':
      return { timeInForce: fc.constant('post-only'), priced: true, slide: fc.boolean() }
    case 'stop':
      return {
        timeInForce: fc.constant('immediate-or-cancel'),
        priced: false,
        trigger: fc.integer({ min: -1500, max: 1500 }),
      }
  }
}

const TAGS = 3

/** Senders' own numbers of orders: few, so that a later cancel often names one. Shrinks to 1. */
export const orderTags = (): fc.Arbitrary<number> => fc.integer({ min: 1, max: TAGS })

/**
 * Orders of one type relative to the true price: either side, up to `mostLots`, sometimes reduce-only or for a few blocks,
 * with every rule against trading with oneself. Shrinks to a sale of 100 lots at the true price that rests for good.
 */
export const orderDrafts = (type: OrderType, mostLots?: number): fc.Arbitrary<OrderDraft> => {
  const { timeInForce, priced, slide = fc.constant(false), trigger } = drawsOf(type)
  return fc.record({
    do: fc.constant('place' as const),
    buy: fc.boolean(),
    lots: lots(mostLots),
    ...(priced && { ticks: ticksOff() }),
    timeInForce,
    reduceOnly: fc.constantFrom(false, false, false, true),
    slide,
    selfTrade: fc.constantFrom('cancel-resting' as const, 'cancel-incoming' as const, 'decrement-both' as const),
    blocks: fc.constantFrom(0, 0, 0, 1, 4),
    ...(trigger !== undefined && { trigger }),
    tag: orderTags(),
  })
}
