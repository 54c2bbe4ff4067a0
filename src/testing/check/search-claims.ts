import { readScenarioData } from '../../scenario/parse-scenario.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { ScenarioError } from '../../scenario/scenario-error.ts'
import { withChanges } from '../../scenario/vary/change.ts'
import { type DrawnParameter, drawParameters } from '../../scenario/vary/draw-parameters.ts'
import type { ScenarioCase, Violation } from '../law.ts'
import { nothingThrows } from '../laws/nothing-throws.ts'
import type { BuildChoice } from '../watch/watched-run.ts'
import { type Claim, type Claims, type JudgedRun, violationOf } from './claim.ts'
import { type JudgeTerms, judgeRun, type Pause } from './judge-run.ts'

/** A case with the values that were drawn for what varies. */
export interface VariedCase extends ScenarioCase {
  readonly parameters: readonly DrawnParameter[]
}

/** A run in which a claim was broken. */
export interface BrokenRun {
  readonly sample: VariedCase
  readonly violation: Violation
}

/** What became of a claim over all runs. */
export interface ClaimReport {
  readonly claim: Claim
  /** `vacuous`: no run did what the law speaks of. `not-measured`: no run measured what the property names. */
  readonly status: 'held' | 'broken' | 'vacuous' | 'not-measured'
  /** Whole runs that it was judged in. */
  readonly runs: number
  /** Runs that a law watched only the beginning of. */
  readonly parts: number
  /** Of a law: what was put to the test, summed over the runs. */
  readonly exercised: Readonly<Record<string, number>>
  /** Of a property: runs in which it could not be told, and why. */
  readonly untold: number
  readonly lacking: readonly string[]
  readonly broken: readonly BrokenRun[]
}

/** What is searched, and how far. */
export interface SearchTerms {
  readonly scenario: Scenario
  /** Arms to run, in this order for each seed. */
  readonly arms: readonly string[]
  readonly claims: Claims
  readonly choice: BuildChoice
  /** Runs in all. */
  readonly runs: number
  /** Answers false when the search is to stop: the run in hand does not count. */
  readonly pause: Pause
  /**
   * Laws slow a run down many times, so that they have a time of their own: asked before each run, and answered by what
   * is asked between two of its blocks. Once that is false, properties alone are judged.
   *
   * @param armsLeft - arms that have not been watched yet, this one among them
   */
  readonly watching: (armsLeft: number) => () => boolean
  /** @param share - of all runs, 0 to 1 */
  readonly onProgress?: (share: number, done: number, broken: number) => void
}

/** What a search found. */
export interface Search {
  readonly runs: number
  readonly seeds: readonly number[]
  /** Runs that laws watched to their end, and blocks of others that they watched. */
  readonly watched: { readonly runs: number; readonly blocksOfOthers: number }
  /** Laws, then properties. */
  readonly reports: readonly ClaimReport[]
}

/** Draws for one seed that rules between fields may refuse before it is given up. */
const MOST_DRAWS = 100

/**
 * The scenario of a seed, with values drawn for what varies. Draws that rules between fields refuse are drawn again.
 *
 * @throws RangeError when they refuse all of many
 */
export const variedScenario = async (
  base: Scenario,
  seed: number,
): Promise<Pick<VariedCase, 'scenario' | 'parameters'>> => {
  const seeded = { ...base, seed }
  if (Object.keys(base.vary).length === 0) return { scenario: seeded, parameters: [] }
  let refused = ''
  for (let attempt = 0; attempt < MOST_DRAWS; attempt++) {
    const parameters = drawParameters(seeded, attempt)
    try {
      const { scenario } = await readScenarioData(withChanges(seeded, parameters), 'drawn')
      return { scenario, parameters }
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      const [{ path, value, rule }] = error.faults
      refused = `${path}: ${value} ${rule}`
    }
  }
  throw new RangeError(`vary: all of ${MOST_DRAWS} draws for seed ${seed} are refused, the last since ${refused}`)
}

interface Tally {
  readonly claim: Claim
  runs: number
  parts: number
  readonly exercised: { [what: string]: number }
  untold: number
  readonly lacking: Set<string>
  readonly broken: BrokenRun[]
}

const statusOf = ({ claim, broken, exercised, runs, untold }: Tally): ClaimReport['status'] => {
  if (broken.length > 0) return 'broken'
  if (claim.kind === 'property') return untold === runs ? 'not-measured' : 'held'
  return Object.values(exercised).every((times) => times === 0) ? 'vacuous' : 'held'
}

