import type { KeyFiles } from '../../scenario/run-key.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StudyParameter } from '../../scenario/vary/study-parameter.ts'
import { lowerIsBetter } from '../direction.ts'
import type { ReadSoFar, StudyRounds } from '../evaluation/study-rounds.ts'
import { InputError } from '../input-error.ts'
import { figureColumns } from '../plan/figure-columns.ts'
import { makePlan } from '../plan/make-plan.ts'
import {
  isTodaysPoint,
  parameterColumns,
  pointAt,
  refusedPoint,
  todaysPoint,
  variedParameters,
} from '../plan/parameter-points.ts'
import { plannedRuns } from '../plan/study-parts.ts'
import type { PlannedRun, StudyPlan, StudyPoint } from '../plan/study-plan.ts'
import type { Point } from '../sampling/point.ts'
import type { StudyTable } from '../store/study-table.ts'
import type { PointRuns } from './point-expression.ts'
import type { Judgement } from './search.ts'
import { readTuneTerms, type TuneQuestion, type TuneTerms } from './tune-question.ts'
import { cellShare, cellsOf, tuneSearch } from './tune-search.ts'

/** A point that tuning has tried. Today's is point 0. */
export interface TriedPoint {
  readonly point: number
  readonly at: StudyPoint
  /** Seeds that it was judged over, 0 where a rule between fields refuses it. */
  readonly seeds: number
  readonly refused?: string
}

/** What the search has asked in one round. */
export interface TuneRound {
  readonly points: number
  readonly seeds: number
}

/** A tuning that can be run, or read from its store. */
export interface PlannedTune {
  readonly plan: StudyPlan
  readonly question: TuneQuestion
  readonly parameters: readonly StudyParameter[]
  readonly terms: TuneTerms
  readonly rounds: StudyRounds
  /** Points tried so far: after the last round, all of them. */
  tried(): readonly TriedPoint[]
  /** Rounds of the search that are finished. */
  asked(): readonly TuneRound[]
}

/** Figures of a point's runs, of the first seeds. */
export const runsOf = (table: StudyTable, figures: readonly string[], point: number, seeds: number): PointRuns =>
  new Map(figures.map((figure) => [figure, table.values(figure, point, table.plan.arms[0]).slice(0, seeds)]))

/** What the runs of a point come to, everything lower is better. */
export const judgementOf = ({ objectives, constraints }: TuneTerms, runs: PointRuns): Judgement => ({
  objectives: objectives.map((objective) => {
    const x = objective.of(runs)
    return x === undefined ? Number.POSITIVE_INFINITY : lowerIsBetter(x, objective.direction)
  }),
  violation: constraints.reduce((sum, constraint) => sum + constraint.excess(runs), 0),
})

const REFUSED: Omit<Judgement, 'objectives'> = { violation: Number.POSITIVE_INFINITY }

/** Points of a generation, at least. */
const LEAST_POPULATION = 4

/** About how many runs a tuning takes. */
const expectedRuns = ({ method, points, generations }: TuneQuestion, parameters: number, seeds: number): number => {
  if (method !== 'halving') return seeds * (1 + points * (generations + (method === 'nsga2' ? 1 : 0)))
  // Halving spends about the same in each of its four rounds; the descent asks for neighbours a few times.
  return Math.round(seeds + (4 * points * seeds) / 8 + 4 * seeds * 2 * parameters * parameters)
}

class Tuning implements PlannedTune {
  readonly plan: StudyPlan
  readonly question: TuneQuestion
  readonly parameters: readonly StudyParameter[]
  readonly terms: TuneTerms
  readonly rounds: StudyRounds
  readonly #scenario: Scenario
  #points: StudyPoint[] = []
  #places = new Map<string, number>()
  #seeds: number[] = []
  #refused = new Map<number, string>()
  #asked: TuneRound[] = []

  constructor(plan: StudyPlan, question: TuneQuestion, scenario: Scenario, read: ReadTune) {
    this.plan = plan
    this.question = question
    this.parameters = read.parameters
    this.terms = read.terms
    this.#scenario = scenario
    this.rounds = {
      plan,
      expectedRuns: expectedRuns(question, read.parameters.length, plan.seeds),
      adaptive: true,
      pointOf: (point) => this.#points[point],
      rounds: (soFar) => this.#rounds(soFar),
    }
  }

