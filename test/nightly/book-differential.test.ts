import { test } from 'vitest'
import { agreesWithNaive } from '../engines/order-book/book-pair.ts'
import { search } from './searching.ts'

test.each([true, false])(
  'no operations part the book from the naive one (reduce-only orders go at once: %s)',
  (purges) => search(agreesWithNaive(purges, 400), 2),
)
