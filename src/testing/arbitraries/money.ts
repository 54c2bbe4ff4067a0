import type fc from 'fast-check'
import type { Money } from '../../scenario/quantities.ts'
import { type RangeChoice, withinRange } from './within-range.ts'

/**
 * Money as a scenario has it: decimal text in quote units, both bounds included. Shrinks to `towards`.
 *
 * @param range - `least..most`
 * @example
 * ```ts
 * const cases = money('0..10_000', { towards: '1_000' }).map((deposit) =>
 *   labScenario({ insurance: { deposit, feeShare: '10%' } }),
 * )
 * ```
 */
export const money = (range = '0..10_000', choice: RangeChoice = {}): fc.Arbitrary<Money> => withinRange(range, choice)
