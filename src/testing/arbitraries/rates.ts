import type fc from 'fast-check'
import type { Rate } from '../../scenario/quantities.ts'
import { type RangeChoice, withinRange } from './within-range.ts'

/**
 * Rates as a scenario has them (fees, penalties, fractions, caps), both bounds included. Shrinks to `towards`.
 *
 * @param range - `least..most`, in one unit
 * @example
 * ```ts
 * const cases = rates('0bps..20bps', { towards: '5bps' }).map((taker) => labScenario({ fees: { maker: '0', taker } }))
 * ```
 */
export const rates = (range = '0%..10%', choice: RangeChoice = {}): fc.Arbitrary<Rate> => withinRange(range, choice)
