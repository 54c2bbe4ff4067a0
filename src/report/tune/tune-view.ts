import { armsOf } from '../../scenario/arms.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { StudyPlan } from '../../studies/plan/study-plan.ts'
import type { BootstrapOptions } from '../../studies/statistics/bootstrap-interval.ts'
import { STATISTICS_SEED } from '../../studies/statistics/statistics-seed.ts'
import { readCut } from '../../studies/store/cut-short.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import { type PlannedTune, runsOf } from '../../studies/tuning/plan-tune.ts'
import type { PointRuns } from '../../studies/tuning/point-expression.ts'
import { type JudgedPoint, type TuneFindings, tuneFindings } from '../../studies/tuning/tune-findings.ts'
import type { StudyExtent } from '../study/cut-words.ts'
import { type PointStatistics, pointStatistics } from '../study/point-statistics.ts'
import { shownFigure } from '../study/shown-figures.ts'
import { type StudyParameters, studyParameters } from '../study/study-parameters.ts'
import { type CostGroup, changeCosts, costFigures } from './change-costs.ts'
import { pointCapital } from './point-capital.ts'
import { type ShownConstraint, type ShownObjective, shownConstraint, shownObjective } from './shown-expression.ts'

/** A tuning as its reports see it. */
export interface TuneView {
  readonly plan: StudyPlan
  readonly tune: PlannedTune
  readonly findings: TuneFindings
  readonly arm: string
  /** It is not the first arm of the scenario: commands name it. */
  readonly isNamed: boolean
  readonly symbol: string
  readonly quote: string
  /** Milliseconds. */
  readonly horizon: number
  readonly parameters: StudyParameters
  readonly objectives: readonly ShownObjective[]
  readonly constraints: readonly ShownConstraint[]
  readonly statistics: PointStatistics
  readonly bootstrap: BootstrapOptions
  readonly extent: StudyExtent
  /** What the change from today's point to the recommended one costs whom. */
  readonly costs: readonly CostGroup[]
  /** What stands behind the market besides the fund, quote units. */
  readonly capital: { readonly today: number; readonly recommended: number }
  /** The recommended point is today's. */
  readonly isKept: boolean
  /** Figures that expressions name, in the runs of a point. */
  runs(point: JudgedPoint): PointRuns
}

/** Figures that risks are told from. */
const RISK_FIGURES: readonly string[] = ['deficit', 'liquidations.notional', 'openInterest.mean', 'fund.start']

/** Reads what the reports of a tuning show from its store. */
export const tuneView = async (
  tune: PlannedTune,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<TuneView> => {
  const { plan, question, terms, rounds } = tune
  const [{ symbol, quote }] = scenario.markets
  const [arm] = plan.arms
  const wanted = new Set([...costFigures(plan), ...RISK_FIGURES, ...question.metrics])
  const read = plan.figures.filter(({ name }) => wanted.has(name)).map(({ name }) => name)
  const findings = await tuneFindings(tune, conducted, read)
  const { table, today, recommended } = findings
  const bootstrap = { seed: STATISTICS_SEED }
  const statistics = pointStatistics(table, 2000)
  const shownAs = (name: string) => shownFigure(plan.figures.find((column) => column.name === name)!, quote)
  return {
    plan,
    tune,
    findings,
    arm,
    isNamed: armsOf(scenario)[0].name !== arm,
    symbol,
    quote,
    horizon: millisecondsOf(scenario.horizon),
    parameters: studyParameters(scenario, tune.parameters, plan.labels, quote),
    objectives: terms.objectives.map((objective) => shownObjective(objective, shownAs)),
    constraints: terms.constraints.map((constraint) => shownConstraint(constraint, shownAs)),
    statistics,
    bootstrap,
    extent: {
      complete: conducted.complete,
      finishedRuns: conducted.finishedRuns,
      // Which runs there are is known when all have been asked for.
      expectedRuns: conducted.complete ? conducted.finishedRuns : Math.max(rounds.expectedRuns, conducted.finishedRuns),
      cut: readCut(store),
    },
    costs: changeCosts({
      figures: costFigures(plan, question.metrics).map(shownAs),
      statistics,
      arm,
      today: today.point,
      recommended: recommended.point,
    }),
    capital: {
      today: await pointCapital(scenario, today.at, arm),
      recommended: await pointCapital(scenario, recommended.at, arm),
    },
    isKept: recommended.point === today.point,
    runs: ({ point, seeds }) => runsOf(table, terms.figures, point, seeds),
  }
}
