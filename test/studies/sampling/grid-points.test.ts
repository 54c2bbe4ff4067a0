import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridPoints } from '../../../src/studies/sampling/grid-points.ts'

test('the last dimension is the fastest', () => {
  expect(gridPoints([2, 3])).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ])
})

test('the n-th point reads as n in mixed radix, so that every combination is there once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), (levels) => {
      const points = gridPoints(levels)
      expect(points).toHaveLength(levels.reduce((product, count) => product * count, 1))
      points.forEach((point, n) => {
        expect(point.every((at, k) => at >= 0 && at < levels[k])).toBe(true)
        expect(point.reduce((code, at, k) => code * levels[k] + at, 0)).toBe(n)
      })
    }),
    { numRuns: 50 },
  )
})

test('no dimensions give one point', () => {
  expect(gridPoints([])).toEqual([[]])
})

test.each([
  ['grid: levels of dimension 1: 0', [2, 0]],
  ['grid: levels of dimension 0: 1.5', [1.5]],
  ['grid: points: 4198401 must be a whole number from 1 to 4194304', [2049, 2049]],
])('is refused: %s', (message, levels) => {
  expect(() => gridPoints(levels)).toThrow(message)
})
