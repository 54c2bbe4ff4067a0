import { armsOf } from '../../scenario/arms.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { labelOf } from '../../scenario/vary/study-parameter.ts'
import { lowerIsBetter } from '../../studies/direction.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { StudyPlan } from '../../studies/plan/study-plan.ts'
import { LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import { readCut } from '../../studies/store/cut-short.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import type { StudyTable } from '../../studies/store/study-table.ts'
import type { PlannedQuestion, PlannedSweep } from '../../studies/sweep/plan-sweep.ts'
import type { Sweep } from '../../studies/sweep/sweep.ts'
import { counted } from '../arm-words.ts'
import type { Estimate } from '../drawings/measure.ts'
import type { StudyExtent } from '../study/cut-words.ts'
import { estimateOf, type PointStatistics, pointStatistics, resamplesFor } from '../study/point-statistics.ts'
import { directionOf, figureChoice, type ShownFigure, USUAL_FIGURES } from '../study/shown-figures.ts'
import { type NamedParameter, type StudyParameters, studyParameters } from '../study/study-parameters.ts'

/** A sweep as its reports see it. */
export interface SweepView {
  readonly plan: StudyPlan
  readonly sweep: Sweep
  readonly question: PlannedQuestion
  readonly symbol: string
  readonly quote: string
  /** Milliseconds. */
  readonly horizon: number
  /** Every arm that the scenario has was run. */
  readonly hasAllArms: boolean
  readonly parameters: readonly NamedParameter[]
  readonly varied: StudyParameters
  /** How many points the design has; where today's is none of them it comes before them. */
  readonly designed: number
  readonly figures: readonly ShownFigure[]
  /** Usual figures that are the same number in every run: not shown. */
  readonly flat: readonly { readonly figure: ShownFigure; readonly value: number }[]
  /** Figures that were asked for, and conditions, which no run has. */
  readonly unmeasured: readonly ShownFigure[]
  readonly statistics: PointStatistics
  readonly table: StudyTable
  readonly extent: StudyExtent
  /** Points whose figures have intervals: all, unless there are too many. */
  readonly examined: readonly number[]
  /** The mean of a figure at a point, with its interval where it has one; of a condition the share of runs. */
  estimate(figure: ShownFigure, point: number, arm: string): Estimate | undefined
  /** What the interval of a figure's mean is; `undefined` where it has none. */
  intervalWords(figure: ShownFigure): string | undefined
  /** Values of the parameters at a point. */
  labels(point: number): readonly string[]
  /** A point by its values: `maintenance 0.9%, deposit 250k`. */
  words(point: number): string
}

/** Today's value of a parameter, where it is a number in the unit of its range. */
export const todayNumber = ({ sweep }: SweepView, parameter: number): number | undefined => {
  const own = sweep.parameters[parameter]
  const label = own.today === undefined ? undefined : labelOf(own, own.today)
  return typeof label === 'number' ? label : undefined
}

/** Points whose figures are reckoned with intervals, at most: others have their runs in the store. */
const MOST_EXAMINED = 2000

/** Today's point and those at which the first figure is best over all arms, in their order. */
const examinedPoints = (
  { plan, sweep }: PlannedSweep,
  figure: ShownFigure | undefined,
  statistics: PointStatistics,
): readonly number[] => {
  if (sweep.runnable.length <= MOST_EXAMINED || figure === undefined) return sweep.runnable.slice(0, MOST_EXAMINED)
  const score = (point: number): number =>
    plan.arms.reduce((sum, arm) => {
      const mean = statistics.average(figure.column, point, arm)
      return mean === undefined ? Infinity : sum + lowerIsBetter(mean, directionOf(figure))
    }, 0)
  const scores = new Map(sweep.runnable.map((point) => [point, point === sweep.today ? -Infinity : score(point)]))
  const order = (a: number, b: number): number => {
    const [x, y] = [scores.get(a) as number, scores.get(b) as number]
    return x < y ? -1 : x > y ? 1 : a - b
  }
  return [...sweep.runnable]
    .sort(order)
    .slice(0, MOST_EXAMINED)
    .sort((a, b) => a - b)
}

const designedPoints = ({ sweep }: PlannedSweep, { design }: PlannedQuestion): number =>
  design.kind === 'grid' ? sweep.parameters.reduce((product, { scale }) => product * scale.levels, 1) : design.points

/** The figure in all runs that have it. */
const everyValue = ({ plan, sweep }: PlannedSweep, table: StudyTable, figure: string): readonly number[] =>
  sweep.runnable.flatMap((point) =>
    plan.arms.flatMap((arm) => table.values(figure, point, arm).filter((x) => x !== undefined)),
  )

/** Reads what the reports of a sweep show from its store. */
export const sweepView = async (
  planned: PlannedSweep,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<SweepView> => {
  const { plan, sweep, rounds } = planned
  const question = plan.question as unknown as PlannedQuestion
  const [{ symbol, quote }] = scenario.markets
  const wanted = new Set([...question.metrics, ...USUAL_FIGURES, ...(question.until ? [question.until.figure] : [])])
  const read = plan.figures.filter(({ name, condition }) => condition === true || wanted.has(name))
  const table = await conducted.read(read.map(({ name }) => name))
  const { shown, flat, unmeasured } = figureChoice(plan, question.metrics, quote, (figure) =>
    everyValue(planned, table, figure),
  )
  const [first] = shown
  const cells = Math.min(MOST_EXAMINED, sweep.runnable.length) * plan.arms.length * shown.length
  const statistics = pointStatistics(table, resamplesFor(cells, plan.seeds))
  const examined = examinedPoints(planned, first, statistics)
  const hasInterval = new Set(examined)
  const words = studyParameters(scenario, sweep.parameters, sweep.labels, quote)
  return {
    plan,
    sweep,
    question,
    symbol,
    quote,
    horizon: millisecondsOf(scenario.horizon),
    hasAllArms: armsOf(scenario).every(({ name }) => plan.arms.includes(name)),
    parameters: words.named,
    varied: words,
    designed: designedPoints(planned, question),
    figures: shown,
    flat: flat.map((figure) => ({ figure, value: everyValue(planned, table, figure.column)[0] })),
    unmeasured,
    statistics,
    table,
    extent: {
      complete: conducted.complete,
      finishedRuns: conducted.finishedRuns,
      expectedRuns: rounds.expectedRuns,
      cut: readCut(store),
    },
    examined,
    estimate: ({ column, condition }, point, arm) => {
      const value = statistics.average(column, point, arm)
      if (value === undefined || condition || !hasInterval.has(point))
        return value === undefined ? undefined : { value }
      return estimateOf(statistics.mean(column, point, arm))
    },
    intervalWords: ({ condition }) =>
      condition || plan.seeds < LEAST_FOR_BOOTSTRAP
        ? undefined
        : `95% interval by bootstrap over ${counted(plan.seeds, 'seed')}`,
    labels: (point) => words.values(sweep.points[point]),
    words: (point) => words.words(sweep.points[point]),
  }
}
