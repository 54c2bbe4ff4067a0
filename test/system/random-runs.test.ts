import fc from 'fast-check'
import { test } from 'vitest'
import { runsSoundly } from './random-runs.ts'

test('random protocols in random markets conserve, and resume, in every arm', async () => {
  await fc.assert(runsSoundly() as fc.IRawProperty<unknown, true>, { numRuns: 30, seed: 5 })
})
