import type fc from 'fast-check'
import type { Duration } from '../../scenario/quantities.ts'
import { type RangeChoice, withinRange } from './within-range.ts'

/**
 * Durations as a scenario has them, in whole milliseconds, both bounds included. Shrinks to `towards`.
 *
 * @param range - `least..most`, in one unit
 * @example
 * ```ts
 * const cases = durations('1s..600s', { towards: '10s' }).map((every) =>
 *   labScenario({ funding: { every, period: '8h', rate: 'constant', constant: '1bps' } }),
 * )
 * ```
 */
export const durations = (range = '1s..3600s', choice: RangeChoice = {}): fc.Arbitrary<Duration> =>
  withinRange(range, choice)
