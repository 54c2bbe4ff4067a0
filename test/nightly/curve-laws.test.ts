import type fc from 'fast-check'
import { describe, test } from 'vitest'
import { ownCurveLaws } from '../../src/testing/curve-laws.ts'
import { decimalLaws, kinds } from '../engines/virtual-amm/decimal-curves.ts'
import { search } from './searching.ts'

const laws = ownCurveLaws()
const TESTS = kinds.length * decimalLaws.length + laws.length

describe.each(kinds)('$name curve against 60 digits', (kind) => {
  test.each(decimalLaws)('$name', ({ property }) => search(property(kind), TESTS))
})

describe('every curve, at any place', () => {
  test.each(laws.map(({ name, property }) => [name, property] as const))('%s', (_, property) =>
    search(property as fc.IRawProperty<unknown>, TESTS),
  )
})