const tallyOf = (claim: Claim): Tally => ({
  claim,
  runs: 0,
  parts: 0,
  exercised: {},
  untold: 0,
  lacking: new Set(),
  broken: [],
})

/** Judges a run by all claims as long as laws may watch, else by its properties and whether it throws. */
const judgeByTurns = async (
  sample: VariedCase,
  { laws, properties }: Claims,
  terms: JudgeTerms,
): Promise<{ readonly watched: JudgedRun | undefined; readonly plain: JudgedRun | undefined } | undefined> => {
  const judged = async (claims: Claims, mayWatch?: () => boolean): Promise<JudgedRun | undefined> => {
    const run = await judgeRun(sample, claims, { ...terms, ...(mayWatch !== undefined && { mayWatch }) })
    if (run !== undefined && 'unbuildable' in run)
      throw new RangeError(`${sample.arm}, seed ${sample.scenario.seed}: ${run.unbuildable}`)
    return run
  }
  const { mayWatch = () => true } = terms
  const watched = mayWatch() ? await judged({ laws, properties }, mayWatch) : undefined
  if (watched !== undefined && !watched.partly) return { watched, plain: undefined }
  if (watched === undefined && mayWatch()) return undefined
  const plain = await judged({ laws: [nothingThrows], properties }, () => true)
  return plain === undefined ? undefined : { watched, plain }
}

/**
 * Judges arms over seeds (`seed`, `seed + 1`, …) by laws and properties, with values drawn for what varies. What was found
 * before it was stopped is in the reports.
 *
 * @throws RangeError for a run that cannot be built
 */
export const searchClaims = async (terms: SearchTerms): Promise<Search> => {
  const { scenario: base, arms, claims, choice, runs, pause, watching, onProgress } = terms
  const laws = claims.laws.map((law) => tallyOf({ kind: 'law', law }))
  const properties = claims.properties.map((property, position) => tallyOf({ kind: 'property', property, position }))
  const all = [...laws, ...properties]
  const seeds: number[] = []
  const watched = { runs: 0, blocksOfOthers: 0 }
  let done = 0
  const takeLaws = (sample: VariedCase, run: JudgedRun, of: readonly Tally[]): void => {
    for (const [i, { exercised, broken }] of run.laws.entries()) {
      const tally = of[i]
      if (run.partly) tally.parts += 1
      else tally.runs += 1
      for (const [what, times] of Object.entries(exercised))
        tally.exercised[what] = (tally.exercised[what] ?? 0) + times
      if (broken !== undefined) tally.broken.push({ sample, violation: broken })
    }
    if (run.partly) watched.blocksOfOthers += run.blocks
  }
  const takeProperties = (sample: VariedCase, run: JudgedRun): void => {
    for (const [i, verdict] of run.properties.entries()) {
      const tally = properties[i]
      tally.runs += 1
      const violation = violationOf(claims.properties[i], verdict)
      if (violation !== undefined) tally.broken.push({ sample, violation })
      if (verdict.kind !== 'not-measured') continue
      tally.untold += 1
      for (const sentence of verdict.lacking) tally.lacking.add(sentence)
    }
  }
  search: for (let seed = base.seed; done < runs; seed++) {
    const varied = await variedScenario(base, seed)
    for (const arm of arms.slice(0, runs - done)) {
      const sample: VariedCase = { ...varied, arm }
      const broken = all.filter((tally) => tally.broken.length > 0).length
      const judged = await judgeByTurns(sample, claims, {
        choice,
        pause,
        mayWatch: watching(Math.max(1, arms.length - done)),
        onProgress: (share) => onProgress?.((done + share) / runs, done, broken),
      })
      if (judged === undefined) break search
      if (judged.watched !== undefined) takeLaws(sample, judged.watched, laws)
      if (judged.plain !== undefined) {
        const throwing = laws.filter(({ claim }) => claim.kind === 'law' && claim.law.id === nothingThrows.id)
        const known = throwing[0]?.broken.at(-1)?.sample === sample
        if (throwing.length > 0 && !known) takeLaws(sample, judged.plain, throwing)
      } else watched.runs += 1
      takeProperties(sample, judged.plain ?? (judged.watched as JudgedRun))
      done += 1
      if (seeds.at(-1) !== seed) seeds.push(seed)
      onProgress?.(done / runs, done, all.filter((tally) => tally.broken.length > 0).length)
    }
  }
  const reports = all.map((tally): ClaimReport => ({ ...tally, status: statusOf(tally), lacking: [...tally.lacking] }))
  return { runs: done, seeds, watched, reports }
}
