import type { Scenario } from './scenario.ts'
import type { OrderBookText, VirtualAmmText } from './schema/engines-schema.ts'

/** One way in which a scenario runs: an engine, and who provides its liquidity. */
export type Arm =
  /** The virtual AMM as it is. */
  | { readonly name: string; readonly kind: 'curve'; readonly engine: VirtualAmmText }
  /** The order book holding a ladder cut from the curve; nobody else rests orders. */
  | { readonly name: string; readonly kind: 'ladder'; readonly engine: OrderBookText; readonly curve: VirtualAmmText }
  /** The order book with makers who quote as they like with its capital. */
  | { readonly name: string; readonly kind: 'makers'; readonly engine: OrderBookText }

/**
 * The arms of a comparison, in the order in which results show them: the curves, then for each curve and book an order
 * book with the curve's ladder (`ladder` where there is one pair, else `ladder-<curve>-<book>`), then the books.
 */
export const armsOf = (scenario: Scenario): readonly Arm[] => {
  const curves: { readonly name: string; readonly engine: VirtualAmmText }[] = []
  const books: { readonly name: string; readonly engine: OrderBookText }[] = []
  for (const [name, engine] of Object.entries(scenario.engines)) {
    if (engine.kind === 'virtual-amm') curves.push({ name, engine })
    else books.push({ name, engine })
  }
  const single = curves.length * books.length === 1
  return [
    ...curves.map(({ name, engine }): Arm => ({ name, kind: 'curve', engine })),
    ...curves.flatMap((curve) =>
      books.map(
        (book): Arm => ({
          name: single ? 'ladder' : `ladder-${curve.name}-${book.name}`,
          kind: 'ladder',
          engine: book.engine,
          curve: curve.engine,
        }),
      ),
    ),
    ...books.map(({ name, engine }): Arm => ({ name, kind: 'makers', engine })),
  ]
}
