import { expect, test } from 'vitest'
import { area } from './dydx-matching.ts'
import type { ParityVector } from './vector.ts'

const order = (id: string, side: string, size: number, price: number, til: number, more: object = {}): object => ({
  id: `${id}#1`,
  account: id,
  side,
  size: String(size),
  price: String(price),
  goodTilBlock: String(til),
  ...more,
})

const vector = (orders: readonly object[], expect: object, given: object = {}): ParityVector => ({
  id: 'derived',
  source: 'mechanics/order-book-family.md 1.1',
  area: 'matching',
  given: { book: { minOrderBaseQuantums: '5' }, initialPositions: {}, ...given },
  steps: orders.map((each, i) => ({
    op: 'place',
    phase: i === orders.length - 1 ? 'test' : 'setup',
    order: each,
    ...('op' in each ? { op: String(each.op) } : {}),
  })),
  expect: { ...expect, tolerance: '0' },
})

test('a replacement may not end earlier, and leaves the order that rests', () => {
  const book = [order('A', 'buy', 10, 30, 20), order('A', 'buy', 10, 31, 19)]
  const expected = { status: 'ERR_INVALID_REPLACEMENT', remainingBids: [{ id: 'A#1', remaining: '10' }] }
  expect(area.answer(vector(book, expected))).toEqual({ kind: 'passed' })
})

test('a replacement at the same price goes to the end of its queue', () => {
  const book = [order('A', 'buy', 10, 30, 20), order('B', 'buy', 10, 30, 20), order('A', 'buy', 8, 30, 21)]
  const rest = [
    { id: 'B#1', remaining: '10' },
    { id: 'A#1', remaining: '8' },
  ]
  expect(area.answer(vector(book, { status: 'SUCCESS', remainingBids: rest }))).toEqual({ kind: 'passed' })
})

test('a cancel refuses placements up to its block, and takes later ones', () => {
  const cancel = order('A', 'buy', 10, 30, 25, { op: 'cancel' })
  const early = [order('A', 'buy', 10, 30, 20), cancel, order('A', 'buy', 10, 30, 25)]
  const late = [order('A', 'buy', 10, 30, 20), cancel, order('A', 'buy', 10, 30, 26)]
  expect(area.answer(vector(early, { status: 'ERR_ORDER_IS_CANCELED', remainingBids: [] }))).toEqual({ kind: 'passed' })
  expect(area.answer(vector(late, { status: 'SUCCESS', remainingBids: [{ id: 'A#1', remaining: '10' }] }))).toEqual({
    kind: 'passed',
  })
})

test('an answer that is not the vector is told with both figures', () => {
  const book = [order('A', 'sell', 5, 10, 20), order('B', 'buy', 5, 10, 20)]
  expect(area.answer(vector(book, { status: 'SUCCESS', filledByTestOrder: '4' }))).toEqual({
    kind: 'failed',
    differences: [{ what: 'filledByTestOrder', expected: '"4"', got: '"5"' }],
  })
})
