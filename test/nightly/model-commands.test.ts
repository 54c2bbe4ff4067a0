import { describe, test } from 'vitest'
import { expectAgreement } from '../testing/model-commands.ts'
import { MODELLED_ENGINES } from '../testing/modelled-protocols.ts'
import { longestFor } from './searching.ts'

describe.each(MODELLED_ENGINES)('on the %s', (engine) => {
  test('no history parts the exchange from its naive model', () =>
    expectAgreement(engine, {
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: longestFor(MODELLED_ENGINES.length),
      markInterruptAsFailure: false,
    }))
})
