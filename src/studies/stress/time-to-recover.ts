import { quantileOfSorted } from '../../numeric/quantile.ts'
import type { Series } from '../../simulation/recorder.ts'
import { basisBps } from '../../simulation/sample-figures.ts'
import { sampleAt } from './baseline-figures.ts'
import type { StressWindow } from './stress-case.ts'
import { MINUTE } from './stress-setting.ts'

/** What counts as recovered. */
export interface RecoveryTerms {
  /** Bound of the basis, basis points, either way; twice the 95th percentile of the paired run's, at least 5 bps, when left out. */
  readonly basisBps?: number
  /** Share of the paired run's depth that must be there again; a half when left out. */
  readonly depthShare?: number
  /** Milliseconds for which it must stay so; five minutes when left out. */
  readonly hold?: number
}

/** What a market must be again, as it is named where it is not. */
export type RecoveryCondition = 'basis' | 'depth' | 'liquidations'

/** How long a market took. */
export type TimeToRecover =
  /** Milliseconds from the end of the stress's cause to the first sample of the time in which everything stayed well; 0 where nothing was amiss. */
  | { readonly kind: 'recovered'; readonly milliseconds: number }
  /** It was watched for so long; `lacking`: what was amiss in the last `hold` of the run, empty where that was too short to tell. */
  | {
      readonly kind: 'not-within-horizon'
      readonly watchedMilliseconds: number
      readonly lacking: readonly RecoveryCondition[]
    }

const USUAL_SHARE = 0.5
const USUAL_HOLD = 5 * MINUTE
/** A market that quotes on the index to the basis point is not asked to stay within nothing. */
const LEAST_BAND = 5
const WIDER = 2

/** The columns of a run that recovery is told from. */
class RunColumns {
  readonly #series: Series
  readonly times: Float64Array

  constructor(series: Series) {
    this.#series = series
    this.times = this.column('timeMs')
  }

  column(name: string): Float64Array {
    return this.#series.values[this.#series.columns.indexOf(name)]
  }

  /** Size of the basis by sample, bps; `undefined` where there is no mid. */
  basis(): readonly (number | undefined)[] {
    const [mid, index] = [this.column('midMicros'), this.column('indexMicros')]
    return Array.from(mid, (_, i) => {
      const bps = basisBps({ mid: mid[i], index: index[i], bid: 0, ask: 0 })
      return bps === undefined ? undefined : Math.abs(bps)
    })
  }

  /** The lesser side's, atoms. */
  depth(): Float64Array {
    const ask = this.column('askDepthAtoms')
    return this.column('bidDepthAtoms').map((bid, i) => Math.min(bid, ask[i]))
  }

  /** Atoms liquidated, deleveraged or socialised so far. */
  cascade(): Float64Array {
    const [deleveraged, socialised] = [this.column('deleveragedAtoms'), this.column('socialisedAtoms')]
    return this.column('liquidatedAtoms').map((atoms, i) => atoms + deleveraged[i] + socialised[i])
  }
}

const bandOf = (baseline: RunColumns): number => {
  const known = baseline.basis().filter((bps) => bps !== undefined)
  if (known.length === 0) return Number.POSITIVE_INFINITY
  return Math.max(
    LEAST_BAND,
    WIDER *
      quantileOfSorted(
        [...known].sort((a, b) => a - b),
        0.95,
      ),
  )
}

/** What is amiss at each sample of a stressed run, beside the sample that the paired run took last before it. */
const amissBySample = (
  stressed: RunColumns,
  baseline: RunColumns,
  { basisBps: band = bandOf(baseline), depthShare = USUAL_SHARE }: RecoveryTerms,
): readonly (readonly RecoveryCondition[])[] => {
  const [basis, depth, cascade] = [stressed.basis(), stressed.depth(), stressed.cascade()]
  const [usualBasis, usualDepth, usualCascade] = [baseline.basis(), baseline.depth(), baseline.cascade()]
  const [below, usualBelow] = [stressed.column('accountsBelowZero'), baseline.column('accountsBelowZero')]
  const pairs = Array.from(stressed.times, (time) => Math.max(0, sampleAt(baseline.times, time)))
  const risen = (totals: Float64Array, from: number, to: number): number => totals[to] - (from < 0 ? 0 : totals[from])
  return pairs.map((pair, i) => {
    const before = i === 0 ? -1 : pairs[i - 1]
    const bps = basis[i]
    const outside = bps === undefined ? usualBasis[pair] !== undefined : bps > Math.max(band, usualBasis[pair] ?? 0)
    const falling =
      risen(cascade, i - 1, i) > risen(usualCascade, before, pair) ||
      risen(below, i - 1, i) > Math.max(0, risen(usualBelow, before, pair))
    return [
      ...(outside ? (['basis'] as const) : []),
      ...(depth[i] < depthShare * usualDepth[pair] ? (['depth'] as const) : []),
      ...(falling ? (['liquidations'] as const) : []),
    ]
  })
}

/**
 * How long a market takes to be as it would have been without the stress: from the end of the stress's cause to the first
 * recorded sample from which on, for the time of `hold`, at every sample
 * - the mid is within a band of the index, or no further off than the paired run's;
 * - depth on the lesser side is at least a share of the paired run's;
 * - no more was liquidated, deleveraged or socialised since the sample before than in the paired run, and no
 *   more accounts fell below zero. What is owed for good is a loss, told elsewhere, and no open liquidation.
 *
 * The paired run has the same arm and seed and no stress, so that what the scenario itself brings about is not counted.
 *
 * @param stressed - first market's series, as recorded; times are those of samples, so no finer than `record.every`
 */
export const timeToRecover = (
  stressed: Series,
  baseline: Series,
  { until }: StressWindow,
  terms: RecoveryTerms = {},
): TimeToRecover => {
  const { hold = USUAL_HOLD } = terms
  const run = new RunColumns(stressed)
  const { times } = run
  const amiss = amissBySample(run, new RunColumns(baseline), terms)
  const end = times[times.length - 1] ?? until
  let since: number | undefined
  for (const [i, time] of times.entries()) {
    if (time < until) continue
    if (amiss[i].length > 0) since = undefined
    else since ??= time
    if (since !== undefined && time - since >= hold)
      return { kind: 'recovered', milliseconds: firstOf(times, until, since) }
  }
  const last = amiss.filter((_, i) => times[i] >= Math.max(until, end - hold))
  return {
    kind: 'not-within-horizon',
    watchedMilliseconds: Math.max(0, end - until),
    lacking: (['basis', 'depth', 'liquidations'] as const).filter((one) => last.some((of) => of.includes(one))),
  }
}

/** A market that is well at the first sample after the cause's end was well all the time: 0, not the time to that sample. */
const firstOf = (times: Float64Array, until: number, since: number): number =>
  times.find((time) => time >= until) === since ? 0 : since - until
