import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScenarioCase } from '../../src/testing/law.ts'
import { ACCOUNT_MUTANTS } from './account-mutants.ts'
import { COMPARED_MUTANTS } from './compared-mutants.ts'
import { ENGINE_MUTANTS } from './engine-mutants.ts'
import { FUNDING_MUTANTS } from './funding-mutants.ts'
import { LEDGER_MUTANTS } from './ledger-mutants.ts'
import { LIQUIDATION_MUTANTS } from './liquidation-mutants.ts'
import type { Mutant } from './mutant.ts'
import { discardCopies, loadMutated, prepareOriginal } from './mutated-copy.ts'
import { ORACLE_MUTANTS } from './oracle-mutants.ts'

const MUTANTS: readonly Mutant[] = [
  ...LEDGER_MUTANTS,
  ...ENGINE_MUTANTS,
  ...ACCOUNT_MUTANTS,
  ...LIQUIDATION_MUTANTS,
  ...FUNDING_MUTANTS,
  ...ORACLE_MUTANTS,
  ...COMPARED_MUTANTS,
]

const isScenarioCase = (sample: unknown): sample is ScenarioCase =>
  typeof sample === 'object' && sample !== null && 'scenario' in sample

beforeAll(prepareOriginal)
afterAll(discardCopies)

describe('a law catches', () => {
  test.each(MUTANTS)('$name ($law)', async (mutant) => {
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
