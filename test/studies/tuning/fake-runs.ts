import type { Conducted } from '../../../src/studies/evaluation/conduct.ts'
import type { StudyRounds } from '../../../src/studies/evaluation/study-rounds.ts'
import type { PlannedRun, StudyPoint } from '../../../src/studies/plan/study-plan.ts'
import type { StudyTable } from '../../../src/studies/store/study-table.ts'

/** What a run comes to, by the values of its point. */
export type FakeRun = (labels: StudyPoint['labels'], seed: number) => Readonly<Record<string, number | undefined>>

/** A study whose runs are a function, and all runs that it asked for. */
export interface FakeStudy extends Conducted {
  readonly runs: readonly PlannedRun[]
}

/** Takes a study through its rounds. @param mostRounds - after which it is broken off */
export const fakeStudy = async (
  study: StudyRounds,
  runOf: FakeRun,
  mostRounds = Number.POSITIVE_INFINITY,
): Promise<FakeStudy> => {
  const { plan } = study
  const runs: PlannedRun[] = []
  const found = new Map<string, ReturnType<FakeRun>>()
  const read = async (): Promise<StudyTable> => ({
    plan,
    runs: runs.length,
    fingerprint: '',
    values: (figure, point, arm) =>
      Array.from({ length: plan.seeds }, (_, i) => found.get(`${point} ${arm} ${plan.firstSeed + i}`)?.[figure]),
    detail: () => '',
  })
  let rounds = 0
  for await (const round of study.rounds(read)) {
    if (rounds++ === mostRounds) break
    for (const run of round) {
      runs.push(run)
      found.set(`${run.point} ${run.arm} ${run.seed}`, runOf(study.pointOf(run.point).labels, run.seed))
    }
  }
  return { complete: rounds <= mostRounds, finishedRuns: runs.length, read, runs }
}
