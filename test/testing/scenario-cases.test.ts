import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseScenario, printScenario } from '../../src/scenario/parse-scenario.ts'
import { accountCases } from '../../src/testing/cases/account-cases.ts'
import { crowdCases } from '../../src/testing/cases/crowd-cases.ts'
import { engineCases } from '../../src/testing/cases/engine-cases.ts'
import { liquidationCases } from '../../src/testing/cases/liquidation-cases.ts'
import { priceCases } from '../../src/testing/cases/price-cases.ts'
import { scenarioCases } from '../../src/testing/cases/scenario-cases.ts'

// Counterexamples are written as files: what could not be read from one could not be replayed.
describe('every case reads back from its file without faults, and equal', () => {
  test.each([
    ['scenarioCases', scenarioCases(), 300],
    ['accountCases', accountCases(), 300],
    ['crowdCases', crowdCases(), 100],
    ['engineCases', engineCases(), 100],
    ['liquidationCases', liquidationCases(), 100],
    ['priceCases', priceCases(), 100],
  ] as const)('%s', (_, cases, numRuns) =>
    fc.assert(
      fc.asyncProperty(cases, async ({ scenario }) => {
        const read = await parseScenario(printScenario(scenario), 'case.yaml')
        expect(read.scenario).toEqual(scenario)
      }),
      { numRuns },
    ),
  )
})
