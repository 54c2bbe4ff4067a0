import { armsOf } from '../../scenario/arms.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { StudyPlan } from '../../studies/plan/study-plan.ts'
import type { PlannedSensitivity } from '../../studies/sensitivity/plan-sensitivity.ts'
import {
  EVERY_RUN,
  type FigureSensitivity,
  sensitivityOf,
  sharedSeeds,
} from '../../studies/sensitivity/sensitivity-of.ts'
import { readCut } from '../../studies/store/cut-short.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import type { StudyTable } from '../../studies/store/study-table.ts'
import type { StudyExtent } from '../study/cut-words.ts'
import { figureChoice, type ShownFigure, USUAL_FIGURES } from '../study/shown-figures.ts'
import { type StudyParameters, studyParameters } from '../study/study-parameters.ts'

/** How one figure depends on the parameters in one arm. */
export interface FoundSensitivity {
  readonly figure: ShownFigure
  readonly arm: string
  readonly found: FigureSensitivity
}

/** A sensitivity study as its reports see it. */
export interface SensitivityView {
  readonly plan: StudyPlan
  readonly planned: PlannedSensitivity
  readonly symbol: string
  readonly quote: string
  /** Milliseconds. */
  readonly horizon: number
  /** Every arm that the scenario has was run. */
  readonly hasAllArms: boolean
  readonly parameters: StudyParameters
  readonly figures: readonly ShownFigure[]
  /** Usual figures that are the same number in every run: not shown. */
  readonly flat: readonly { readonly figure: ShownFigure; readonly value: number }[]
  /** Asked for, and measured in no run. */
  readonly unmeasured: readonly ShownFigure[]
  /** By figure, then by arm. */
  readonly found: readonly FoundSensitivity[]
  /** The fewest seeds by which an arm's points are told. */
  readonly seeds: number
  readonly table: StudyTable
  readonly extent: StudyExtent
}

/** Reads what the reports of a sensitivity study show from its store. */
export const sensitivityView = async (
  planned: PlannedSensitivity,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<SensitivityView> => {
  const { plan, question, points, parameters, rounds } = planned
  const [{ symbol, quote }] = scenario.markets
  const wanted = new Set([...question.metrics, ...USUAL_FIGURES, EVERY_RUN])
  const read = plan.figures.filter(({ name, condition }) => condition === true || wanted.has(name))
  const table = await conducted.read(read.map(({ name }) => name))
  const everyValue = (figure: string): readonly number[] =>
    points.flatMap((_, point) =>
      plan.arms.flatMap((arm) => table.values(figure, point, arm).filter((x) => x !== undefined)),
    )
  const { shown, flat, unmeasured } = figureChoice(plan, question.metrics, quote, everyValue)
  return {
    plan,
    planned,
    symbol,
    quote,
    horizon: millisecondsOf(scenario.horizon),
    hasAllArms: armsOf(scenario).every(({ name }) => plan.arms.includes(name)),
    parameters: studyParameters(scenario, parameters, plan.labels, quote),
    figures: shown,
    flat: flat.map((figure) => ({ figure, value: everyValue(figure.column)[0] })),
    unmeasured,
    found: shown.flatMap((figure) =>
      plan.arms.map((arm) => ({ figure, arm, found: sensitivityOf(planned, table, figure.column, arm) })),
    ),
    seeds: Math.min(...plan.arms.map((arm) => sharedSeeds(planned, table, arm))),
    table,
    extent: {
      complete: conducted.complete,
      finishedRuns: conducted.finishedRuns,
      expectedRuns: rounds.expectedRuns,
      cut: readCut(store),
    },
  }
}
