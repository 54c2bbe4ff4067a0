import type { KeyFiles } from '../../scenario/run-key.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { ReadSoFar, StudyRounds } from '../evaluation/study-rounds.ts'
import { figureColumns } from '../plan/figure-columns.ts'
import { makePlan } from '../plan/make-plan.ts'
import { plannedRuns } from '../plan/study-parts.ts'
import type { LabelColumn, PlannedRun, StudyPlan, StudyPoint } from '../plan/study-plan.ts'
import type { StudyTable } from '../store/study-table.ts'
import { type BaselineFigures, baselineFigures } from './baseline-figures.ts'
import { type BreakingSize, breakingSize } from './breaking-size.ts'
import { RECOVERED, RECOVERY } from './measure-stress.ts'
import type { SkippedStressCase, StressCase, StressEntry, StressLadder } from './stress-case.ts'
import { stressCases } from './stress-cases.ts'
import { readDetail, seriesOf } from './stress-detail.ts'
import { stressSetting } from './stress-setting.ts'

/** What a stress study asks. */
export interface StressQuestion {
  /** Milliseconds of the run at which stress begins. */
  readonly at: number
  /** Milliseconds at which runs end. */
  readonly end: number
  /** Conditions on every run: the scenario's properties, or that nobody owes what he does not have. */
  readonly conditions: readonly string[]
  /** The smallest size of each case that breaks a condition is searched for. */
  readonly search: boolean
  /** Further figures that reports show. */
  readonly metrics: readonly string[]
}

/** A case with its place among the points. Point 0 has no stress. */
export interface PlacedCase extends StressCase {
  readonly point: number
}

/** The smallest size of a ladder's cases that breaks a condition, in one arm. */
export interface SearchedLadder {
  readonly ladder: StressLadder
  readonly arm: string
  /** Left out while it is not known. */
  readonly found?: BreakingSize
}

/** What a stress study has come to: after the last round, all of it. */
export interface StressProgress {
  /** The standard battery, in its order. */
  readonly cases: readonly PlacedCase[]
  readonly skipped: readonly SkippedStressCase[]
  readonly searched: readonly SearchedLadder[]
  readonly baseline: BaselineFigures
}

/** A stress study that can be run, or read from its store. */
export interface PlannedStress {
  readonly plan: StudyPlan
  readonly question: StressQuestion
  readonly rounds: StudyRounds
  progress(): StressProgress
}

const LABELS: readonly LabelColumn[] = [
  { name: 'case', kind: 'text', unit: '' },
  { name: 'group', kind: 'text', unit: '' },
  { name: 'size', kind: 'number', unit: '' },
  { name: 'sizeUnit', kind: 'text', unit: '' },
]

/** Nobody owes what he does not have: what is asked where a scenario states no properties. */
const SOLVENT = 'deficit == 0'

const isSkipped = (entry: StressEntry): entry is SkippedStressCase => 'skipped' in entry

const BASELINE: StudyPoint = { labels: ['baseline', 'baseline', 0, 'share'], changes: [] }

const pointOfCase = ({ id, group, size, changes, window }: StressCase): StudyPoint => ({
  labels: [id, group, size.value, size.unit],
  changes,
  ...(window !== undefined && { window }),
})

/** A search that waits for verdicts on the sizes that it has asked for. */
interface Search extends SearchedLadder {
  readonly steps: ReturnType<typeof breakingSize>
  asked: readonly number[]
  found?: BreakingSize
}

class Stress implements PlannedStress {
  readonly plan: StudyPlan
  readonly question: StressQuestion
  readonly rounds: StudyRounds
  readonly #scenario: Scenario
  #points: StudyPoint[] = []
  #places = new Map<string, number>()
  #cases: readonly PlacedCase[] = []
  #skipped: readonly SkippedStressCase[] = []
  #searches: readonly Search[] = []
  #baseline: BaselineFigures = {}

  constructor(plan: StudyPlan, question: StressQuestion, scenario: Scenario) {
    this.plan = plan
    this.question = question
    this.#scenario = scenario
    this.rounds = {
      plan,
      expectedRuns: this.#expectedRuns(),
      adaptive: true,
      pointOf: (point) => this.#points[point],
      rounds: (read) => this.#rounds(read),
    }
  }

