import { expect, test } from 'vitest'
import { MOST_SALTELLI_DIMENSIONS, saltelliDesign } from '../../../src/studies/sensitivity/saltelli-design.ts'

test.each([1, 2, 5, MOST_SALTELLI_DIMENSIONS])(
  '%i dimensions: a row is a, b, and a with one coordinate of b at a time',
  (dimensions) => {
    const { points, rows } = saltelliDesign(dimensions, 16, 3)
    expect(points).toHaveLength(rows * (dimensions + 2))
    for (let row = 0; row < rows; row++) {
      const [a, b, ...mixed] = points.slice(row * (dimensions + 2), (row + 1) * (dimensions + 2))
      expect(mixed).toEqual(a.map((_, moved) => a.map((x, k) => (k === moved ? b[k] : x))))
      expect(a.every((x, k) => x !== b[k])).toBe(true)
    }
  },
)

test('A and B together are a net: each of their coordinates hits every stratum once', () => {
  const { points } = saltelliDesign(8, 256, 1)
  for (const of of [0, 1]) {
    const matrix = points.filter((_, n) => n % 10 === of)
    for (let dimension = 0; dimension < 8; dimension++) {
      expect(new Set(matrix.map((point) => Math.floor(point[dimension] * 256))).size).toBe(256)
    }
  }
})

test('more rows continue the design, another seed is another', () => {
  const short = saltelliDesign(3, 10, 7)
  expect(saltelliDesign(3, 25, 7).points.slice(0, 50)).toEqual(short.points)
  expect(saltelliDesign(3, 10, 8).points).not.toEqual(short.points)
})

test.each([
  ['Saltelli design: dimensions: 65 must be a whole number from 1 to 64', () => saltelliDesign(65, 8, 0)],
  ['Saltelli design: rows: 0 must be', () => saltelliDesign(2, 0, 0)],
  ['random stream: seed', () => saltelliDesign(2, 2, -3)],
])('is refused: %s', (message, call) => {
  expect(call).toThrow(message)
})
