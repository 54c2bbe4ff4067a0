import { type Direction, lowerIsBetter } from '../direction.ts'
import type { BootstrapInterval } from './bootstrap-interval.ts'

/** A figure of one candidate, by the candidate's name. */
export interface LabelledInterval {
  readonly label: string
  readonly interval: BootstrapInterval
}

/** Which candidates cannot be told from the best one by their intervals. */
export interface Overlap {
  /** The one with the best estimate; the first of several. */
  readonly best: string
  /** Those whose intervals share a point with the best one's, in the order given. */
  readonly overlapping: readonly string[]
  /** Those without an interval, of which nothing can be said; all others where the best one has none. */
  readonly unknown: readonly string[]
}

/**
 * Compares intervals with that of the best estimate. Intervals of two means can overlap although their difference is
 * clear: seeds are shared, and the paired difference is the sharper answer.
 *
 * @param direction - which estimates are better
 * @returns undefined where no candidate has an estimate
 */
export const overlapWithBest = (candidates: readonly LabelledInterval[], direction: Direction): Overlap | undefined => {
  let best: LabelledInterval | undefined
  for (const candidate of candidates) {
    const x = candidate.interval.estimate
    const least = best?.interval.estimate
    if (x === undefined) continue
    if (least === undefined || lowerIsBetter(x, direction) < lowerIsBetter(least, direction)) best = candidate
  }
  if (best === undefined) return undefined
  const others = candidates.filter((candidate) => candidate !== best)
  const labels = (of: (interval: BootstrapInterval) => boolean): readonly string[] =>
    others.filter(({ interval }) => of(interval)).map(({ label }) => label)
  const { interval } = best
  if (interval.kind !== 'interval') return { best: best.label, overlapping: [], unknown: labels(() => true) }
  return {
    best: best.label,
    overlapping: labels((x) => x.kind === 'interval' && x.low <= interval.high && interval.low <= x.high),
    unknown: labels((x) => x.kind !== 'interval'),
  }
}