  progress(): StressProgress {
    return { cases: this.#cases, skipped: this.#skipped, searched: this.#searches, baseline: this.#baseline }
  }

  /** The standard battery, and the grids of its ladders; the steps between sizes of a grid come on top. */
  #expectedRuns(): number {
    const { arms, seeds } = this.plan
    const cases = this.#battery({ fundingRateP95: 0.0001, openInterest: { lots: 1000, markMicros: 1 } }).filter(
      (entry): entry is StressCase => !isSkipped(entry),
    )
    const ids = new Set(cases.map(({ id }) => id))
    if (this.question.search) for (const { grid, at } of laddersOf(cases)) for (const size of grid) ids.add(at(size).id)
    return (1 + ids.size) * arms.length * seeds
  }

  #battery(baseline: BaselineFigures): readonly StressEntry[] {
    const { at, end } = this.question
    return stressCases(this.#scenario, { at, end, baseline })
  }

  #placeOf(stress: StressCase): number {
    const known = this.#places.get(stress.id)
    if (known !== undefined) return known
    const point = this.#points.push(pointOfCase(stress)) - 1
    this.#places.set(stress.id, point)
    return point
  }

  #runs(points: readonly number[], arm?: string): Generator<PlannedRun> {
    const plan = arm === undefined ? this.plan : { ...this.plan, arms: [arm] }
    return plannedRuns(plan, points, { from: 0, to: this.plan.seeds })
  }

  /** Broken in one of the seeds. Where nothing tells, nothing is seen to break: reports say of which runs that is so. */
  #isBroken(table: StudyTable, point: number, arm: string): boolean {
    return this.question.conditions.some((condition) => table.values(condition, point, arm).some((held) => held === 0))
  }

  async *#rounds(read: ReadSoFar): AsyncGenerator<Iterable<PlannedRun>> {
    const { plan, question } = this
    this.#points = [BASELINE]
    this.#places = new Map()
    this.#cases = []
    this.#skipped = []
    this.#searches = []
    yield this.#runs([0])
    const first = await read([], 'with-details')
    const series = plan.arms.flatMap((arm) =>
      Array.from({ length: plan.seeds }, (_, i) => readDetail(first.detail(0, arm, plan.firstSeed + i)).series).flatMap(
        (kept) => (kept === undefined ? [] : [seriesOf(kept)]),
      ),
    )
    this.#baseline = baselineFigures(series, question.at)
    const entries = this.#battery(this.#baseline)
    this.#skipped = entries.filter(isSkipped)
    this.#cases = entries
      .filter((entry): entry is StressCase => !isSkipped(entry))
      .map((stress) => ({ ...stress, point: this.#placeOf(stress) }))
    yield this.#runs(this.#cases.map(({ point }) => point))
    if (question.search) yield* this.#searchRounds(read)
  }

  async *#searchRounds(read: ReadSoFar): AsyncGenerator<Iterable<PlannedRun>> {
    const { plan, question } = this
    const before = await read(question.conditions)
    const searches = laddersOf(this.#cases)
      .filter(({ grid }) => grid.length > 0)
      .flatMap((ladder) =>
        plan.arms.map((arm): Search => {
          const { grid, resolution, upon } = ladder
          const at0 = upon === undefined ? 0 : this.#places.get(upon)
          const heldWithoutStress = at0 !== undefined && !this.#isBroken(before, at0, arm)
          const steps = breakingSize({ grid, resolution, heldWithoutStress })
          return { ladder, arm, steps, asked: steps.next().value as readonly number[] }
        }),
      )
    this.#searches = searches
    for (let open = searches; open.length > 0; open = open.filter(({ found }) => found === undefined)) {
      const asked = open.map((search) => search.asked.map((size) => this.#placeOf(search.ladder.at(size))))
      yield this.#notYet(open.map(({ arm }, i) => ({ arm, points: asked[i] })))
      const table = await read(question.conditions)
      for (const [i, search] of open.entries()) {
        const step = search.steps.next(asked[i].map((point) => this.#isBroken(table, point, search.arm)))
        if (step.done === true) search.found = step.value
        else search.asked = step.value
      }
    }
  }

  /** Runs of points, arm by arm, but for those of the battery's own cases, which are run already. */
  *#notYet(wanted: readonly { readonly arm: string; readonly points: readonly number[] }[]): Generator<PlannedRun> {
    const own = new Set(this.#cases.map(({ point }) => point))
    for (const { arm, points } of wanted)
      yield* this.#runs(
        points.filter((point) => !own.has(point)),
        arm,
      )
  }
}

/** Each ladder once. */
const laddersOf = (cases: readonly StressCase[]): readonly StressLadder[] => [
  ...new Map(cases.flatMap(({ ladder }) => (ladder === undefined ? [] : [[ladder.id, ladder] as const]))).values(),
]

/** Plans a stress study. @throws InputError for metrics that are none @throws RangeError when stress would not begin within the run */
export const planStress = async (
  scenario: Scenario,
  terms: Pick<StudyPlan, 'version' | 'arms' | 'seeds'> & {
    readonly question: { readonly at?: number; readonly end?: number } & Pick<StressQuestion, 'search' | 'metrics'>
    readonly files: KeyFiles
  },
): Promise<PlannedStress> => {
  const { question: asked, files, ...others } = terms
  const conditions = scenario.properties.length > 0 ? scenario.properties : [SOLVENT]
  const { at, end } = stressSetting(scenario, asked)
  const question: StressQuestion = { at, end, conditions, search: asked.search, metrics: asked.metrics }
  const figures = await figureColumns(scenario, [...asked.metrics, ...conditions])
  const plan = await makePlan(scenario, files, {
    ...others,
    kind: 'stress',
    labels: LABELS,
    figures: [
      ...figures,
      { name: RECOVERY, unit: 'milliseconds', measured: true },
      { name: RECOVERED, unit: '', condition: true, measured: true },
    ],
    question: question as unknown as StudyPlan['question'],
  })
  return new Stress(plan, question, scenario)
}

/** The stress study that a plan asks for, for reading its store. */
export const plannedStress = (plan: StudyPlan, scenario: Scenario): PlannedStress =>
  new Stress(plan, plan.question as unknown as StressQuestion, scenario)
