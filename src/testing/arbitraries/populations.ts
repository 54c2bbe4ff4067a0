import fc from 'fast-check'
import type { TraderText } from '../../scenario/schema/trader-text.ts'
import { tradersSchema } from '../../scenario/schema/traders-schema.ts'
import { money } from './money.ts'

/** Behaviours that need no figures of their own. */
export type CrowdKind = 'noise' | 'trend' | 'market-maker' | 'arbitrageur' | 'liquidator'

/** All of them. */
export const CROWD_KINDS: readonly CrowdKind[] = ['noise', 'trend', 'market-maker', 'arbitrageur', 'liquidator']

/** Which populations are drawn. */
export interface PopulationOptions {
  /** @defaultValue all of `CROWD_KINDS` */
  readonly kinds?: readonly CrowdKind[]
  /** Most lists. @defaultValue 4 */
  readonly lists?: number
  /** Most members of a list. @defaultValue 20 */
  readonly members?: number
  /** Range of their deposits, quote units. @defaultValue `'100..100_000'` */
  readonly deposits?: string
}

/** A list as a scenario file has it, read with its defaults. */
const listOf = (words: Readonly<Record<string, unknown>>): TraderText => tradersSchema.parse([words])[0]

/**
 * Populations of traders, for `traders` of a scenario: lists of noise traders, trend followers, market makers, arbitrageurs
 * and liquidators with their behaviours' own defaults, and leverage where they have one. Shrinks to one list of one member
 * of the first of `kinds`, with the smallest deposit.
 *
 * @example
 * ```ts
 * const cases = populations({ members: 5 }).map((traders) => labScenario({ traders }))
 * ```
 */
export const populations = (options: PopulationOptions = {}): fc.Arbitrary<readonly TraderText[]> => {
  const { kinds = CROWD_KINDS, lists = 4, members = 20, deposits = '100..100_000' } = options
  const list = fc
    .record({
      kind: fc.constantFrom(...kinds),
      count: fc.integer({ min: 1, max: members }),
      deposit: money(deposits),
      leverage: fc.integer({ min: 1, max: 20 }),
    })
    .map(({ kind, leverage, ...rest }) =>
      listOf({ kind, ...rest, ...((kind === 'noise' || kind === 'trend') && { leverage }) }),
    )
  return fc.array(list, { minLength: 1, maxLength: lists })
}
