import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScenarioCase } from '../../src/testing/law.ts'
import { ALL_MUTANTS } from './all-mutants.ts'
import { discardCopies, loadMutated, prepareOriginal } from './mutated-copy.ts'

const isScenarioCase = (sample: unknown): sample is ScenarioCase =>
  typeof sample === 'object' && sample !== null && 'scenario' in sample

beforeAll(prepareOriginal)
afterAll(discardCopies)

describe('a law catches', () => {
  test.each(ALL_MUTANTS)('$name ($law)', async (mutant) => {
    const { allLaws, checkLaws } = await loadMutated(mutant)
    const law = allLaws().find(({ id }) => id === mutant.law)
    expect(law, `${mutant.law} is no law`).toBeDefined()
    const [{ status, counterexample }] = await checkLaws([law!], { runs: 300 })
    expect(status).toBe('broken')
    const sample = counterexample!.sample
    if (isScenarioCase(sample)) {
      const { steps, traders } = sample.scenario
      const members = traders.reduce((sum, { count }) => sum + count, 0)
      expect(steps.length <= 6 || members <= 3, `${steps.length} steps, ${members} traders`).toBe(true)
    }
  })
})
