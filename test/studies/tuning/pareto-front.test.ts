import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hypervolume } from '../../../src/studies/tuning/hypervolume.ts'
import { paretoFront } from '../../../src/studies/tuning/pareto-front.ts'

const candidate = (name: string, x: number, y: number, violation = 0) => ({ name, objectives: [x, y], violation })

describe('a Pareto front', () => {
  const all = [
    candidate('best of both', 5, 1),
    candidate('dominated', 4, 2),
    candidate('most', 9, 3),
    candidate('more, but forbidden', 20, 0, 1),
  ]

  test('is of measured values in their own directions, the best of the first objective first', () => {
    expect(paretoFront(all, ['maximise', 'minimise']).map(({ name }) => name)).toEqual(['most', 'best of both'])
    expect(paretoFront(all, ['minimise', 'maximise']).map(({ name }) => name)).toEqual(['dominated', 'most'])
  })

  test('holds what breaks constraints only where all do', () => {
    const broken = [candidate('badly', 1, 1, 2), candidate('slightly', 0, 9, 1)]
    expect(paretoFront(broken, ['maximise', 'minimise']).map(({ name }) => name)).toEqual(['slightly'])
    expect(paretoFront([], ['maximise', 'minimise'])).toEqual([])
  })
})

describe('the hypervolume', () => {
  test('is the area of the staircase', () => {
    expect(
      hypervolume(
        [
          [1, 3],
          [2, 1],
        ],
        [4, 4],
      ),
    ).toBe(3 * 1 + 2 * 2)
    expect(hypervolume([[5, 0]], [4, 4])).toBe(0)
    expect(hypervolume([], [4, 4])).toBe(0)
  })

  test('is the number of unit squares that some point dominates', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: -2, max: 12 }), fc.integer({ min: -2, max: 12 })))
    fc.assert(
      fc.property(points, (all) => {
        let squares = 0
        for (let x = -2; x < 10; x++)
          for (let y = -2; y < 10; y++) if (all.some((p) => p[0] <= x && p[1] <= y)) squares++
        expect(hypervolume(all, [10, 10])).toBe(squares)
      }),
      { seed: 62 },
    )
  })
})
