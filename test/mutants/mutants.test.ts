import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_MUTANTS } from './all-mutants.ts'
import { caughtBy } from './caught-by.ts'
import { discardCopies, mutatedText, prepareOriginal } from './mutated-copy.ts'

const DAILY = ALL_MUTANTS.filter(({ daily }) => daily === true)

beforeAll(prepareOriginal)
afterAll(discardCopies)

describe('a law catches', () => {
  test.each(DAILY)('$name ($law)', async (mutant) => {
    const { caught, small, size } = await caughtBy(mutant)
    expect(caught).toBe(true)
    expect(small, size).toBe(true)
  })
})

test('every mutant changes a text that stands in its module once', () => {
  for (const mutant of ALL_MUTANTS) expect(mutatedText(mutant)).toContain(mutant.to)
})

test('the mutants of every day are caught by many different laws', () => {
  expect(new Set(DAILY.map(({ law }) => law)).size).toBeGreaterThanOrEqual(12)
})
