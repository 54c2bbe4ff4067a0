import type { KeyFiles } from '../../scenario/run-key.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StudyParameter } from '../../scenario/vary/study-parameter.ts'
import type { RangeText } from '../../scenario/vary/value-range.ts'
import type { StudyRounds } from '../evaluation/study-rounds.ts'
import { InputError } from '../input-error.ts'
import { sharesOf } from '../plan/design.ts'
import { figureColumns } from '../plan/figure-columns.ts'
import { makePlan } from '../plan/make-plan.ts'
import {
  parameterColumns,
  pointAt,
  type RefusedPoint,
  runnablePoints,
  variedParameters,
} from '../plan/parameter-points.ts'
import { plannedRuns } from '../plan/study-parts.ts'
import type { StudyPlan, StudyPoint } from '../plan/study-plan.ts'
import { type MorrisDesign, morrisDesign } from './morris-design.ts'
import { type SaltelliDesign, saltelliDesign } from './saltelli-design.ts'

/** What a sensitivity study asks. */
export interface SensitivityQuestion {
  /** Ranges by path. */
  readonly vary: Readonly<Record<string, RangeText>>
  readonly method: 'morris' | 'sobol'
  /** Trajectories of Morris, rows of Sobol. */
  readonly repetitions: number
  /** Figures whose sensitivity is told. */
  readonly metrics: readonly string[]
}

/** The design of a sensitivity study by its method. */
export type SensitivityDesign =
  | { readonly method: 'morris'; readonly design: MorrisDesign }
  | { readonly method: 'sobol'; readonly design: SaltelliDesign }

/** A sensitivity study that can be run, or read from its store. */
export interface PlannedSensitivity {
  readonly plan: StudyPlan
  readonly question: SensitivityQuestion
  readonly parameters: readonly StudyParameter[]
  readonly designed: SensitivityDesign
  /** One a point of the design, in its order. */
  readonly points: readonly StudyPoint[]
  /** Their rows or trajectories are left out. */
  readonly refused: readonly RefusedPoint[]
  readonly rounds: StudyRounds
}

/** Levels of Morris's grid: those that he and most others take. */
const MORRIS_LEVELS = 4

const designOf = (question: SensitivityQuestion, dimensions: number, seed: number): SensitivityDesign => {
  const { method, repetitions } = question
  try {
    return method === 'morris'
      ? { method, design: morrisDesign(dimensions, repetitions, MORRIS_LEVELS, seed) }
      : { method, design: saltelliDesign(dimensions, repetitions, seed) }
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message)
    throw error
  }
}

const readSensitivity = async (scenario: Scenario, question: SensitivityQuestion, arms: readonly string[]) => {
  const parameters = variedParameters(scenario, question.vary)
  const designed = designOf(question, parameters.length, scenario.seed)
  const points = sharesOf(designed.design.points, parameters).map((shares) => pointAt(scenario, parameters, shares))
  const { runnable, refused } = await runnablePoints(scenario, points, arms)
  if (runnable.length === 0) throw new InputError(`no point can be run, the first since ${refused[0].reason}`)
  return { parameters, designed, points, runnable, refused }
}

const assembled = (
  plan: StudyPlan,
  question: SensitivityQuestion,
  { runnable, ...read }: Awaited<ReturnType<typeof readSensitivity>>,
): PlannedSensitivity => ({
  plan,
  question,
  ...read,
  rounds: {
    plan,
    expectedRuns: runnable.length * plan.arms.length * plan.seeds,
    adaptive: false,
    pointOf: (point) => read.points[point],
    async *rounds() {
      yield plannedRuns(plan, runnable, { from: 0, to: plan.seeds })
    },
  },
})

/** Plans a sensitivity study. @throws InputError for parameters that cannot be varied, and metrics that are none */
export const planSensitivity = async (
  scenario: Scenario,
  terms: Pick<StudyPlan, 'version' | 'arms' | 'seeds'> & {
    readonly question: SensitivityQuestion
    readonly files: KeyFiles
  },
): Promise<PlannedSensitivity> => {
  const { question, files, ...others } = terms
  const read = await readSensitivity(scenario, question, terms.arms)
  const plan = await makePlan(
    scenario,
    files,
    {
      ...others,
      kind: 'sensitivity',
      labels: parameterColumns(read.parameters),
      figures: await figureColumns(scenario, question.metrics),
      question: question as unknown as StudyPlan['question'],
    },
    read.parameters,
  )
  return assembled(plan, question, read)
}

/** The sensitivity study that a plan asks for, for reading its store. */
export const plannedSensitivity = async (plan: StudyPlan, scenario: Scenario): Promise<PlannedSensitivity> => {
  const question = plan.question as unknown as SensitivityQuestion
  return assembled(plan, question, await readSensitivity(scenario, question, plan.arms))
}
