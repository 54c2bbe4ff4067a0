import type { Clearing } from '../../market/clearing.ts'
import { MOST_ORDERS } from './order-records.ts'

/** How a book is built. */
export interface OrderBookOptions {
  readonly clearing: Clearing
  /** Price units per tick, a positive int32: a limit must be a positive whole number of ticks. */
  readonly tickUnits: number
  /** Account to owner, when accounts of one owner must not trade with each other either. Without it each account stands for itself. */
  readonly ownerOf?: (account: number) => number
  /**
   * When a reduce-only order goes that has nothing left to reduce: as soon as a fill in this book does it (dYdX v4), or when a taker meets it.
   * @defaultValue 'at-once'
   */
  readonly purgeReduceOnly?: 'at-once' | 'when-met'
  /** Room for so many resting orders to begin with; it doubles as needed. @defaultValue 1024 */
  readonly orders?: number
  /** The most resting orders, beyond which an order that would rest is refused `engine-full`. @defaultValue 2,097,150, which is also the most */
  readonly mostOrders?: number
  /** Ticks that the ladder covers to begin with. @defaultValue 4096 */
  readonly levels?: number
  /** The most ticks between the lowest and the highest resting price, beyond which `engine-full`. @defaultValue 4,194,304 */
  readonly mostLevels?: number
}

/**
 * Looks at every option's range.
 * @throws RangeError naming all that are out of range
 */
export const checkOrderBookOptions = (options: OrderBookOptions): void => {
  const faults: string[] = []
  const within = (name: string, value: number | undefined, least: number, most: number, unit: string): void => {
    if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most)) {
      faults.push(`${name}: ${value} must be a whole number from ${least} to ${most} ${unit}`)
    }
  }
  within('tickUnits', options.tickUnits, 1, 0x7fffffff, 'price units')
  within('orders', options.orders, 1, MOST_ORDERS, 'orders')
  within('mostOrders', options.mostOrders, 1, MOST_ORDERS, 'orders')
  within('levels', options.levels, 32, 1 << 26, 'ticks')
  within('mostLevels', options.mostLevels, options.levels ?? 4096, 1 << 26, 'ticks')
  if (faults.length > 0) throw new RangeError(`order book: ${faults.join('; ')}`)
}
