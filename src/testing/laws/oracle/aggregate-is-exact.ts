import fc from 'fast-check'
import type { Aggregate } from '../../../oracle/aggregate.ts'
import { type Aggregation, aggregateBy } from '../../../oracle/aggregation.ts'
import type { LawText } from '../../law.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { type SlowAggregation, slowAggregate } from './slow-aggregate.ts'

/** A source's price in micro-units, and its weight. */
interface Told {
  readonly price: number
  readonly weight: number
}

/** What sources say, and in which other order. */
export interface ToldPrices {
  readonly told: readonly Told[]
  readonly turn: number
}

const price = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 999_000_000_000, max: 1_001_000_000_000 }),
  fc.integer({ min: 1, max: 4_000_000_000_000_000 }),
)

/** From one source to nine. */
export const toldPrices = (): fc.Arbitrary<ToldPrices> =>
  fc.record({
    told: fc.array(fc.record({ price, weight: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 9 }),
    turn: fc.nat(8),
  })

/** The aggregate of prices, which it may sort in place. */
export const aggregated = (aggregate: Aggregate, told: readonly Told[]): number =>
  aggregate(
    Float64Array.from(told, (one) => one.price),
    Float64Array.from(told, (one) => one.weight),
    told.length,
  )

const TEXT: LawText = {
  id: 'PERP-80',
  name: 'the price of several sources is the same in any order, lies from the least to the greatest, and is exactly its rule, half-even',
  rulesOut: 'An index that depends on who reports first, or a middle that is none',
  parts: ['oracle'],
}

/** The law over an aggregation of one's own. */
export const aggregateLaw = (aggregate: Aggregate): Law<ToldPrices> =>
  lawOverNumbers(TEXT, toldPrices(), ({ told, turn }, ruling) => {
    const is = aggregated(aggregate, told)
    const turned = aggregated(
      aggregate,
      [...told.slice(turn % told.length), ...told.slice(0, turn % told.length)].reverse(),
    )
    const prices = told.map((one) => one.price)
    ruling.exercised('aggregates')
    if (is !== turned) ruling.broken(`${prices} give ${is}, in another order ${turned}`)
    if (!Number.isSafeInteger(is) || is < Math.min(...prices) || is > Math.max(...prices))
      ruling.broken(`${prices} give ${is}, which is no whole price among them`)
  })

const RULES: readonly (readonly [Aggregation, SlowAggregation])[] = [
  [{ kind: 'median' }, { kind: 'median' }],
  [{ kind: 'weighted-median' }, { kind: 'weighted-median' }],
  ...(
    [
      [0, 1],
      [1, 4],
      [1, 3],
      [2, 5],
    ] as const
  ).map(([n, d]): readonly [Aggregation, SlowAggregation] => [
    { kind: 'trimmed-mean', trim: { n, d } },
    { kind: 'trimmed-mean', trim: { n: BigInt(n), d: BigInt(d) } },
  ]),
]

interface RuleCase extends ToldPrices {
  readonly rule: number
}

/** The law over perplab's own aggregations, exact. */
export const aggregateIsExact = (): Law<RuleCase> => {
  const samples = fc
    .record({ rule: fc.nat(RULES.length - 1), prices: toldPrices() })
    .map(({ rule, prices }) => ({ rule, ...prices }))
  return lawOverNumbers(TEXT, samples, ({ rule, told, turn }, ruling) => {
    const [words, slow] = RULES[rule]
    const aggregate = aggregateBy(words)
    const turned = [...told.slice(turn % told.length), ...told.slice(0, turn % told.length)].reverse()
    const should = slowAggregate(
      slow,
      told.map((one) => ({ price: BigInt(one.price), weight: BigInt(one.weight) })),
    )
    ruling.exercised(words.kind)
    for (const order of [told, turned]) {
      const is = aggregated(aggregate, order)
      if (BigInt(is) !== should)
        ruling.broken(
          `${words.kind} of ${order.map((one) => `${one.price} x ${one.weight}`)} is ${is}, should be ${should}`,
        )
    }
  })
}
