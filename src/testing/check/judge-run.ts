import { runResult } from '../../simulation/run-result.ts'
import { judgeCase } from '../judge.ts'
import type { Judgement, ScenarioCase, ScenarioLaw } from '../law.ts'
import { type BuildChoice, type WatchedRun, watchedRun } from '../watch/watched-run.ts'
import { type Claims, isWatched, type JudgedRun } from './claim.ts'

/** Asked between two blocks: gives other work its turn, and answers false to stop. */
export type Pause = () => boolean | Promise<boolean>

/** How runs are built and interrupted. */
export interface JudgeTerms {
  readonly choice: BuildChoice
  readonly pause: Pause
  /** Ends a run once this law is broken: the rest of it tells nothing more. */
  readonly until?: ScenarioLaw
  /** Asked between two blocks: may laws go on watching? The run is left when they may not. */
  readonly mayWatch?: () => boolean
  /** Told after each block which share of the run is done. */
  readonly onProgress?: (share: number) => void
}

/** The run cannot be built: figures of the scenario that only building shows to be wrong. */
export type Unbuildable = { readonly unbuildable: string }

const build = async (
  laws: Parameters<typeof watchedRun>[0],
  sample: ScenarioCase,
  choice: BuildChoice,
): Promise<WatchedRun | Unbuildable> => {
  try {
    return await watchedRun(laws, sample, choice)
  } catch (error) {
    if (error instanceof RangeError) return { unbuildable: error.message }
    throw error
  }
}

/**
 * Judges one run by laws and properties: those that watch share one run, and properties are told at its end; laws that
 * compare runs are judged after it. What the run throws breaks the law that nothing throws.
 *
 * @returns `undefined` when it was stopped
 * @throws what the run throws, where the laws do not speak of it
 */
export const judgeRun = async (
  sample: ScenarioCase,
  { laws, properties }: Claims,
  { choice, pause, until, mayWatch = () => true, onProgress }: JudgeTerms,
): Promise<JudgedRun | Unbuildable | undefined> => {
  const watching = laws.filter(isWatched)
  const run = await build(watching, sample, choice)
  if ('unbuildable' in run) return run
  const { simulation, judgements } = run
  const found = new Map<ScenarioLaw, Judgement>()
  const last = watching.findIndex(({ id }) => id === until?.id)
  const { start, end } = simulation.parts
  let threw = false
  let partly = false
  try {
    while (simulation.step()) {
      if (!(await pause())) return undefined
      onProgress?.((simulation.block.time - start) / (end - start))
      partly = !mayWatch()
      if (partly) break
      if (last >= 0 && judgements()[last].broken !== undefined) break
    }
    simulation.audit()
    if (!partly) run.end()
  } catch (error) {
    threw = true
    if (!run.failed(error)) throw error
  }
  for (const [i, judgement] of judgements().entries()) found.set(watching[i], judgement)
  for (const law of laws) {
    if (isWatched(law) || partly) continue
    if (!(await pause())) return undefined
    const [judgement] = await judgeCase([law], sample, choice)
    found.set(law, judgement)
  }
  const result = threw || partly || properties.length === 0 ? undefined : runResult(simulation, sample.arm)
  return {
    laws: laws.map((law) => found.get(law) ?? { exercised: {} }),
    properties: properties.map((property) =>
      result === undefined
        ? { kind: 'not-measured', lacking: ['the run did not come to its end'] }
        : property.judge(result),
    ),
    blocks: simulation.block.block,
    partly,
  }
}