  tried(): readonly TriedPoint[] {
    return this.#points.map((at, point) => {
      const refused = this.#refused.get(point)
      return { point, at, seeds: this.#seeds[point], ...(refused !== undefined && { refused }) }
    })
  }

  asked(): readonly TuneRound[] {
    return this.#asked
  }

  async #placeOf(coordinates: Point): Promise<number> {
    const shares = coordinates.map((x, k) => cellShare(this.parameters[k], x))
    const at = pointAt(this.#scenario, this.parameters, shares)
    const key = JSON.stringify(at.changes)
    const known = this.#places.get(key) ?? (isTodaysPoint(this.#scenario, this.parameters, at) ? 0 : undefined)
    if (known !== undefined) return known
    const point = this.#points.push(at) - 1
    this.#places.set(key, point)
    this.#seeds.push(0)
    const refused = await refusedPoint(this.#scenario, at, this.plan.arms)
    if (refused !== undefined) this.#refused.set(point, refused)
    return point
  }

  /** Runs that bring points to a number of seeds; earlier seeds of a point are not run again. */
  *#upTo(points: readonly number[], seeds: number): Generator<PlannedRun> {
    const lacking = [...new Set(points)].filter((point) => !this.#refused.has(point) && this.#seeds[point] < seeds)
    for (const from of new Set(lacking.map((point) => this.#seeds[point])))
      yield* plannedRuns(
        this.plan,
        lacking.filter((point) => this.#seeds[point] === from),
        { from, to: seeds },
      )
  }

  async *#rounds(read: ReadSoFar): AsyncGenerator<Iterable<PlannedRun>> {
    const { plan, question, terms } = this
    this.#points = [todaysPoint(this.parameters)]
    this.#seeds = [0]
    this.#places = new Map()
    this.#refused = new Map()
    this.#asked = []
    yield this.#upTo([0], plan.seeds)
    this.#seeds[0] = plan.seeds
    const search = tuneSearch(question, this.parameters, plan.seeds, plan.firstSeed)
    for (let step = search.next(); !step.done; ) {
      const { points, seeds } = step.value
      const places: number[] = []
      for (const point of points) places.push(await this.#placeOf(point))
      yield this.#upTo(places, seeds)
      for (const point of places)
        if (!this.#refused.has(point)) this.#seeds[point] = Math.max(this.#seeds[point], seeds)
      this.#asked.push({ points: points.length, seeds })
      const table = await read(terms.figures)
      step = search.next(
        places.map((point) =>
          this.#refused.has(point)
            ? { objectives: terms.objectives.map(() => 0), ...REFUSED }
            : judgementOf(terms, runsOf(table, terms.figures, point, seeds)),
        ),
      )
    }
  }
}

interface ReadTune {
  readonly parameters: readonly StudyParameter[]
  readonly terms: TuneTerms
}

const readTune = async (
  scenario: Scenario,
  question: TuneQuestion,
  { figures, seeds }: Pick<StudyPlan, 'figures' | 'seeds'>,
): Promise<ReadTune> => {
  const { method, objectives, points } = question
  if (objectives.length > 1 && method !== 'nsga2')
    throw new InputError(`${method} makes one objective best: two take --method nsga2`)
  if (method !== 'halving' && points < LEAST_POPULATION)
    throw new InputError(`${points} points are too few for a generation of ${method}: it takes ${LEAST_POPULATION}`)
  const parameters = variedParameters(scenario, question.vary)
  const fewest = parameters.find((parameter) => cellsOf(parameter) < 2)
  if (fewest !== undefined) throw new InputError(`${fewest.name}: has one value only`)
  const known = figures.map(({ name }) => name)
  return { parameters, terms: await readTuneTerms(question, known, seeds) }
}

/** Plans a tuning of one arm. @throws InputError for what cannot be varied or told */
export const planTune = async (
  scenario: Scenario,
  terms: Pick<StudyPlan, 'version' | 'arms' | 'seeds'> & { readonly question: TuneQuestion; readonly files: KeyFiles },
): Promise<PlannedTune> => {
  const { question, files, ...others } = terms
  const figures = await figureColumns(scenario, question.metrics)
  const read = await readTune(scenario, question, { figures, seeds: others.seeds })
  const plan = await makePlan(
    scenario,
    files,
    {
      ...others,
      kind: 'tune',
      labels: parameterColumns(read.parameters),
      figures,
      question: question as unknown as StudyPlan['question'],
    },
    read.parameters,
  )
  return new Tuning(plan, question, scenario, read)
}

/** The tuning that a plan asks for, for reading its store. */
export const plannedTune = async (plan: StudyPlan, scenario: Scenario): Promise<PlannedTune> => {
  const question = plan.question as unknown as TuneQuestion
  return new Tuning(plan, question, scenario, await readTune(scenario, question, plan))
}
