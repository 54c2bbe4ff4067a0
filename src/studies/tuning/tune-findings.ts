import type { Conducted } from '../evaluation/conduct.ts'
import type { StudyTable } from '../store/study-table.ts'
import { compareFeasibly } from './feasibility.ts'
import { paretoFront } from './pareto-front.ts'
import { judgementOf, type PlannedTune, runsOf, type TriedPoint } from './plan-tune.ts'
import type { Judgement } from './search.ts'

/** A point with what it came to over its seeds. */
export interface JudgedPoint extends TriedPoint, Judgement {
  /** Values of the objectives as they are asked for, in their order; `undefined` where a figure was not measured. */
  readonly values: readonly (number | undefined)[]
  /** Left sides of the constraints, in their order. */
  readonly constraints: readonly (number | undefined)[]
}

/** What tuning has found. */
export interface TuneFindings {
  /** Points that were run, today's first. */
  readonly points: readonly JudgedPoint[]
  /** Points with all seeds that none dominates, by the first objective. */
  readonly front: readonly JudgedPoint[]
  readonly today: JudgedPoint
  /** The best point with all seeds: of a front, the one nearest to the best of both objectives. Today's where none is better. */
  readonly recommended: JudgedPoint
  /** It meets all constraints. */
  readonly feasible: boolean
  readonly table: StudyTable
}

const isMeasured = ({ objectives }: Judgement): boolean => objectives.every(Number.isFinite)

/**
 * The point of a front that is nearest to the best of each objective, in shares of the front's ranges; points of which an
 * objective was not measured only where all are such.
 */
const nearestToBest = (whole: readonly JudgedPoint[]): JudgedPoint => {
  const measured = whole.filter(isMeasured)
  const front = measured.length === 0 ? whole.slice(0, 1) : measured
  const ranges = front[0].objectives.map((_, k) => {
    const all = front.map(({ objectives }) => objectives[k])
    return { best: Math.min(...all), width: Math.max(...all) - Math.min(...all) }
  })
  const distance = ({ objectives }: JudgedPoint): number =>
    objectives.reduce((sum, x, k) => {
      const { best, width } = ranges[k]
      const share = width === 0 ? 0 : (x - best) / width
      return sum + share * share
    }, 0)
  return front.reduce((nearest, point) => (distance(point) < distance(nearest) ? point : nearest))
}

/** Reads what a tuning has found. @param figures - further figures to read for reports */
export const tuneFindings = async (
  tune: PlannedTune,
  conducted: Conducted,
  figures: readonly string[] = [],
): Promise<TuneFindings> => {
  const { terms, plan } = tune
  const table = await conducted.read([...new Set([...terms.figures, ...figures])])
  const judge = (tried: TriedPoint): JudgedPoint => {
    const runs = runsOf(table, terms.figures, tried.point, tried.seeds)
    return {
      ...tried,
      ...judgementOf(terms, runs),
      values: terms.objectives.map((objective) => objective.of(runs)),
      constraints: terms.constraints.map((constraint) => constraint.left(runs)),
    }
  }
  // Today's point is told by the runs that it has, even where its own round was cut short.
  const points = tune
    .tried()
    .map((tried) => (tried.point === 0 ? { ...tried, seeds: plan.seeds } : tried))
    .filter(({ seeds }) => seeds > 0)
    .map(judge)
  const [today] = points
  const whole = points.filter(({ seeds }) => seeds === plan.seeds)
  const front = paretoFront(
    whole,
    terms.objectives.map(() => 'minimise' as const),
  )
  const best =
    terms.objectives.length === 1 ? whole.reduce((a, b) => (compareFeasibly(b, a) < 0 ? b : a)) : nearestToBest(front)
  return { points, front, today, recommended: best, feasible: best.violation === 0, table }
}
