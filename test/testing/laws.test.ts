import { beforeAll, describe, expect, test } from 'vitest'
import { allLaws } from '../../src/testing/all-laws.ts'
import { checkLaws, type LawReport } from '../../src/testing/check-laws.ts'

/** Cases that every law is tried on here; `npm run test:nightly` tries 10,000. */
const RUNS = 300

const laws = allLaws()

test('no two laws share an id', () => {
  expect(new Set(laws.map(({ id }) => id)).size).toBe(laws.length)
})

describe('holds, and is put to the test', () => {
  const reports = new Map<string, LawReport>()
  beforeAll(async () => {
    for (const report of await checkLaws(laws, { runs: RUNS })) reports.set(report.id, report)
  }, 600_000)

  test.each(laws.map(({ id, name }) => [id, name] as const))('%s: %s', (id) => {
    const report = reports.get(id)!
    expect(report.counterexample?.violation, JSON.stringify(report.counterexample?.sample)).toBeUndefined()
    expect(report.status).toBe('held')
    expect(report.cases).toBe(RUNS)
  })
})
