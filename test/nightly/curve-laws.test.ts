import { describe, test } from 'vitest'
import { curveLaws, kinds } from '../engines/virtual-amm/curve-laws.ts'
import { search } from './searching.ts'

describe.each(kinds)('$name curve', (kind) => {
  test.each(curveLaws)('$name', ({ property }) => search(property(kind), kinds.length * curveLaws.length))
})
