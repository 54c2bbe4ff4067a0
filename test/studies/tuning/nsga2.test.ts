import { describe, expect, test } from 'vitest'
import { SEARCH } from '../../../src/numeric/purposes.ts'
import { RandomStream } from '../../../src/numeric/random.ts'
import { sobolPoints } from '../../../src/studies/sampling/sobol-points.ts'
import { hypervolume } from '../../../src/studies/tuning/hypervolume.ts'
import { nsga2 } from '../../../src/studies/tuning/nsga2.ts'
import { polynomialMutation } from '../../../src/studies/tuning/polynomial-mutation.ts'
import type { Judgement } from '../../../src/studies/tuning/search.ts'
import { simulatedBinaryCrossover } from '../../../src/studies/tuning/simulated-binary-crossover.ts'
import { answered, of } from './answered.ts'

type Pair = readonly [number, number]

const bred = (
  dimensions: number,
  judge: (point: readonly number[]) => Judgement,
  { size = 40, generations = 100, seed = 1 } = {},
) => {
  const points = sobolPoints(dimensions, size, { seed })
  return answered(nsga2({ points, generations, seeds: 1, seed }), judge)
}

const frontOf = (found: Pick<ReturnType<typeof bred>, 'result'>): readonly Pair[] =>
  found.result.front.map(({ objectives }) => [objectives[0], objectives[1]])

// Zitzler, Deb and Thiele, Comparison of multiobjective evolutionary algorithms: empirical results, 2000.
const zdt =
  (front: (x: number, g: number) => number) =>
  (point: readonly number[]): Judgement => {
    const [x, ...others] = point
    const g = 1 + (9 * others.reduce((sum, y) => sum + y, 0)) / others.length
    return of(x, g * front(x, g))
  }
const zdt1 = zdt((x, g) => 1 - Math.sqrt(x / g))
const zdt2 = zdt((x, g) => 1 - (x / g) ** 2)

const violationOf = (broken: readonly number[]): number => broken.reduce((sum, by) => sum + Math.max(0, by), 0)

// Binh and Korn, MOBES: a multiobjective evolution strategy for constrained optimization problems, 1997.
const binhKorn = (x: number, y: number) => ({
  objectives: [4 * x ** 2 + 4 * y ** 2, (x - 5) ** 2 + (y - 5) ** 2] as const,
  violation: violationOf([(x - 5) ** 2 + y ** 2 - 25, 7.7 - (x - 8) ** 2 - (y + 3) ** 2]),
})

// Srinivas and Deb, Multiobjective optimization using nondominated sorting in genetic algorithms, 1994.
const srinivas = (x: number, y: number) => ({
  objectives: [2 + (x - 2) ** 2 + (y - 1) ** 2, 9 * x - (y - 1) ** 2] as const,
  violation: violationOf([x ** 2 + y ** 2 - 225, x - 3 * y + 10]),
})

/** Points on the way from one to another. */
const between = (low: number, high: number): readonly number[] =>
  Array.from({ length: 2001 }, (_, i) => low + ((high - low) * i) / 2000)

