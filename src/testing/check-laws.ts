import fc from 'fast-check'
import { judgeCase } from './judge.ts'
import type { Judgement, LawText, ScenarioCase, Violation } from './law.ts'
import type { Law } from './law-property.ts'
import { leanerCase } from './leaner-case.ts'

/** How laws are checked. */
export interface CheckOptions {
  /** Cases for each law. @defaultValue 300 */
  readonly runs?: number
  /** Of the cases; the same seed gives the same ones. @defaultValue 1 */
  readonly seed?: number
  /** Stops between two cases. */
  readonly signal?: AbortSignal
  /** Called after every case. */
  readonly onProgress?: (done: number, of: number) => void
}

/** The smallest case found that breaks a law. */
export interface Counterexample<Sample = unknown> {
  readonly sample: Sample
  readonly violation: Violation
  /** The case as it was first found, and where. */
  readonly found: { readonly sample: Sample; readonly violation: Violation; readonly run: number }
  /** Cases that shrinking tried. */
  readonly shrinks: number
}

/** What became of a law. */
export interface LawReport extends LawText {
  /** `vacuous`: not one case did what the law speaks of. */
  readonly status: 'held' | 'broken' | 'vacuous'
  readonly cases: number
  /** Sums over all cases. */
  readonly exercised: Readonly<Record<string, number>>
  readonly counterexample?: Counterexample
}

interface Progress {
  readonly law: Law
  readonly exercised: { [what: string]: number }
  cases: number
  broken: { readonly run: number; readonly sample: unknown; readonly violation: Violation } | undefined
}

const take = (progress: Progress, judgement: Judgement, sample: unknown, run: number): void => {
  progress.cases += 1
  for (const [what, times] of Object.entries(judgement.exercised))
    progress.exercised[what] = (progress.exercised[what] ?? 0) + times
  if (judgement.broken !== undefined) progress.broken = { run, sample, violation: judgement.broken }
}

/** Judges a case by one law. What is thrown breaks it: no law holds of a run that does not come to its end. */
const judged = async (law: Law, sample: unknown): Promise<Judgement> => {
  try {
    return await law.judge(sample)
  } catch (error) {
    const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { exercised: {}, broken: { detail: `it throws ${told}` } }
  }
}

/** Judges one case by laws that share their runs; one by one where together they throw. */
const judgedTogether = async (laws: readonly Law[], sample: unknown): Promise<readonly Judgement[]> => {
  try {
    const { choice } = laws[0].together!
    return await judgeCase(
      laws.map(({ together }) => together!.law),
      sample as ScenarioCase,
      choice,
    )
  } catch {
    const judgements: Judgement[] = []
    for (const law of laws) judgements.push(await judged(law, sample))
    return judgements
  }
}

/** Judges a case by every law that still holds: those that share their runs in one. */
const judgeGroup = async (open: readonly Progress[], sample: unknown): Promise<readonly Judgement[]> => {
  const shared = open.filter(({ law }) => law.together !== undefined)
  const found = new Map<Progress, Judgement>()
  if (shared.length > 0) {
    const laws = shared.map(({ law }) => law)
    const judgements = await judgedTogether(laws, sample)
    for (const [i, progress] of shared.entries()) found.set(progress, judgements[i])
  }
  for (const progress of open) if (!found.has(progress)) found.set(progress, await judged(progress.law, sample))
  return open.map((progress) => found.get(progress) as Judgement)
}

/** Cases that shrinking tries at most: what is left to gain after so many is little. */
const MOST_SHRINKS = 600

/** Shrinks the case that broke a law, from where it was found. */
const shrunk = async ({ law, broken }: Progress, seed: number): Promise<Counterexample | undefined> => {
  if (broken === undefined) return undefined
  const isBroken = async (sample: unknown) => (await judged(law, sample)).broken !== undefined
  let tried = 0
  const holds = fc.asyncProperty(law.samples, async (sample) => tried++ > MOST_SHRINKS || !(await isBroken(sample)))
  const details = await fc.check(holds, { seed, path: String(broken.run), numRuns: 1, endOnFailure: false })
  const sample = await leanerCase(details.counterexample?.[0] ?? broken.sample, isBroken)
  const violation = (await judged(law, sample)).broken ?? broken.violation
  return { sample, violation, found: broken, shrinks: details.numShrinks }
}

/** Nothing is left to try: every law is broken, or somebody said stop. */
class Stopped extends Error {}

/** Laws that draw from the same cases, so that one case can serve them all. */
const grouped = (laws: readonly Law[]): readonly (readonly Law[])[] => {
  const groups = new Map<unknown, Law[]>()
  for (const law of laws) groups.set(law.samples, [...(groups.get(law.samples) ?? []), law])
  return [...groups.values()]
}

/**
 * Tries every law on as many cases as asked, and shrinks what breaks one. Laws over the same cases share them, and where
 * they can their runs, so that many laws cost little more than one.
 *
 * What a run throws breaks the law that nothing throws; where that is not among the laws, it breaks those that are.
 *
 * @returns a report of each law, in their order; what was found before `signal` stopped it is in them
 */
export const checkLaws = async (laws: readonly Law[], options: CheckOptions = {}): Promise<readonly LawReport[]> => {
  const { runs = 300, seed = 1, signal, onProgress } = options
  const groups = grouped(laws)
  const all = new Map<Law, Progress>()
  let done = 0
  for (const group of groups) {
    const members = group.map((law): Progress => ({ law, exercised: {}, cases: 0, broken: undefined }))
    for (const progress of members) all.set(progress.law, progress)
    let run = 0
    const every = fc.asyncProperty(group[0].samples, async (sample) => {
      const open = members.filter(({ broken }) => broken === undefined)
      if (signal?.aborted === true || open.length === 0) throw new Stopped()
      const judgements = await judgeGroup(open, sample)
      for (const [i, progress] of open.entries()) take(progress, judgements[i], sample, run)
      run += 1
      done += 1
      onProgress?.(done, groups.length * runs)
    })
    const { errorInstance } = await fc.check(every, { seed, numRuns: runs, endOnFailure: true })
    if (errorInstance !== undefined && errorInstance !== null && !(errorInstance instanceof Stopped))
      throw errorInstance
  }
  const reports: LawReport[] = []
  for (const law of laws) {
    const progress = all.get(law) as Progress
    const counterexample = await shrunk(progress, seed)
    reports.push(reportOf(progress, counterexample))
  }
  return reports
}

const reportOf = ({ law, cases, exercised }: Progress, counterexample: Counterexample | undefined): LawReport => {
  const { id, name, rulesOut, parts, when } = law
  const vacuous = Object.values(exercised).every((times) => times === 0)
  return {
    id,
    name,
    rulesOut,
    parts,
    ...(when !== undefined && { when }),
    status: counterexample !== undefined ? 'broken' : vacuous ? 'vacuous' : 'held',
    cases,
    exercised,
    ...(counterexample !== undefined && { counterexample }),
  }
}
