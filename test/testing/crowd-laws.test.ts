import { beforeAll, describe, expect, test } from 'vitest'
import { crowdCases } from '../../src/testing/cases/crowd-cases.ts'
import { checkLaws, type LawReport } from '../../src/testing/check-laws.ts'
import { lawsOver } from '../../src/testing/law-property.ts'
import { SCENARIO_LAWS } from '../../src/testing/scenario-laws.ts'

/** Cases with a crowd that every law about whole scenarios is tried on here; `npm run test:nightly` goes on. */
const RUNS = 25

describe('holds in a crowd that acts by itself', () => {
  const reports = new Map<string, LawReport>()
  beforeAll(async () => {
    for (const report of await checkLaws(lawsOver(SCENARIO_LAWS, crowdCases()), { runs: RUNS }))
      reports.set(report.id, report)
  }, 600_000)

  test.each(SCENARIO_LAWS.map(({ id, name }) => [id, name] as const))('%s: %s', (id) => {
    const { counterexample, cases } = reports.get(id)!
    expect(counterexample?.violation, JSON.stringify(counterexample?.sample)).toBeUndefined()
    expect(cases).toBe(RUNS)
  })
})
