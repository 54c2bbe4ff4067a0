import { atomsPerUnit } from '../../market/market-spec.ts'
import { armsOf } from '../../scenario/arms.ts'
import { atomsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'

/** Who stands against all other traders in an arm, and with how much. */
export interface PoolOfArm {
  /** `the pool`, `the makers`: as sentences say it. */
  readonly words: string
  /** Figures of the store whose sum is its profit. */
  readonly profit: readonly string[]
  /** Quote units of all markets together, above 0. */
  readonly capital: number
}

/** Names of the lists of market makers. */
export const makersOf = ({ traders }: Pick<Scenario, 'traders'>): readonly string[] => [
  ...new Set(traders.flatMap(({ kind, name }) => (kind === 'market-maker' ? [name ?? kind] : []))),
]

/** The pool of an arm with a curve or a ladder cut from one; in a book the makers, where it says what they share; else `undefined`. */
export const poolOfArm = (scenario: Scenario, arm: string): PoolOfArm | undefined => {
  const found = armsOf(scenario).find(({ name }) => name === arm)
  if (found === undefined) return undefined
  const { capital: money } = found.kind === 'ladder' ? found.curve : found.engine
  const [market] = scenario.markets
  const capital = (atomsOf(money, market.quoteDecimals) / atomsPerUnit(market)) * scenario.markets.length
  if (!(capital > 0)) return undefined
  if (found.kind !== 'makers') return { words: 'the pool', profit: ['pool.pnl'], capital }
  const makers = makersOf(scenario)
  return makers.length === 0 ? undefined : { words: 'the makers', profit: makers.map((name) => `pnl.${name}`), capital }
}
