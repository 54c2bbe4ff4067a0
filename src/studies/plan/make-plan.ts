import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { printScenario } from '../../scenario/parse-scenario.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import { type KeyFiles, runKey } from '../../scenario/run-key.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { levelShares, type StudyParameter } from '../../scenario/vary/study-parameter.ts'
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

/** Names of price files in a value: of a `replay` or `index` field, or of a map that has them. */
const filesIn = (field: string | number | undefined, value: unknown): readonly string[] => {
  if (typeof value === 'string') return field === 'replay' || field === 'index' ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => filesIn(name, inner))
}

/** Price files that are values of a parameter: `markets.0.prices.replay=calm.csv, crash.csv`. */
const variedFiles = (parameters: readonly StudyParameter[], { resolve }: KeyFiles): readonly string[] =>
  parameters
    .filter(({ paths }) => paths.some(([part]) => part === 'markets'))
    .flatMap(({ paths, scale }) => levelShares(scale).flatMap((share) => filesIn(paths[0].at(-1), scale.at(share))))
    .map((file) => resolve(file))

/** Fingerprint of all that runs hang on besides their changes. @throws InputError naming files that are not there */
const fingerprintOf = async (
  scenario: Scenario,
  files: KeyFiles,
  parameters: readonly StudyParameter[],
): Promise<string> => {
  const varied = variedFiles(parameters, files)
  const missing = varied.filter((file) => !existsSync(file))
  if (missing.length > 0) throw new InputError(missing.map((file) => `${file}: no such file (--vary)`).join('\n'))
  const key = await runKey(scenario, '', scenario.seed, files)
  const own = key.slice(key.lastIndexOf('/') + 1)
  if (varied.length === 0) return own
  const hash = createHash('sha256').update(own)
  for (const file of varied) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, own.length)
}

/**
 * The plan of a study of a scenario.
 *
 * @param files - the price files that runs read
 * @param parameters - what varies
 * @throws InputError for seeds beyond 2^53, and for price files that are not there
 */
export const makePlan = async (
  scenario: Scenario,
  files: KeyFiles,
  terms: PlanTerms,
  parameters: readonly StudyParameter[] = [],
): Promise<StudyPlan> => {
  if (scenario.seed + terms.seeds > Number.MAX_SAFE_INTEGER)
    throw new InputError(`seed ${scenario.seed}: leaves no room for ${terms.seeds} seeds below 2^53`)
  const { version, kind, arms, seeds, labels, figures, question } = terms
  return {
    format: STORE_FORMAT,
    version,
    kind,
    name: scenario.name,
    scenario: printScenario(scenario),
    fingerprint: await fingerprintOf(scenario, files, parameters),
    arms,
    firstSeed: scenario.seed,
    seeds,
    labels,
    figures,
    runsPerPart: runsPerPart(scenario),
    question,
  }
}
