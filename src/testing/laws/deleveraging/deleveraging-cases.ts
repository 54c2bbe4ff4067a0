import fc from 'fast-check'
import type { Candidates, DeleveragePolicy } from '../../../insurance/deleverage-policy.ts'
import { deleverageProRata } from '../../../insurance/deleverage-pro-rata.ts'
import { type DeleverageRanking, deleverageQueue } from '../../../insurance/deleverage-queue.ts'
import type { Judgement } from '../../law.ts'
import { ceilDiv } from '../../watch/reckoning.ts'
import type { Contender, Ranking } from '../exact-ranking.ts'

/** One position of the side that may be deleveraged; plain numbers, as a policy is given them. */
export interface DrawnPosition {
  readonly account: number
  readonly size: number
  readonly entryValue: number
  readonly equity: number
  readonly notional: number
}

/** What deleveraging policies are asked. */
export interface DeleveragingCase {
  readonly lots: number
  /** Lots beyond those, for a second question. */
  readonly more: number
  readonly positions: readonly DrawnPosition[]
  /** Another order in which the positions come. */
  readonly order: readonly number[]
}

/** A policy with its name, and what it promises; nothing where that is left out. */
export interface NamedPolicy {
  readonly name: string
  readonly policy: DeleveragePolicy
  readonly promises?: Ranking | 'pro-rata'
}

const COIN = 1_000_000
const ATOMS_OF_MAINTENANCE = 20n
const maintenance = (notional: bigint): bigint => ceilDiv(notional, ATOMS_OF_MAINTENANCE)

const queue = (ranking: DeleverageRanking, promises: Ranking): NamedPolicy => ({
  name: ranking.kind,
  policy: deleverageQueue(ranking),
  promises,
})

/** The policies that perplab ships. */
export const SHIPPED_POLICIES: readonly NamedPolicy[] = [
  queue({ kind: 'profit-leverage' }, { kind: 'profit-leverage' }),
  queue({ kind: 'price-leverage' }, { kind: 'price-leverage' }),
  queue(
    {
      kind: 'wallet-leverage',
      coin: COIN,
      requirement: { maintenance: (notional) => Number(maintenance(BigInt(notional))) },
    },
    { kind: 'wallet-leverage', coin: BigInt(COIN), maintenance },
  ),
  { name: 'pro-rata', policy: deleverageProRata(), promises: 'pro-rata' },
]

const LARGEST_SIZE = 1_000_000

/** Positions of one market on one side: of few lots and of many, winners, losers and neither, with and without equity, some alike. */
const positionsAt = (mark: number, long: boolean): fc.Arbitrary<readonly DrawnPosition[]> => {
  const size = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 1000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: LARGEST_SIZE }) },
  )
  const position = fc
    .record({
      lots: size,
      // Thousandths of the notional at the mark that the position has gained.
      gain: fc.oneof(fc.constantFrom(100, 0, 300, -100), fc.integer({ min: -300, max: 999 })),
      // Thousandths of the notional that the account's equity is.
      equity: fc.oneof(fc.constantFrom(100, 0, -50, 1000), fc.integer({ min: -100, max: 3000 })),
    })
    .map(({ lots, gain, equity }) => {
      const notional = lots * mark
      const thousandth = (n: number): number => Number((BigInt(notional) * BigInt(n)) / 1000n)
      const value = Math.max(1, thousandth(long ? 1000 - gain : 1000 + gain))
      return {
        size: long ? lots : 0 - lots,
        entryValue: long ? value : 0 - value,
        equity: thousandth(equity),
        notional,
      }
    })
  return fc
    .array(position, { maxLength: 7 })
    .map((all) => all.map((one, account) => ({ account: account + 6, ...one })))
}

/** Cases for all policies; they shrink to few positions of few lots at a round price. */
export const deleveragingCases = (): fc.Arbitrary<DeleveragingCase> =>
  fc
    .record({ mark: fc.constantFrom(1000, 1, 999_983, 500_000_000), long: fc.boolean() })
    .chain(({ mark, long }) => positionsAt(mark, long))
    .chain((positions) => {
      const held = positions.reduce((sum, { size }) => sum + Math.abs(size), 0)
      return fc.record({
        lots: fc.integer({ min: 0, max: held + 2 }),
        more: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: held + 2 })),
        positions: fc.constant(positions),
        order: fc.shuffledSubarray([...positions.keys()], { minLength: positions.length }),
      })
    })

/** The positions as a policy takes them. */
export const candidatesOf = (positions: readonly DrawnPosition[]): Candidates => ({
  count: positions.length,
  account: Int32Array.from(positions, ({ account }) => account),
  size: Float64Array.from(positions, ({ size }) => size),
  entryValue: Float64Array.from(positions, ({ entryValue }) => entryValue),
  equity: Float64Array.from(positions, ({ equity }) => equity),
  notional: Float64Array.from(positions, ({ notional }) => notional),
})

/** The position in exact numbers. */
export const contenderOf = ({ account, size, entryValue, equity, notional }: DrawnPosition): Contender => ({
  account,
  size: BigInt(size),
  entryValue: BigInt(entryValue),
  equity: BigInt(equity),
  notional: BigInt(notional),
})

/** What a policy answers, and what it says each position gives; the cells are not empty before. */
export const askPolicy = (
  policy: DeleveragePolicy,
  lots: number,
  positions: readonly DrawnPosition[],
): { readonly answer: number; readonly given: readonly number[] } => {
  const out = new Float64Array(positions.length).fill(3)
  const answer = policy.allocate(lots, candidatesOf(positions), out)
  return { answer, given: [...out] }
}

/** Judges each policy; the first that breaks the law is named. */
export const judgeEach = (policies: readonly NamedPolicy[], judge: (named: NamedPolicy) => Judgement): Judgement => {
  const exercised: { [what: string]: number } = {}
  for (const named of policies) {
    const judgement = judge(named)
    if (judgement.broken !== undefined)
      return { exercised, broken: { detail: `${named.name}: ${judgement.broken.detail}` } }
    for (const [what, times] of Object.entries(judgement.exercised)) exercised[what] = (exercised[what] ?? 0) + times
  }
  return { exercised }
}