describe('NSGA-II', () => {
  // The true fronts 1 - sqrt(x) and 1 - x^2 dominate 2/3 and 1/3 of the unit square, and 0.1 x 2.1 + 0.1 beyond it.
  test.each([
    ['ZDT1', zdt1, 2 / 3 + 0.21],
    ['ZDT2', zdt2, 1 / 3 + 0.21],
  ] as const)('finds the front of %s to a few per cent of its hypervolume', (_, judge, whole) => {
    const found = bred(10, judge, { generations: 200 })
    const share = hypervolume(frontOf(found), [1.1, 1.1]) / whole
    expect(share).toBeGreaterThan(0.96)
    expect(share).toBeLessThan(1)
    expect(found.result.front.length).toBeGreaterThan(30)
  })

  test('finds the front of Binh and Korn, where y = x up to 3 and then y = 3, and nothing forbidden', () => {
    const { result } = bred(2, ([u, v]) => binhKorn(5 * u, 3 * v))
    expect(result.front.every(({ violation }) => violation === 0)).toBe(true)
    const front = between(0, 5).map((x) => binhKorn(x, Math.min(x, 3)).objectives)
    const share = hypervolume(frontOf({ result }), [140, 50]) / hypervolume(front, [140, 50])
    expect(share).toBeGreaterThan(0.97)
    expect(share).toBeLessThan(1)
  })

  test('finds the front of Srinivas and Deb, both of whose ends lie on a constraint, and nothing forbidden', () => {
    const { result } = bred(2, ([u, v]) => srinivas(40 * u - 20, 40 * v - 20))
    expect(result.front.every(({ violation }) => violation === 0)).toBe(true)
    // Along x - 3y = -10, then x = -2.5 (where both objectives add up to -0.25), then the circle.
    const front = [
      ...between(2.5, 3.7).map((y) => srinivas(3 * y - 10, y)),
      ...between(2.5, Math.sqrt(225 - 6.25)).map((y) => srinivas(-2.5, y)),
      ...between(-4.84, -2.5).map((x) => srinivas(x, Math.sqrt(225 - x ** 2))),
    ].map(({ objectives }) => objectives)
    const share = hypervolume(frontOf({ result }), [240, 20]) / hypervolume(front, [240, 20])
    expect(share).toBeGreaterThan(0.95)
    expect(share).toBeLessThan(1.0001)
  })

  test('finds the one optimum of one objective in eight dimensions: sphere', () => {
    const { result } = bred(8, (p) => of(p.reduce((sum, x) => sum + (x - 0.4) ** 2, 0)))
    expect(result.front[0].objectives[0]).toBeLessThan(1e-3)
  })

  test('gets out of most local optima of Rastrigin', () => {
    const { result } = bred(4, (p) =>
      of(
        p.reduce((sum, u) => {
          const x = 10.24 * u - 5.12
          return sum + 10 + x * x - 10 * Math.cos(2 * Math.PI * x)
        }, 0),
      ),
    )
    // The next best optimum has 1, and a random one about 70.
    expect(result.front[0].objectives[0]).toBeLessThan(1.5)
  })

  test('never loses the best of an objective', () => {
    const least: number[] = []
    const search = nsga2({ points: sobolPoints(3, 12), generations: 20, seeds: 1, seed: 3 })
    let best = Number.POSITIVE_INFINITY
    const { result } = answered(search, (point) => {
      const judgement = zdt1(point)
      best = Math.min(best, judgement.objectives[0])
      least.push(best)
      return judgement
    })
    expect(Math.min(...result.front.map(({ objectives }) => objectives[0]))).toBe(best)
    expect(least.length).toBe(12 * 21)
  })

  test('lets the better half have three children in four: of two drawn, the better is the parent', () => {
    const points = sobolPoints(1, 256)
    const search = nsga2({ points, generations: 1, seeds: 1, seed: 4, crossover: 0, mutation: 0 })
    const { asked } = answered(search, ([x]) => of(x))
    const better = asked[1].points.filter(([x]) => x < 0.5).length
    expect(better / 256).toBeGreaterThan(0.68)
    expect(better / 256).toBeLessThan(0.82)
  })

  test('asks the same bits for the same seed, and others for another', () => {
    const asked = (seed: number) => bred(3, zdt1, { size: 10, generations: 8, seed }).asked
    expect(asked(5)).toEqual(asked(5))
    expect(asked(6).slice(1)).not.toEqual(asked(5).slice(1))
    const points = sobolPoints(3, 10)
    const other = answered(nsga2({ points, generations: 3, seeds: 1, seed: 6 }), zdt1).asked
    const same = answered(nsga2({ points, generations: 3, seeds: 1, seed: 5 }), zdt1).asked
    expect(other[0]).toEqual(same[0])
    expect(other[1]).not.toEqual(same[1])
  })

  test('asks about whole populations within [0, 1), and over the seeds it was given', () => {
    const { asked } = answered(nsga2({ points: sobolPoints(2, 7), generations: 30, seeds: 9, seed: 1 }), ([x, y]) =>
      of(-x, y),
    )
    for (const { points, seeds } of asked) {
      expect([points.length, seeds]).toEqual([7, 9])
      for (const x of points.flat()) expect(x >= 0 && x < 1).toBe(true)
    }
  })

  test('shows the least infeasible where nothing is feasible', () => {
    const { result } = bred(2, ([x, y]) => ({ objectives: [y], violation: 1 + x }), { generations: 30 })
    const least = Math.min(...result.population.map(({ violation }) => violation))
    expect(result.front.every(({ violation }) => violation === least)).toBe(true)
    expect(least).toBeLessThan(1.02)
  })

  test('needs two points', () => {
    expect(() => nsga2({ points: [[0]], generations: 1, seeds: 1, seed: 1 }).next([])).toThrow('two points or more')
  })
})

