import { expect, test } from 'vitest'
import { latinHypercube } from '../../../src/studies/sampling/latin-hypercube.ts'

test.each([
  [1, 1],
  [3, 7],
  [5, 100],
  [2, 4096],
])('%i dimensions, %i points: each stratum of each dimension is hit once', (dimensions, count) => {
  for (const seed of [0, 1, 2 ** 53 - 1]) {
    const points = latinHypercube(dimensions, count, seed)
    expect(points).toHaveLength(count)
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const column = points.map((point) => point[dimension]).sort((a, b) => a - b)
      expect(column.every((x, k) => x >= k / count && x < (k + 1) / count)).toBe(true)
    }
  }
})

test('strata are matched at random: dimensions are not in one order, and seeds differ', () => {
  const points = latinHypercube(3, 50, 4)
  const orderOf = (dimension: number) => points.map((point) => Math.floor(point[dimension] * 50)).join()
  expect(new Set([0, 1, 2].map(orderOf)).size).toBe(3)
  expect(latinHypercube(3, 50, 5)).not.toEqual(points)
})

test('the same seed gives the same design, and one dimension more leaves the others', () => {
  const points = latinHypercube(4, 20, 8)
  expect(latinHypercube(4, 20, 8)).toEqual(points)
  expect(latinHypercube(5, 20, 8).map((point) => point.slice(0, 4))).toEqual(points)
})

test('a sum of monotone functions has a mean of far smaller error than random points give it', () => {
  const errors = Array.from({ length: 40 }, (_, seed) => {
    const points = latinHypercube(4, 64, seed)
    return points.reduce((sum, point) => sum + point.reduce((of, x) => of + x * x, 0), 0) / 64 - 4 / 3
  })
  const squares = errors.reduce((sum, error) => sum + error * error, 0) / errors.length
  const random = (4 * (1 / 5 - 1 / 9)) / 64
  expect(squares).toBeLessThan(random / 100)
})

test('places within a stratum are uniform', () => {
  const places = latinHypercube(2, 2000, 3).flatMap((point) => point.map((x) => x * 2000 - Math.floor(x * 2000)))
  const mean = places.reduce((sum, x) => sum + x, 0) / places.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / places.length))
  expect(places.filter((x) => x < 0.1).length / places.length).toBeCloseTo(0.1, 1)
})

test.each([
  ['Latin hypercube: dimensions: 0', () => latinHypercube(0, 5, 1)],
  ['Latin hypercube: points: 0 must be a whole number from 1 to 1048576', () => latinHypercube(2, 0, 1)],
  ['Latin hypercube: points: 2.5', () => latinHypercube(2, 2.5, 1)],
  ['random stream: seed', () => latinHypercube(2, 2, 1.5)],
])('is refused: %s', (message, call) => {
  expect(call).toThrow(message)
})
