import { formatDuration } from '../report/number-format.ts'
import { found } from '../studies/evaluation/conduct.ts'
import { partRunner } from '../studies/evaluation/part-runner.ts'
import { runnerTerms } from '../studies/evaluation/runner-terms.ts'
import type { StudyRounds } from '../studies/evaluation/study-rounds.ts'
import type { PlannedRun } from '../studies/plan/study-plan.ts'
import { existingStore } from '../studies/store/study-store.ts'
import { DONE, FAILED } from './exit-codes.ts'
import type { StudyOptions } from './options.ts'
import { print, say } from './output.ts'
import { filesOf, type ReadStudy } from './read-study.ts'

/** What a study would do, for reading. */
export interface StudyWords {
  /** `6 x 5 points and today's`: what is run. */
  readonly points: string
  /** Points that are left out, with the rule that refuses each. */
  readonly refused: readonly string[]
}

const REFUSED_SHOWN = 5

/** The first run of each arm, which stand for the others. */
const samples = async ({ plan, rounds }: StudyRounds): Promise<readonly PlannedRun[]> => {
  const taken = new Map<string, PlannedRun>()
  for await (const runs of rounds(() => Promise.reject(new Error('nothing is run yet')))) {
    for (const run of runs) {
      if (!taken.has(run.arm)) taken.set(run.arm, run)
      if (taken.size === plan.arms.length) break
    }
    break
  }
  return [...taken.values()]
}

/** Prints the plan of a study and how long it would take, by one run of each arm; writes nothing. @returns the exit code */
export const dryRun = async (
  read: ReadStudy,
  study: StudyRounds,
  folder: string,
  options: StudyOptions,
  words: StudyWords,
): Promise<number> => {
  const { plan } = study
  const run = partRunner(runnerTerms(plan, read.scenario, filesOf(read, options)))
  const began = performance.now()
  const tried = await samples(study)
  for (const one of tried) {
    const outcome = await run({ runs: [one], points: new Map([[one.point, study.pointOf(one.point)]]) }, () => {})
    if (outcome.kind === 'failed') {
      say(`the run of ${one.arm} with seed ${one.seed} failed: ${outcome.outcome.message}`)
      return FAILED
    }
  }
  const each = (performance.now() - began) / Math.max(1, tried.length)
  const store = existingStore(folder, plan)
  const inStore = store === undefined ? 0 : (await found(study, store)).finishedRuns
  const shard = options.shard ?? { shard: 1, of: 1 }
  const left = Math.ceil(Math.max(0, study.expectedRuns - inStore) / shard.of)
  const milliseconds = (left * each) / Math.max(1, options.workers)
  const told = {
    study: plan.kind,
    scenario: plan.name,
    points: words.points,
    refused: words.refused,
    arms: plan.arms,
    seeds: plan.seeds,
    firstSeed: plan.firstSeed,
    runs: study.expectedRuns,
    runsAreAbout: study.adaptive,
    inStore,
    runsPerPart: plan.runsPerPart,
    folder,
  }
  if (options.json === true) print(JSON.stringify(told, undefined, 2))
  else
    print(
      [
        `${plan.kind} of ${plan.name}: ${words.points}`,
        `  arms      ${plan.arms.join(', ')}`,
        `  seeds     ${plan.seeds} from ${plan.firstSeed} on, the same at every point`,
        `  runs      ${study.adaptive ? 'about ' : ''}${study.expectedRuns}${inStore > 0 ? `, of which ${inStore} are in the store` : ''}`,
        `  store     ${folder}, ${plan.runsPerPart === 1 ? 'a run' : `${plan.runsPerPart} runs`} a part`,
        ...(words.refused.length === 0 ? [] : [`  left out  ${words.refused.length} points:`]),
        ...words.refused.slice(0, REFUSED_SHOWN).map((reason) => `    ${reason}`),
        ...(words.refused.length > REFUSED_SHOWN ? [`    and ${words.refused.length - REFUSED_SHOWN} more`] : []),
      ].join('\n'),
    )
  say(
    `about ${formatDuration(Math.max(1000, milliseconds))} with ${Math.max(1, options.workers)} ${options.workers > 1 ? 'workers' : 'worker'}: a run took ${each < 1000 ? `${Math.round(each)} ms` : formatDuration(each)}`,
  )
  return DONE
}