describe('what breeds points', () => {
  const stream = () => new RandomStream(9, SEARCH, 0, 0)

  test('crossover keeps the middle of two parents far from the bounds, and never leaves the bounds', () => {
    const random = stream()
    let off = 0
    for (let i = 0; i < 500; i++) {
      const [[a], [b]] = simulatedBinaryCrossover(random, [0.49], [0.51], 15)
      off = Math.max(off, Math.abs(a + b - 1))
      const [[c], [d]] = simulatedBinaryCrossover(random, [0.01], [0.9], 2)
      for (const x of [c, d]) expect(x >= 0 && x <= 1).toBe(true)
    }
    expect(off).toBeLessThan(1e-3)
  })

  test('children are spread as the density (n + 1) beta^n / 2 within the parents says: half lie between them', () => {
    const random = stream()
    let [between, crossed] = [0, 0]
    for (let i = 0; i < 4000; i++) {
      const [[a]] = simulatedBinaryCrossover(random, [0.45], [0.55], 15)
      if (a === 0.45) continue
      crossed++
      if (a > 0.45 && a < 0.55) between++
    }
    expect(Math.abs(crossed / 4000 - 0.5)).toBeLessThan(0.03)
    expect(Math.abs(between / crossed - 0.5)).toBeLessThan(0.04)
  })

  test('and a quarter lies beyond 2^(1/(n + 1)) times the distance of the parents from their middle', () => {
    const random = stream()
    const beyond = 0.05 * 2 ** (1 / 16)
    let [far, crossed] = [0, 0]
    for (let i = 0; i < 4000; i++) {
      const [[a]] = simulatedBinaryCrossover(random, [0.45], [0.55], 15)
      if (a === 0.45) continue
      crossed++
      if (Math.abs(a - 0.5) > beyond) far++
    }
    expect(Math.abs(far / crossed - 0.25)).toBeLessThan(0.035)
  })

  test('neither heaps points on a bound: they are drawn within it, not cut off', () => {
    const random = stream()
    for (let i = 0; i < 2000; i++) {
      const mutated = [0.05, 0.95]
      polynomialMutation(random, mutated, 1, 1)
      const children = simulatedBinaryCrossover(random, [0.01, 0.4], [0.6, 0.98], 1).flat()
      for (const x of [...mutated, ...children]) expect(x > 0 && x < 1).toBe(true)
    }
  })

  test('equal parents have equal children', () => {
    expect(simulatedBinaryCrossover(stream(), [0.2, 1], [0.2, 1], 15)).toEqual([
      [0.2, 1],
      [0.2, 1],
    ])
  })

  test('mutation has the mean move 1 / (index + 2) of what is possible, to both sides, within bounds', () => {
    const random = stream()
    let [sum, far] = [0, 0]
    for (let i = 0; i < 4000; i++) {
      const point = [0.5, 0, 1]
      polynomialMutation(random, point, 1, 20)
      sum += point[0] - 0.5
      far += Math.abs(point[0] - 0.5)
      for (const x of point) expect(x >= 0 && x <= 1).toBe(true)
    }
    expect(Math.abs(sum / 4000)).toBeLessThan(0.003)
    expect(far / 4000).toBeGreaterThan(0.035)
    expect(far / 4000).toBeLessThan(0.055)
    const still = [0.25, 0.5]
    polynomialMutation(random, still, 0, 20)
    expect(still).toEqual([0.25, 0.5])
  })
})
