import type { Point } from '../sampling/point.ts'

/** What a search wants to know next: points, coordinates in [0, 1) of the parameters' ranges, and over how many seeds each. */
export interface Ask {
  readonly points: readonly Point[]
  /** Seeds in all: runs of an earlier ask with the same point and seed need no repeating. */
  readonly seeds: number
}

/** What was found at a point: everything lower is better. */
export interface Judgement {
  /** At least one; what is maximised stands here with its sign turned. */
  readonly objectives: readonly number[]
  /** By how much constraints are broken, added up; 0 where all hold. */
  readonly violation: number
}

/** A point with what was found there. */
export interface Judged extends Judgement {
  readonly point: Point
}

/**
 * A search that never runs anything: it yields what it asks, is given one judgement a point in their order, and returns
 * its result. Same options, same judgements: same questions.
 *
 * @example
 * let step = search.next()
 * while (!step.done) step = search.next(await evaluate(step.value))
 */
export type Search<Result> = Generator<Ask, Result, readonly Judgement[]>

/** Points and their judgements side by side. */
export const judged = (points: readonly Point[], judgements: readonly Judgement[]): readonly Judged[] => {
  if (judgements.length !== points.length) {
    throw new RangeError(`search: asked about ${points.length} points and told of ${judgements.length}`)
  }
  return points.map((point, i) => ({ point, ...judgements[i] }))
}
