import type { KeyFiles } from '../../scenario/run-key.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { ReadSoFar, StudyRounds } from '../evaluation/study-rounds.ts'
import { figureColumns } from '../plan/figure-columns.ts'
import { makePlan } from '../plan/make-plan.ts'
import { refusedPoint } from '../plan/parameter-points.ts'
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

/** No point. */
const NOWHERE = -1

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
  /** By what a case changes: its point, or why it is refused. */
  #places = new Map<string, number | string>()
  /** Points that were run, by arm and point. */
  #ran = new Set<string>()
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

  /** The point of a case, or why a rule between fields refuses it. Cases with the same changes are one point. */
  async #placeOf(stress: StressCase): Promise<number | string> {
    const changes = JSON.stringify(stress.changes)
    const known = this.#places.get(changes)
    if (known !== undefined) return known
    const at = pointOfCase(stress)
    const place = (await refusedPoint(this.#scenario, at, this.plan.arms)) ?? this.#points.push(at) - 1
    this.#places.set(changes, place)
    return place
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
    this.#ran = new Set()
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
    const skipped: SkippedStressCase[] = []
    const cases: PlacedCase[] = []
    for (const entry of entries) {
      const place = isSkipped(entry) ? entry.skipped : await this.#placeOf(entry)
      const { id, group, title } = entry
      if (isSkipped(entry) || typeof place === 'string') skipped.push({ id, group, title, skipped: String(place) })
      else cases.push({ ...entry, point: place })
    }
    this.#skipped = skipped
    this.#cases = cases
    const points = [...new Set(cases.map(({ point }) => point))]
    for (const arm of plan.arms) for (const point of points) this.#ran.add(`${arm} ${point}`)
    yield this.#runs(points)
    if (question.search) yield* this.#searchRounds(read)
  }

  /** A ladder without the sizes that rules between fields refuse. */
  async #possible(ladder: StressLadder): Promise<StressLadder> {
    const grid: number[] = []
    for (const size of ladder.grid) if (typeof (await this.#placeOf(ladder.at(size))) === 'number') grid.push(size)
    return { ...ladder, grid }
  }

  async *#searchRounds(read: ReadSoFar): AsyncGenerator<Iterable<PlannedRun>> {
    const { plan, question } = this
    const before = await read(question.conditions)
    const ladders: StressLadder[] = []
    for (const ladder of laddersOf(this.#cases)) ladders.push(await this.#possible(ladder))
    const searches = ladders
      .filter(({ grid }) => grid.length > 0)
      .flatMap((ladder) =>
        plan.arms.map((arm): Search => {
          const { grid, resolution } = ladder
          const at0 = this.#withoutStress(ladder)
          const heldWithoutStress = at0 !== undefined && !this.#isBroken(before, at0, arm)
          const steps = breakingSize({ grid, resolution, heldWithoutStress })
          return { ladder, arm, steps, asked: steps.next().value as readonly number[] }
        }),
      )
    this.#searches = searches
    for (let open = searches; open.length > 0; open = open.filter(({ found }) => found === undefined)) {
      const asked: number[][] = []
      for (const { asked: sizes, ladder } of open) {
        const places: number[] = []
        for (const size of sizes) {
          const place = await this.#placeOf(ladder.at(size))
          // A size that is refused is not run: it counts as held.
          places.push(typeof place === 'number' ? place : NOWHERE)
        }
        asked.push(places)
      }
      yield this.#notYet(open.map(({ arm }, i) => ({ arm, points: asked[i].filter((point) => point !== NOWHERE) })))
      const table = await read(question.conditions)
      for (const [i, search] of open.entries()) {
        const step = search.steps.next(asked[i].map((point) => this.#isBroken(table, point, search.arm)))
        if (step.done === true) search.found = step.value
        else search.asked = step.value
      }
    }
  }

  /** The point that a ladder's cases leave at size 0; `undefined` where that was not run. */
  #withoutStress({ upon, id }: StressLadder): number | undefined {
    // Funding pinned at nothing is not the funding that the scenario has.
    if (id.startsWith('funding-')) return undefined
    return upon === undefined ? 0 : this.#cases.find((one) => one.id === upon)?.point
  }

  /** Runs of points, arm by arm, but for those that were run already. */
  *#notYet(wanted: readonly { readonly arm: string; readonly points: readonly number[] }[]): Generator<PlannedRun> {
    for (const { arm, points } of wanted) {
      const lacking = [...new Set(points)].filter((point) => !this.#ran.has(`${arm} ${point}`))
      for (const point of lacking) this.#ran.add(`${arm} ${point}`)
      yield* this.#runs(lacking, arm)
    }
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
