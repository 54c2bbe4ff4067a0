import { createHash } from 'node:crypto'
import type { PlannedRun, StudyPlan, StudyPoint } from './study-plan.ts'

/** Runs that are kept in one file: they are finished together or not at all. */
export interface StudyPart {
  /** Fingerprint of all that its runs hang on: name of the file. */
  readonly name: string
  readonly runs: readonly PlannedRun[]
}

/** Seeds of one round: all points are run with them before any is run with more. */
export interface SeedRound {
  /** Counted from the plan's first seed. */
  readonly from: number
  readonly to: number
}

/** Runs of some points for a round of seeds, in the order in which they are begun: whole seeds come first, so that a study that is cut short has them of every point. */
export function* plannedRuns(
  plan: Pick<StudyPlan, 'arms' | 'firstSeed' | 'runsPerPart'>,
  points: readonly number[],
  { from, to }: SeedRound,
): Generator<PlannedRun> {
  const together = Math.max(1, Math.floor(plan.runsPerPart / plan.arms.length))
  for (let begin = from; begin < to; begin += together)
    for (const point of points)
      for (const arm of plan.arms)
        for (let seed = begin; seed < Math.min(to, begin + together); seed++)
          yield { point, arm, seed: plan.firstSeed + seed }
}

/**
 * Fingerprint of a part: format and version, the scenario with its files, what is kept of a run, and of every run its
 * place in the study, its changes, arm and seed.
 */
const partName = (plan: StudyPlan, runs: readonly PlannedRun[], pointOf: (point: number) => StudyPoint): string => {
  const { format, version, fingerprint, figures, labels } = plan
  const keys = runs.map(({ point, arm, seed }) => {
    const { labels: told, changes } = pointOf(point)
    return [point, told, changes.map(({ path, value }) => [path, value ?? null]), arm, seed]
  })
  return createHash('sha256')
    .update(JSON.stringify([format, version, fingerprint, figures, labels, keys]))
    .digest('hex')
    .slice(0, 32)
}

/** Parts of a study, in their order. */
export function* studyParts(
  plan: StudyPlan,
  runs: Iterable<PlannedRun>,
  pointOf: (point: number) => StudyPoint,
): Generator<StudyPart> {
  let gathered: PlannedRun[] = []
  for (const run of runs) {
    gathered.push(run)
    if (gathered.length < plan.runsPerPart) continue
    yield { name: partName(plan, gathered, pointOf), runs: gathered }
    gathered = []
  }
  if (gathered.length > 0) yield { name: partName(plan, gathered, pointOf), runs: gathered }
}
