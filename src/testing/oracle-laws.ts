import type { Aggregate } from '../oracle/aggregate.ts'
import type { Law } from './law-property.ts'
import { aggregateIsExact, aggregateLaw } from './laws/oracle/aggregate-is-exact.ts'
import { averagesAreExact } from './laws/oracle/averages-are-exact.ts'
import { fewSourcesCannotMoveIt } from './laws/oracle/few-sources-cannot-move-it.ts'
import { markRuleIsExact } from './laws/oracle/mark-rule-is-exact.ts'
import { newestUsableObservation } from './laws/oracle/newest-usable-observation.ts'

/**
 * The laws of oracles over numbers: of an aggregation of yours, or of perplab's own aggregations, averages and mark rules.
 *
 * @example
 * ```ts
 * const lowest: Aggregate = (prices, _weights, count) => Math.min(...prices.subarray(0, count))
 * for (const law of oracleLaws(lowest)) test(law.name, () => fc.assert(law.property)) // one wild source moves it
 * ```
 */
export const oracleLaws = (aggregate?: Aggregate): readonly Law[] =>
  aggregate !== undefined
    ? [aggregateLaw(aggregate), fewSourcesCannotMoveIt([aggregate])]
    : [aggregateIsExact(), fewSourcesCannotMoveIt(), averagesAreExact(), markRuleIsExact(), newestUsableObservation()]
