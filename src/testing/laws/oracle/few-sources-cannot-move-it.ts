import fc from 'fast-check'
import type { Aggregate } from '../../../oracle/aggregate.ts'
import { median } from '../../../oracle/median.ts'
import { weightedMedian } from '../../../oracle/weighted-median.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { aggregated } from './aggregate-is-exact.ts'

interface WildCase {
  readonly honest: readonly number[]
  readonly wild: readonly number[]
}

/** More honest sources than wild ones, all of one weight. */
const wildCases: fc.Arbitrary<WildCase> = fc
  .record({
    honest: fc.array(fc.integer({ min: 1_000_000, max: 1_000_100 }), { minLength: 1, maxLength: 5 }),
    wild: fc.array(fc.integer({ min: 1, max: 4_000_000_000_000_000 }), { maxLength: 4 }),
  })
  .map(({ honest, wild }) => ({ honest, wild: wild.slice(0, honest.length - 1) }))

/** Who controls fewer than half of the sources does not make the price. */
export const fewSourcesCannotMoveIt = (aggregates: readonly Aggregate[] = [median, weightedMedian]): Law<WildCase> =>
  lawOverNumbers(
    {
      id: 'PERP-81',
      name: 'fewer than half of the sources, whatever they say, cannot move a median beyond what the others say',
      rulesOut: 'One bad feed that liquidates a market',
      parts: ['oracle'],
      when: 'the aggregation is a median, and weights are equal',
    },
    wildCases,
    ({ honest, wild }, ruling) => {
      const told = [...wild, ...honest].map((price) => ({ price, weight: 3 }))
      for (const aggregate of aggregates) {
        const is = aggregated(aggregate, told)
        ruling.exercised(wild.length > 0 ? 'wild sources' : 'honest sources alone')
        if (is < Math.min(...honest) || is > Math.max(...honest))
          ruling.broken(`${honest} are honest, ${wild} are not, and the price is ${is}`)
      }
    },
  )
