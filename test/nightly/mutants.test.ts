import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALL_MUTANTS } from '../mutants/all-mutants.ts'
import { caughtBy, type Fate } from '../mutants/caught-by.ts'
import { discardCopies, prepareOriginal } from '../mutants/mutated-copy.ts'
import { fileSeconds } from './searching.ts'
import weights from './weights.json' with { type: 'json' }

beforeAll(prepareOriginal)
afterAll(discardCopies)

test('every mutant is caught by its law, or as many as the night has time for, from another one on each night', async () => {
  const end = performance.now() + fileSeconds(weights['mutants.test.ts']) * 900
  const first = Number(process.env.PERPLAB_PROPERTY_SEED ?? 0) % ALL_MUTANTS.length
  const escaped: Fate[] = []
  let tried = 0
  for (; tried < ALL_MUTANTS.length && performance.now() < end; tried++) {
    const fate = await caughtBy(ALL_MUTANTS[(first + tried) % ALL_MUTANTS.length])
    if (!fate.caught || !fate.small) escaped.push(fate)
  }
  process.stderr.write(`${tried} of ${ALL_MUTANTS.length} mutants\n`)
  expect(escaped).toEqual([])
})
