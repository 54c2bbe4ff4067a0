import fc from 'fast-check'
import { type EngineOrder, type EngineOrderOptions, engineOrders } from './engine-orders.ts'
import { lots } from './lots.ts'
import { prices } from './prices.ts'

/** One thing that is asked of an engine. `of` is the position of an earlier submit among the submits of the sequence. */
export type OrderOperation =
  | { readonly do: 'submit'; readonly order: EngineOrder }
  | { readonly do: 'cancel'; readonly of: number }
  | { readonly do: 'replace'; readonly of: number; readonly lots: number; readonly price: number }
  | { readonly do: 'next-block' }

/** Which sequences are drawn. */
export interface OrderSequenceOptions extends EngineOrderOptions {
  /** Most operations. @defaultValue 30 */
  readonly longest?: number
}

/** `of` counts within the submits before it, so that it always names one; without any before it there is nothing to do. */
const resolved = (drawn: readonly OrderOperation[]): readonly OrderOperation[] => {
  let submits = 0
  return drawn.flatMap((operation): readonly OrderOperation[] => {
    if (operation.do === 'submit') submits += 1
    if (!('of' in operation)) return [operation]
    return submits === 0 ? [] : [{ ...operation, of: operation.of % submits }]
  })
}

/**
 * Sequences of orders, cancels, replacements and new blocks as an engine is asked for them; what is cancelled or replaced
 * is an earlier submit of the sequence. Shrinks to fewer operations, and to an empty sequence at last.
 *
 * For sequences as steps of a scenario see `scripts`.
 *
 * @example
 * ```ts
 * fc.assert(
 *   fc.property(orderSequences({ about: 1_000_000 }), (operations) => {
 *     const handles: number[] = []
 *     for (const operation of operations) {
 *       if (operation.do === 'cancel') engine.cancel(handles[operation.of])
 *       // …
 *     }
 *   }),
 * )
 * ```
 */
export const orderSequences = (options: OrderSequenceOptions): fc.Arbitrary<readonly OrderOperation[]> => {
  const { longest = 30, about, tickUnits = 1, mostLots } = options
  const of = fc.nat(longest)
  const operation: fc.Arbitrary<OrderOperation> = fc.oneof(
    {
      weight: 6,
      arbitrary: engineOrders(options).map((order): OrderOperation => ({ do: 'submit', order })),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), of }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('replace' as const),
        of,
        lots: lots(mostLots),
        price: prices({ about, tickUnits }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'next-block' as const }) },
  )
  return fc.array(operation, { maxLength: longest, size: 'max' }).map(resolved)
}
