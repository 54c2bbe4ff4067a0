import { meanOf } from '../../studies/statistics/mean-of.ts'
import type { PlacedCase } from '../../studies/stress/plan-stress.ts'
import { SKEW_MOVES, SKEWS, unskewedId } from '../../studies/stress/skew-cases.ts'
import { type PoolOfArm, poolOfArm } from './pool-of-arm.ts'
import type { StressView } from './stress-view.ts'

/** What others won of those who stand against them, over their capital, by skew and move. */
export interface SkewMatrix {
  readonly arm: string
  readonly pool: PoolOfArm
  readonly moves: readonly number[]
  /** The crowd as it is among them, as 0. */
  readonly skews: readonly number[]
  /** By skew, then by move; `undefined` where no run tells. */
  readonly fractions: readonly (readonly (number | undefined)[])[]
}

/** Loss of the pool, or of the makers, over its capital, mean over the seeds that tell. */
const lostShare = ({ table, plan }: StressView, { profit, capital }: PoolOfArm, point: number, arm: string) => {
  const columns = profit.map((figure) => table.values(figure, point, arm))
  const seeds = Array.from({ length: plan.seeds }, (_, i) => columns.map((column) => column[i]))
  const told = seeds.flatMap((own) => {
    const known = own.filter((x) => x !== undefined)
    return known.length < own.length ? [] : [known.reduce((sum, x) => sum + x, 0)]
  })
  return told.length === 0 ? undefined : (0 - meanOf(told)) / capital
}

/** The matrix of an arm; `undefined` where nothing stands against the traders, or no case of it was run. */
export const skewMatrix = (view: StressView, arm: string): SkewMatrix | undefined => {
  const pool = poolOfArm(view.scenario, arm)
  if (pool === undefined || view.skewed.length === 0) return undefined
  const skews = [...SKEWS, 0].sort((a, b) => b - a)
  const caseAt = (skew: number, move: number): PlacedCase | undefined =>
    skew === 0
      ? view.cases.find(({ id }) => id === unskewedId(move))
      : view.skewed.find(({ skewed }) => skewed?.skew === skew && skewed.move === move)
  return {
    arm,
    pool,
    moves: SKEW_MOVES,
    skews,
    fractions: skews.map((skew) =>
      SKEW_MOVES.map((move) => {
        const found = caseAt(skew, move)
        return found === undefined ? undefined : lostShare(view, pool, found.point, arm)
      }),
    ),
  }
}

/** What skew is in these tables, and what it is not. */
export const SKEW_WORDS =
  'Skew: one more trader holds a position of this share of the usual open interest, long above zero, built before the move and held to the end; 0% is the crowd as it is. It is added to whatever skew the crowd has by itself, which is not recorded. What the pool or the makers lose to arbitrageurs while the price moves is in the figures, and in most scenarios most of them.'
