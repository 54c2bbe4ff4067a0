import { describe, test } from 'vitest'
import { conserves } from '../exchange/random-history.ts'
import type { EngineName } from '../exchange/small-exchange.ts'
import { search } from './searching.ts'

describe.each<EngineName>(['order-book', 'virtual-amm'])('on the %s', (engine) => {
  test.each([1, 2, 3])('no history makes or loses money or lots (%i markets)', (markets) =>
    search(conserves(engine, markets, 400), 6),
  )
})
