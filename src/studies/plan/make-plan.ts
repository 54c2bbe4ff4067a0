import { printScenario } from '../../scenario/parse-scenario.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import { type KeyFiles, runKey } from '../../scenario/run-key.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { InputError } from '../input-error.ts'
import { STORE_FORMAT, type StudyPlan } from './study-plan.ts'

/** Milliseconds of work that a part has at least, about. */
const WORK_OF_A_PART = 100
/** What building a run and a block of a small crowd take, milliseconds, about: it decides how runs are grouped, nothing else. */
const BUILDING = 2
const BLOCK = 0.02
const MOST_RUNS = 512

/** Runs that make a part of enough work, by the blocks that they have. */
const runsPerPart = ({ horizon, chain }: Scenario): number => {
  const work = BUILDING + BLOCK * (millisecondsOf(horizon) / millisecondsOf(chain.blockTime))
  return Math.max(1, Math.min(MOST_RUNS, Math.ceil(WORK_OF_A_PART / work)))
}

/** What a kind of study says of its plan. */
export type PlanTerms = Pick<StudyPlan, 'version' | 'kind' | 'arms' | 'seeds' | 'labels' | 'figures' | 'question'>

/** The plan of a study of a scenario. @param files - the price files that runs read @throws InputError for seeds beyond 2^53 */
export const makePlan = async (scenario: Scenario, files: KeyFiles, terms: PlanTerms): Promise<StudyPlan> => {
  if (scenario.seed + terms.seeds > Number.MAX_SAFE_INTEGER)
    throw new InputError(`seed ${scenario.seed}: leaves no room for ${terms.seeds} seeds below 2^53`)
  const key = await runKey(scenario, '', scenario.seed, files)
  const { version, kind, arms, seeds, labels, figures, question } = terms
  return {
    format: STORE_FORMAT,
    version,
    kind,
    name: scenario.name,
    scenario: printScenario(scenario),
    fingerprint: key.slice(key.lastIndexOf('/') + 1),
    arms,
    firstSeed: scenario.seed,
    seeds,
    labels,
    figures,
    runsPerPart: runsPerPart(scenario),
    question,
  }
}
