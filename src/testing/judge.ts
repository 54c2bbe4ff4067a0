import type { EventSink } from '../exchange/exchange-event.ts'
import { assemble } from '../scenario/assemble.ts'
import type { BuildCase, ComparedLaw, Judgement, ScenarioCase, ScenarioLaw, Violation, WatchedLaw } from './law.ts'
import { noWholeNumber } from './watch/no-whole-number.ts'
import { type BuildChoice, watchedRun } from './watch/watched-run.ts'

const isWatched = (law: ScenarioLaw): law is WatchedLaw => 'watch' in law

/** One sink that passes every event to two. */
const both = (first: EventSink, second: EventSink): EventSink => ({
  emit: (event) => {
    first.emit(event)
    second.emit(event)
  },
})

/** Judges one law that compares runs. */
const compared = async (law: ComparedLaw, sample: ScenarioCase, choice: BuildChoice): Promise<Judgement> => {
  const exercised: { [what: string]: number } = {}
  let broken: Violation | undefined
  const build: BuildCase = async (other, { watched = false, events, observer } = {}) => {
    const sink =
      events === undefined ? choice.events : choice.events === undefined ? events : both(choice.events, events)
    const chosen: BuildChoice = { ...choice, ...(sink !== undefined && { events: sink }) }
    return watched
      ? (await watchedRun([], other, chosen)).simulation
      : assemble(other.scenario, { ...chosen, engine: other.arm, ...(observer !== undefined && { observer }) })
  }
  try {
    await law.compare(sample, build, {
      exercised: (what, times = 1) => {
        exercised[what] = (exercised[what] ?? 0) + times
      },
      broken: (detail) => {
        broken ??= { detail }
      },
    })
  } catch (error) {
    const detail = noWholeNumber(error)
    if (detail === undefined) throw error
    broken ??= { detail }
  }
  return { exercised, ...(broken !== undefined && { broken }) }
}

/** Runs the case once to its end with a watcher of each law. */
const watched = async (
  laws: readonly WatchedLaw[],
  sample: ScenarioCase,
  choice: BuildChoice,
): Promise<readonly Judgement[]> => {
  if (laws.length === 0) return []
  const { simulation, judgements, end, failed } = await watchedRun(laws, sample, choice)
  try {
    while (simulation.step());
    end()
  } catch (error) {
    if (!failed(error)) throw error
  }
  return judgements()
}

/**
 * Judges one case by laws about scenarios: all that are watched in one run together, then each that compares runs.
 * What the run throws breaks the law that nothing throws, where that is among them.
 *
 * @returns what became of each law, in their order
 * @throws what the run throws, where no law speaks of it; RangeError for a case that cannot be built
 */
export const judgeCase = async (
  laws: readonly ScenarioLaw[],
  sample: ScenarioCase,
  choice: BuildChoice = {},
): Promise<readonly Judgement[]> => {
  const found = new Map<ScenarioLaw, Judgement>()
  const together = laws.filter(isWatched)
  const judgements = await watched(together, sample, choice)
  for (const [i, law] of together.entries()) found.set(law, judgements[i])
  for (const law of laws) if (!isWatched(law)) found.set(law, await compared(law, sample, choice))
  return laws.map((law) => found.get(law) as Judgement)
}
