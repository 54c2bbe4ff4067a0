import fc from 'fast-check'
import { describe, test } from 'vitest'
import { conserves } from './random-history.ts'
import type { EngineName } from './small-exchange.ts'

describe.each<EngineName>(['order-book', 'virtual-amm'])('on the %s', (engine) => {
  test.each([1, 2])(
    'money and sizes are conserved whatever happens, and the search finds what the scan finds (%i markets)',
    (markets) => {
      fc.assert(conserves(engine, markets, 120), { numRuns: 150, seed: 20261122 })
    },
  )
})
