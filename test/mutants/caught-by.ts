import type { ScenarioCase } from '../../src/testing/law.ts'
import type { Mutant } from './mutant.ts'
import { loadMutated } from './mutated-copy.ts'

/** Cases that a mutant's law is tried on: on two cores they take a few seconds, and most mutants fall within a hundred. */
const CASES = 1_500

/** What became of a mutant. */
export interface Fate {
  readonly name: string
  readonly law: string
  /** Its law is broken within `CASES` cases. */
  readonly caught: boolean
  /** The case that shows it has at most 6 steps or 3 traders. */
  readonly small: boolean
  readonly size: string
}

const isScenarioCase = (sample: unknown): sample is ScenarioCase =>
  typeof sample === 'object' && sample !== null && 'scenario' in sample

/** Tries the law of a mutant on the copy of the sources that it stands in. @throws Error for a law that there is not */
export const caughtBy = async (mutant: Mutant): Promise<Fate> => {
  const { name, law: id } = mutant
  const { allLaws, checkLaws } = await loadMutated(mutant)
  const law = allLaws().find((one) => one.id === id)
  if (law === undefined) throw new Error(`${name}: ${id} is no law`)
  const [{ status, counterexample }] = await checkLaws([law], { runs: CASES })
  const sample = counterexample?.sample
  const { steps, traders } = isScenarioCase(sample) ? sample.scenario : { steps: [], traders: [] }
  const members = traders.reduce((sum, { count }) => sum + count, 0)
  return {
    name,
    law: id,
    caught: status === 'broken',
    small: steps.length <= 6 || members <= 3,
    size: `${steps.length} steps, ${members} traders`,
  }
}
