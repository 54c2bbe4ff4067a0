import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOISE } from '../../../src/numeric/purposes.ts'
import { RandomStream } from '../../../src/numeric/random.ts'
import { gridPoints } from '../../../src/studies/sampling/grid-points.ts'
import { sobolPoints } from '../../../src/studies/sampling/sobol-points.ts'
import { latticeDescent } from '../../../src/studies/tuning/lattice-descent.ts'
import { refinedHalving } from '../../../src/studies/tuning/refined-halving.ts'
import { successiveHalving } from '../../../src/studies/tuning/successive-halving.ts'
import { answered, of } from './answered.ts'

const OPTIMUM = [0.3, 0.7]

const sphere = (point: readonly number[]): number => point.reduce((sum, x, d) => sum + (x - OPTIMUM[d]) ** 2, 0)

/** A mean over seeds of the sphere with noise that is each point's own. */
const noisySphere = (world: number, deviation: number) => {
  const cache = new Map<string, number>()
  const noise = (point: readonly number[], seed: number): number => {
    const key = `${point.join()} ${seed}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const stream = new RandomStream(world, NOISE, Math.floor(point[0] * 2 ** 31), Math.floor(point[1] * 2 ** 31))
    stream.at(seed)
    const drawn = deviation * stream.normal()
    cache.set(key, drawn)
    return drawn
  }
  return (point: readonly number[], seeds: number) => {
    let sum = 0
    for (let seed = 0; seed < seeds; seed++) sum += noise(point, seed)
    return of(sphere(point) + sum / seeds)
  }
}

const grid = (side: number): readonly (readonly number[])[] =>
  gridPoints([side, side]).map((position) => position.map((at) => (at + 0.5) / side))

describe('successive halving', () => {
  test('keeps half of the points and doubles their seeds until the rest have all', () => {
    const { asked, result } = answered(successiveHalving({ points: grid(4), first: 3, most: 20 }), (p) => of(sphere(p)))
    expect(asked.map(({ points, seeds }) => [points.length, seeds])).toEqual([
      [16, 3],
      [8, 6],
      [4, 12],
      [2, 20],
    ])
    expect(result.rounds).toEqual(asked)
    expect(result.survivors.map(({ point }) => point)).toEqual([
      [0.375, 0.625],
      [0.125, 0.625],
    ])
  })

  test('keeps one in eta, and at least as many as are to be kept', () => {
    const ask = (eta: number, keep: number) =>
      answered(successiveHalving({ points: grid(3), first: 1, most: 9, eta, keep }), (p) => of(sphere(p))).asked
    expect(ask(3, 1).map(({ points, seeds }) => [points.length, seeds])).toEqual([
      [9, 1],
      [3, 3],
      [1, 9],
    ])
    expect(ask(3, 4).map(({ points }) => points.length)).toEqual([9, 4, 4])
    expect(ask(2, 1).map(({ points }) => points.length)).toEqual([9, 5, 3, 2, 1])
  })

  test('asks once where the first round has all seeds', () => {
    expect(answered(successiveHalving({ points: grid(2), first: 8, most: 4 }), (p) => of(sphere(p))).asked.length).toBe(
      1,
    )
  })

  test('takes the feasible optimum although what breaks the constraint looks better', () => {
    const { result } = answered(successiveHalving({ points: grid(8), first: 1, most: 8 }), (point) => ({
      objectives: [sphere(point)],
      violation: Math.max(0, 0.6 - point[0]),
    }))
    expect(result.survivors[0].point).toEqual([0.6875, 0.6875])
  })

  test('keeps the order of the points where they are equal', () => {
    const { result } = answered(successiveHalving({ points: grid(4), first: 1, most: 4, keep: 3 }), () => of(1))
    expect(result.survivors.map(({ point }) => point)).toEqual(grid(4).slice(0, 4))
  })

  test('spends a fraction of what all seeds at all points cost and finds a point next to the optimum of a noisy sphere', () => {
    let near = 0
    for (let world = 0; world < 40; world++) {
      const judge = noisySphere(world, 0.05)
      const { result, asked } = answered(successiveHalving({ points: grid(8), first: 4, most: 64 }), judge)
      // Seeds that an earlier round has run are not run again.
      const runs = asked.reduce(
        (sum, { points, seeds }, i) => sum + points.length * (seeds - (asked[i - 1]?.seeds ?? 0)),
        0,
      )
      expect(runs).toBeLessThan((64 * 64) / 5)
      const [x, y] = result.survivors[0].point
      if (Math.abs(x - OPTIMUM[0]) <= 0.19 && Math.abs(y - OPTIMUM[1]) <= 0.19) near++
    }
    expect(near).toBeGreaterThanOrEqual(38)
  })

  test('refuses what leads nowhere', () => {
    const begin = (options: object) => () =>
      successiveHalving({ points: grid(2), first: 1, most: 4, ...options }).next([])
    expect(begin({ points: [] })).toThrow('no points are given')
    expect(begin({ eta: 1 })).toThrow('eta must be over 1')
    expect(begin({ first: 0 })).toThrow('one seed or more')
    const search = successiveHalving({ points: grid(2), first: 1, most: 4 })
    search.next([])
    expect(() => search.next([of(1)])).toThrow('asked about 4 points and told of 1')
  })
})

describe('the descent from value to value', () => {
  test('ends where no neighbour is better, whatever the figures', () => {
    const figures = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 63, maxLength: 63 })
    fc.assert(
      fc.property(figures, fc.nat(8), fc.nat(6), fc.integer({ min: 1, max: 5 }), (values, x, y, step) => {
        const at = (i: number, j: number): number => values[i * 7 + j]
        const { result } = answered(
          latticeDescent({ start: [[(x + 0.5) / 9, (y + 0.5) / 7]], cells: [9, 7], steps: [step, step], seeds: 1 }),
          ([u, v]) => of(at(Math.floor(u * 9), Math.floor(v * 7))),
        )
        const [i, j] = [Math.floor(result.best.point[0] * 9), Math.floor(result.best.point[1] * 7)]
        expect(result.settled).toBe(true)
        for (let di = -1; di <= 1; di++) {
          for (let dj = -1; dj <= 1; dj++) {
            const inside = i + di >= 0 && i + di < 9 && j + dj >= 0 && j + dj < 7
            if (inside) expect(at(i + di, j + dj)).toBeGreaterThanOrEqual(at(i, j))
          }
        }
        expect(at(i, j)).toBeLessThanOrEqual(at(x, y))
      }),
      { seed: 63 },
    )
  })

  test('asks about no point twice', () => {
    const { asked } = answered(
      latticeDescent({
        start: [
          [0, 0],
          [0.001, 0],
        ],
        cells: [100, 100],
        steps: [16, 16],
        seeds: 3,
      }),
      (p) => of(sphere(p)),
    )
    const points = asked.flatMap(({ points }) => points.map((point) => point.join()))
    expect(new Set(points).size).toBe(points.length)
    expect(asked.every(({ seeds }) => seeds === 3)).toBe(true)
  })

  test('finds the least value of a threshold among a million in few rounds: the smallest fund that suffices', () => {
    const needed = 617_283
    const { result, asked } = answered(
      latticeDescent({ start: [[0.9]], cells: [1_000_000], steps: [100_000], seeds: 1 }),
      ([u]) => {
        const fund = Math.floor(u * 1_000_000)
        return { objectives: [fund], violation: Math.max(0, needed - fund) }
      },
    )
    expect(Math.floor(result.best.point[0] * 1_000_000)).toBe(needed)
    expect(asked.length).toBeLessThan(50)
  })

  test('goes down the bent valley of Rosenbrock to its end', () => {
    const cells = [201, 201]
    // x and y from -2 to 2 in steps of 0.02: the optimum (1, 1) is value 150 of each.
    const value = (u: number, d: number): number => -2 + 0.02 * Math.floor(u * cells[d])
    const { result } = answered(
      latticeDescent({ start: [[0.2, 0.8]], cells, steps: [32, 32], seeds: 1, rounds: 400 }),
      ([u, v]) => of(100 * (value(v, 1) - value(u, 0) ** 2) ** 2 + (1 - value(u, 0)) ** 2),
    )
    expect(result.settled).toBe(true)
    expect(result.best.objectives[0]).toBeLessThan(0.25)
  })

  test('trades one parameter for another along a constraint, in four dimensions', () => {
    const cells = [40, 40, 40, 40]
    const value = (u: number): number => Math.floor(u * 40)
    const { result } = answered(
      latticeDescent({ start: [[0.9, 0.9, 0.1, 0.1]], cells, steps: [4, 4, 4, 4], seeds: 1, rounds: 100 }),
      (point) => ({
        // The more equal the better, but at least 80 in all: 20 each.
        objectives: [point.reduce((sum, u) => sum + value(u) ** 2, 0)],
        violation: Math.max(0, 80 - point.reduce((sum, u) => sum + value(u), 0)),
      }),
    )
    expect(result.best.point.map(value)).toEqual([20, 20, 20, 20])
  })

  test('says when its rounds ran out', () => {
    const search = latticeDescent({ start: [[0, 0]], cells: [100, 100], steps: [1, 1], seeds: 1, rounds: 5 })
    const { result, asked } = answered(search, (p) => of(sphere(p)))
    expect(asked.length).toBe(5)
    expect(result.settled).toBe(false)
    expect(result.best.point).toEqual([0.045, 0.045])
  })
})

describe('halving and then descending', () => {
  const cells = [25, 25]

  test('finds the very cell of the optimum of a sphere from 16 Sobol points', () => {
    const search = refinedHalving({ points: sobolPoints(2, 16), cells, first: 1, most: 4 })
    const { result } = answered(search, (p) => of(sphere(p)))
    expect(result.descent.best.point).toEqual([0.3, 0.7])
  })

  test('finds a value within one step of the optimum of a noisy sphere nine times in ten and more', () => {
    let near = 0
    for (let world = 0; world < 40; world++) {
      const search = refinedHalving({ points: sobolPoints(2, 32), cells, first: 8, most: 128, keep: 2 })
      const { result } = answered(search, noisySphere(world, 0.005))
      const { point } = result.descent.best
      if (point.every((x, d) => Math.abs(x - OPTIMUM[d]) <= 1.0001 / 25)) near++
    }
    expect(near).toBeGreaterThanOrEqual(37)
  })

  test('begins with steps of half the spacing, and of one value on a full grid', () => {
    const stepsOf = (points: readonly (readonly number[])[]) => {
      const { asked } = answered(refinedHalving({ points, cells: [8, 8], first: 1, most: 1 }), (p) => of(sphere(p)))
      const [x] = asked[1].points[0]
      return asked[2]?.points.map((point) => Math.round(Math.abs(point[0] - x) * 8)) ?? []
    }
    expect(Math.max(...stepsOf([[0.3, 0.7]]))).toBe(4)
    expect(stepsOf(grid(8))).toEqual([])
  })
})
