import { describe, expect, test } from 'vitest'
import { NOISE, SEARCH } from '../../../src/numeric/purposes.ts'
import { RandomStream } from '../../../src/numeric/random.ts'
import { cmaEs } from '../../../src/studies/tuning/cma-es.ts'
import { cmaRates } from '../../../src/studies/tuning/cma-rates.ts'
import { symmetricEigen } from '../../../src/studies/tuning/symmetric-eigen.ts'
import { answered, of } from './answered.ts'

const middle = (dimensions: number): readonly number[] => new Array(dimensions).fill(0.5)

const sphere = (point: readonly number[]): number => point.reduce((sum, x) => sum + (x - 0.3) ** 2, 0)

describe('CMA-ES', () => {
  test('finds the optimum of a sphere to six digits in eight dimensions', () => {
    const { result, asked } = answered(cmaEs({ seed: 1, start: middle(8), generations: 200, seeds: 2 }), (p) =>
      of(sphere(p)),
    )
    expect(Math.max(...result.best.point.map((x) => Math.abs(x - 0.3)))).toBeLessThan(1e-5)
    expect(asked.every(({ seeds }) => seeds === 2)).toBe(true)
    // It ends by itself, where draws lie within the resolution.
    expect(asked.length).toBeLessThan(200)
  })

  test('goes along the bent valley of Rosenbrock in five dimensions, which one parameter at a time cannot', () => {
    const { result } = answered(cmaEs({ seed: 2, start: middle(5), generations: 500, seeds: 1 }), (point) => {
      const x = point.map((u) => 4 * u - 2)
      return of(x.slice(1).reduce((sum, y, i) => sum + 100 * (y - x[i] ** 2) ** 2 + (1 - x[i]) ** 2, 0))
    })
    expect(result.best.objectives[0]).toBeLessThan(1e-6)
    expect(Math.abs(result.best.point[4] - 0.75)).toBeLessThan(1e-3)
  })

  test('learns the axes of an ellipsoid that is a thousand times longer than wide, and turned', () => {
    const { result } = answered(cmaEs({ seed: 3, start: middle(4), generations: 300, seeds: 1 }), ([a, b, c, d]) =>
      of((a + b - 0.7) ** 2 + 1e6 * (a - b - 0.1) ** 2 + (c + d - 0.9) ** 2 + 1e6 * (c - d + 0.3) ** 2),
    )
    const wanted = [0.4, 0.3, 0.3, 0.6]
    expect(Math.max(...result.best.point.map((x, i) => Math.abs(x - wanted[i])))).toBeLessThan(1e-4)
  })

  test('stops at a constraint, feasible, where the optimum lies beyond it', () => {
    const { result } = answered(cmaEs({ seed: 4, start: middle(4), generations: 200, seeds: 1 }), (p) => ({
      objectives: [sphere(p)],
      violation: Math.max(0, 1.6 - p.reduce((sum, x) => sum + x, 0)),
    }))
    // The nearest point of sum = 1.6 to (0.3, …) is (0.4, …), at 4 x 0.01.
    expect(result.best.violation).toBe(0)
    expect(result.best.objectives[0]).toBeLessThan(0.042)
  })

  test('finds an optimum in a corner, and asks about [0, 1) only', () => {
    const { result, asked } = answered(cmaEs({ seed: 5, start: middle(3), generations: 120, seeds: 1 }), (p) =>
      of(p.reduce((sum, x) => sum - x, 0)),
    )
    for (const x of asked.flatMap(({ points }) => points.flat())) expect(x >= 0 && x < 1).toBe(true)
    expect(Math.min(...result.best.point)).toBeGreaterThan(0.999)
  })

  test('comes near the optimum of a noisy sphere by its centre', () => {
    const noise = new RandomStream(8, NOISE, 0, 0)
    const search = cmaEs({ seed: 6, start: middle(5), generations: 150, population: 24, seeds: 1 })
    const { result } = answered(search, (p) => of(sphere(p) + 0.01 * noise.normal()))
    expect(Math.max(...result.centre.point.map((x) => Math.abs(x - 0.3)))).toBeLessThan(0.08)
  })

  test('does not mind a rising change of the objective: it reads the order alone', () => {
    const asked = (change: (x: number) => number) =>
      answered(cmaEs({ seed: 7, start: middle(3), generations: 30, seeds: 1 }), (p) => of(change(sphere(p)))).asked
    expect(asked((x) => Math.sqrt(x) * 1e9 - 5)).toEqual(asked((x) => x))
  })

  test('asks the same bits for the same seed, and others for another', () => {
    const asked = (seed: number) =>
      answered(cmaEs({ seed, start: middle(3), generations: 10, seeds: 1 }), (p) => of(sphere(p))).asked
    expect(asked(1)).toEqual(asked(1))
    expect(asked(2)).not.toEqual(asked(1))
  })

  test('needs four points a generation', () => {
    expect(() => cmaEs({ seed: 1, start: [0.5], generations: 1, population: 3, seeds: 1 }).next([])).toThrow(
      'four points',
    )
  })
})

test("the rates are the tutorial's: ten points in ten dimensions, the better five of them weighted", () => {
  const { population, weights, effective, rankOne, rankMany, stepMemory } = cmaRates(10)
  expect(population).toBe(10)
  expect(weights).toHaveLength(5)
  expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12)
  expect(effective).toBeCloseTo(3.167, 3)
  expect(stepMemory).toBeCloseTo(0.2844, 4)
  expect(rankOne).toBeCloseTo(2 / (11.3 ** 2 + effective), 12)
  expect(rankMany).toBeLessThan(1 - rankOne)
})

test('eigenvectors of a symmetric matrix are orthonormal and give it back', () => {
  const random = new RandomStream(3, SEARCH, 9, 0)
  for (const size of [1, 2, 5, 12]) {
    const matrix = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.normal()
    }
    const { values, vectors } = symmetricEigen(matrix, size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let [entry, product] = [0, 0]
        for (let k = 0; k < size; k++) {
          entry += values[k] * vectors[i * size + k] * vectors[j * size + k]
          product += vectors[k * size + i] * vectors[k * size + j]
        }
        expect(entry).toBeCloseTo(matrix[i * size + j], 10)
        expect(product).toBeCloseTo(i === j ? 1 : 0, 10)
      }
    }
  }
  const [low, high] = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values.sort()
  expect(low).toBeCloseTo(1, 14)
  expect(high).toBeCloseTo(3, 14)
})
