import { armsOf } from '../../scenario/arms.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { StudyPlan } from '../../studies/plan/study-plan.ts'
import { LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import { readCut } from '../../studies/store/cut-short.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import type { StudyTable } from '../../studies/store/study-table.ts'
import { RECOVERED, RECOVERY } from '../../studies/stress/measure-stress.ts'
import type {
  PlacedCase,
  PlannedStress,
  SearchedLadder,
  StressProgress,
  StressQuestion,
} from '../../studies/stress/plan-stress.ts'
import { counted } from '../arm-words.ts'
import type { Estimate } from '../drawings/measure.ts'
import type { StudyExtent } from '../study/cut-words.ts'
import { estimateOf, type PointStatistics, pointStatistics, resamplesFor } from '../study/point-statistics.ts'
import { type ShownFigure, shownFigure } from '../study/shown-figures.ts'
import { makersOf } from './pool-of-arm.ts'

/** A stress study as its reports see it. */
export interface StressView {
  readonly plan: StudyPlan
  readonly question: StressQuestion
  readonly scenario: Scenario
  readonly quote: string
  readonly symbol: string
  /** Milliseconds. */
  readonly horizon: number
  /** Every arm that the scenario has was run. */
  readonly hasAllArms: boolean
  /** The battery but for the matrix of moves and skews. */
  readonly cases: readonly PlacedCase[]
  /** The matrix. */
  readonly skewed: readonly PlacedCase[]
  readonly skipped: StressProgress['skipped']
  readonly searched: readonly SearchedLadder[]
  readonly baseline: StressProgress['baseline']
  /** What a risk committee watches, then what was asked for; those that are the same number in every run are left out. */
  readonly figures: readonly ShownFigure[]
  readonly flat: readonly { readonly figure: ShownFigure; readonly value: number }[]
  /** Bad debt. */
  readonly debt: ShownFigure
  readonly statistics: PointStatistics
  readonly table: StudyTable
  readonly extent: StudyExtent
  /** What an interval is; `undefined` where seeds are too few for one. */
  readonly interval: string | undefined
  estimate(figure: ShownFigure, point: number, arm: string): Estimate | undefined
}

/** Point of the runs without stress. */
export const UNSTRESSED = 0

const WATCHED: readonly (readonly [column: string, name?: string])[] = [
  ['deficit', 'Bad debt'],
  ['fund.drawdown', 'Fund drawdown'],
  ['liquidations.notional', 'Liquidated'],
  ['liquidations', 'Liquidations'],
  ['deleveraged.notional', 'ADL'],
  ['deleveraged.accounts', 'ADL, accounts'],
]

/** Figures that are watched and those asked for. */
const shownFigures = ({ figures }: StudyPlan, asked: readonly string[], quote: string): readonly ShownFigure[] => {
  const columns = new Map(figures.map((column) => [column.name, column]))
  const watched = WATCHED.flatMap(([name, words]) => {
    const column = columns.get(name)
    if (column === undefined) return []
    const shown = shownFigure(column, quote)
    return [{ ...shown, measure: { ...shown.measure, name: words ?? shown.measure.name } }]
  })
  const more = asked
    .filter((name) => !WATCHED.some(([own]) => own === name))
    .flatMap((name) => {
      const column = columns.get(name)
      return column === undefined || column.condition === true ? [] : [shownFigure(column, quote)]
    })
  return [...watched, ...more]
}

/** Reads what the reports of a stress study show from its store. */
export const stressView = async (
  planned: PlannedStress,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<StressView> => {
  const { plan, question, rounds } = planned
  const [{ symbol, quote }] = scenario.markets
  const all = shownFigures(plan, question.metrics, quote)
  const read = new Set([
    ...all.map(({ column }) => column),
    ...question.conditions,
    RECOVERY,
    RECOVERED,
    'deficit.pool',
    'pool.pnl',
    ...makersOf(scenario).map((name) => `pnl.${name}`),
  ])
  const table = await conducted.read([...read], 'with-details')
  const { cases, skipped, searched, baseline } = planned.progress()
  const points = [UNSTRESSED, ...cases.map(({ point }) => point)]
  const statistics = pointStatistics(table, resamplesFor(points.length * plan.arms.length * all.length, plan.seeds))
  const everyValue = ({ column }: ShownFigure): readonly number[] =>
    points.flatMap((point) => plan.arms.flatMap((arm) => statistics.values(column, point, arm)))
  const isFlat = (figure: ShownFigure): boolean => {
    const values = everyValue(figure)
    return values.length > 0 && values.every((x) => x === values[0])
  }
  const asked = new Set(question.metrics)
  const [debt] = all
  return {
    plan,
    question,
    scenario,
    quote,
    symbol,
    horizon: millisecondsOf(scenario.horizon),
    hasAllArms: armsOf(scenario).every(({ name }) => plan.arms.includes(name)),
    cases: cases.filter(({ skewed }) => skewed === undefined),
    skewed: cases.filter(({ skewed }) => skewed !== undefined),
    skipped,
    searched,
    baseline,
    figures: all.filter((figure) => figure === debt || asked.has(figure.column) || !isFlat(figure)),
    flat: all
      .filter((figure) => figure !== debt && !asked.has(figure.column) && isFlat(figure))
      .map((figure) => ({ figure, value: everyValue(figure)[0] })),
    debt,
    statistics,
    table,
    extent: {
      complete: conducted.complete,
      finishedRuns: conducted.finishedRuns,
      // How many sizes a search asks for is known when it is over.
      expectedRuns: conducted.complete ? conducted.finishedRuns : rounds.expectedRuns,
      cut: readCut(store),
    },
    interval:
      plan.seeds < LEAST_FOR_BOOTSTRAP ? undefined : `95% interval by bootstrap over ${counted(plan.seeds, 'seed')}`,
    estimate: ({ column }, point, arm) => estimateOf(statistics.mean(column, point, arm)),
  }
}
